"""`liptako review`: what people say of events, by command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geodata.store import Store
from tests.cli.command_line import Run


@pytest.fixture
def event_id(ready: Path, run: Run, texts: Path) -> str:
    assert ready.is_dir()
    run("add", texts)
    with Store.open() as store:
        return next(event.id for event in store.events() if event.layer == "incident")


def test_a_correction_is_listed_with_who_when_and_why_and_can_be_taken_back(run: Run, event_id: str) -> None:
    made = run("review", "reject", event_id[:8], "--why", "told twice", "--who", "Awa")
    assert re.search(r"^[0-9a-f]{10}  \d{4}-\d\d-\d\d \d\d:\d\d  Awa  reject: told twice  event", made.out)
    review_id = made.out.split()[0]
    assert "told twice" in run("review", "list").out
    assert run("review", "undo", review_id, "--who", "Bintou").code == 0
    assert run("review", "list").out == "no corrections\n"
    assert "undo" in run("review", "list", "--all", "--event", event_id).out


def test_an_event_is_moved_by_name_id_or_coordinates_and_re_dated(run: Run, event_id: str) -> None:
    assert "spot:14.2000:-0.3000" in run("review", "move", event_id, "14.2,-0.3", "--who", "Awa").out
    assert "to Mali (ML)" in run("review", "move", event_id, "ML", "--who", "Awa").out
    assert "redate to 2024-05" in run("review", "redate", event_id, "2024-05", "--who", "Awa").out


def test_a_name_of_several_places_is_refused_with_their_ids(run: Run, event_id: str) -> None:
    refused = run("review", "move", event_id, "Koro", "--who", "Awa")
    assert refused.code == 1
    assert len(re.findall(r"\S+ Koro \(", refused.err)) > 1


@pytest.mark.parametrize("arguments", [("redate", "soon"), ("move", "Nowhereville-sur-Zzz"), ("note", "  ")])
def test_what_makes_no_sense_is_told_and_nothing_is_kept(run: Run, event_id: str, arguments: tuple[str, str]) -> None:
    command, value = arguments
    result = run("review", command, event_id, value, "--who", "Awa")
    assert result.code == 1
    assert result.err.startswith("liptako: ")
    assert run("review", "list", "--all").out == "no corrections\n"
