from __future__ import annotations

from geodata.cli.explanation import feature_words
from geodata.placement.features import WEIGHTS


def test_every_feature_is_told_in_words() -> None:
    within_people = {"metropolis"}  # its weight is a part of `people`
    untold = [name for name in ("prior", *WEIGHTS) if feature_words(name) == name and name not in within_people]
    assert untold == []
