"""What is stated of the seed briefs changes only on purpose."""

from __future__ import annotations

import difflib

import pytest

from geodata.gazetteer.additions import read_registry
from geodata.paths import home
from tests.golden.telling import GOLDEN, tell_seeds


def test_the_seeds_say_what_they_said() -> None:
    if read_registry(home() / "additions"):
        pytest.skip("this gazetteer has places of the user's own, which the golden output does not know")
    told = tell_seeds().splitlines()
    golden = GOLDEN.read_text(encoding="utf-8").splitlines()
    changes = list(difflib.unified_diff(golden, told, "golden", "now", lineterm="", n=0))
    assert not changes, "\n".join([*changes, "If this is meant, type: make golden"])


def test_the_golden_output_has_something_of_every_layer() -> None:
    told = GOLDEN.read_text(encoding="utf-8")
    for layer in ("incident", "withdrawal", "membership"):
        assert told.count(f"\n{layer} ") > 10
