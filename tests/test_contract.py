from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.contract import extract_record, locate_record
from geodata.documents import open_text
from geodata.errors import DocumentError
from geodata.model import (
    Actor,
    DateSpan,
    Fact,
    FactPlace,
    Incident,
    Membership,
    Mention,
    Place,
    Placement,
    Precision,
    Withdrawal,
)
from geodata.pipeline import Reading

GAO = Place("gn:2457161", "Gao", "Gao", "Gao", "settlement", "ML", "ML-7", 16.27, -0.04)
TEXT = "date 2024-05-06 Le camp de Me\u0301naka a e\u0301te\u0301 attaque\u0301.\r\nL'arme\u0301e quitte Gao.\r\n"


def reading_of(raw: str, fact: Fact | None = None) -> tuple[Reading, str]:
    opened = open_text(raw, "folder/a.txt")
    text = opened.document.text
    gao, menaka = text.index("Gao"), text.index("Ménaka")
    placements = (
        Placement(Mention(menaka, menaka + 6, "Ménaka", ""), None, None, None, Precision.UNLOCATED, reason="unknown"),
        Placement(
            Mention(gao, gao + 3, "Gao", "gao"), GAO, GAO.lat, GAO.lon, Precision.SETTLEMENT, None, "unique", 0.987654
        ),
    )
    return Reading(opened.document, placements, (fact,) if fact else ()), opened.original


def common(text: str) -> dict[str, object]:
    end = text.index("\n")
    at = text.index("attaqué")
    place = FactPlace("gn:1", "Ménaka", "settlement", "ML", 15.9, 2.4, Precision.SETTLEMENT, start=11, end=17)
    return {
        "id": "f1",
        "document_id": "d1",
        "start": 0,
        "end": end,
        "excerpt": text[:end],
        "trigger_start": at,
        "trigger_end": at + 7,
        "status": "occurred",
        "date": DateSpan.month(2024, 5),
        "places": (
            place,
            FactPlace("ML", "Mali", "country", "ML", 17.6, -4.0, Precision.COUNTRY, role="host"),
            FactPlace(
                "gn:2", "Gao", "settlement", "ML", 16.3, 0.0, Precision.SETTLEMENT, role="carried", start=3, end=6
            ),
        ),
        "actors": (Actor("Armed group", "armed_group", None, "hommes"),),
        "rule": "r1",
    }


def test_offsets_and_excerpts_are_those_of_the_file() -> None:
    reading, original = reading_of(TEXT)
    fact = Incident(**common(reading.document.text))  # type: ignore[arg-type]  # fields by name
    record = extract_record(Reading(reading.document, reading.placements, (fact,)), "a.txt", original)
    assert original == TEXT
    for row in record["places"]:
        assert TEXT[row["start"] : row["end"]] == row["text"]
    stated = record["facts"][0]
    assert TEXT[stated["start"] : stated["end"]] == stated["excerpt"]
    assert stated["excerpt"].startswith("Le camp")
    assert unicodedata.normalize("NFC", TEXT[stated["trigger_start"] : stated["trigger_end"]]) == "attaqué"
    assert [row["text"] for row in record["places"]] == ["Me\u0301naka", "Gao"]


def test_a_record_has_the_fields_of_the_contract_and_nulls_for_the_unknown() -> None:
    reading, original = reading_of(TEXT)
    record = extract_record(reading, "a.txt", original)
    assert (record["document"], record["language"], record["published"]) == ("a.txt", "fr", "2024-05-06")
    unlocated, located = record["places"]
    assert (unlocated["lat"], unlocated["lon"], unlocated["place_id"], unlocated["precision"]) == (None, None, None, 0)
    assert (unlocated["name"], unlocated["reason"]) == ("Ménaka", "unknown")
    assert (located["name"], located["kind"], located["country"], located["lat"]) == ("Gao", "settlement", "ML", 16.27)
    assert (located["method"], located["score"], located["literal"]) == ("unique", 0.9877, True)
    assert json.loads(json.dumps(record, allow_nan=False)) == record


def test_an_incident_states_its_toll_and_both_classes() -> None:
    reading, original = reading_of(TEXT)
    values = common(reading.document.text)
    fact = Incident(**values, event_type="battle", acled_event_type="Battles", fatalities=3, fatalities_low=2)  # type: ignore[arg-type]  # fields by name
    row = extract_record(Reading(reading.document, (), (fact,)), "a.txt", original)["facts"][0]
    assert (row["event_type"], row["acled_event_type"]) == ("battle", "Battles")
    assert (row["fatalities"], row["fatalities_low"], row["fatalities_high"]) == (3, 2, None)
    assert (row["date_start"], row["date_end"], row["date_precision"]) == ("2024-05-01", "2024-05-31", "month")
    assert row["actors"] == [{"name": "Armed group", "kind": "armed_group", "country": None, "text": "hommes"}]


def test_only_places_that_the_sentence_names_are_its_places() -> None:
    reading, original = reading_of(TEXT)
    fact = Incident(**common(reading.document.text))  # type: ignore[arg-type]  # fields by name
    row = extract_record(Reading(reading.document, (), (fact,)), "a.txt", original)["facts"][0]
    assert [place["name"] for place in row["places"]] == ["Ménaka"]
    assert [place["name"] for place in row["inferred_places"]] == ["Mali", "Gao"]


def test_withdrawals_and_memberships_state_their_own_fields() -> None:
    reading, original = reading_of(TEXT)
    values = common(reading.document.text) | {"date": None}
    facts = (
        Withdrawal(**values, contributor="DE", host=("ML",), organisation="MINUSMA", troops=1000),  # type: ignore[arg-type]  # fields by name
        Membership(**values, organisation="ECOWAS", members=("BF", "ML"), action="leave"),  # type: ignore[arg-type]  # fields by name
    )
    withdrawal, membership = extract_record(Reading(reading.document, (), facts), None, original)["facts"]
    assert (withdrawal["from"], withdrawal["contributor"], withdrawal["troops"]) == (["ML"], "DE", 1000)
    assert (withdrawal["force"], withdrawal["organisation"]) == (None, "MINUSMA")
    assert (membership["members"], membership["action"]) == (["BF", "ML"], "leave")
    assert (membership["date_start"], membership["date_end"], membership["date_precision"]) == (None, None, None)


def test_without_the_file_offsets_count_the_normalised_text() -> None:
    reading, _ = reading_of(TEXT)
    record = extract_record(reading)
    assert record["document"] == "folder/a.txt"
    for row in record["places"]:
        assert reading.document.text[row["start"] : row["end"]] == row["text"]


def locate(text: str, spans: list[tuple[int, int]]) -> list[Placement]:
    found = []
    for start, end in spans:
        mention = Mention(start, end, text[start:end], "")
        known = text[start:end] == "Gao"
        found.append(
            Placement(mention, GAO, GAO.lat, GAO.lon, Precision.SETTLEMENT, score=0.9)
            if known
            else Placement(mention, None, None, None, Precision.UNLOCATED)
        )
    return found


def test_given_names_are_placed_where_they_stand_and_nothing_else_of_the_line_is_used() -> None:
    line = {"id": 7, "text": "Gao, Xyz", "spans": [{"start": 0, "end": 3, "lat": 99}, {"start": 5, "end": 8}], "x": 1}
    record = locate_record(json.dumps(line), 1, locate)
    assert (record["id"], record["text"]) == (7, "Gao, Xyz")
    first, second = record["spans"]
    assert (first["start"], first["end"], first["lat"], first["name"], first["country"]) == (0, 3, 16.27, "Gao", "ML")
    assert (second["lat"], second["lon"], second["name"], second["precision"]) == (None, None, None, 0)


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        "{}",
        '{"id": 1, "text": "Gao"}',
        '{"id": 1, "text": "Gao", "spans": [{"start": 0}]}',
        '{"id": 1, "text": "Gao", "spans": [{"start": 0, "end": 9}]}',
        '{"id": 1, "text": "Gao", "spans": [{"start": 2, "end": 2}]}',
        '{"id": 1, "text": null, "spans": []}',
    ],
)
def test_a_line_of_another_form_is_named_by_its_number(line: str) -> None:
    with pytest.raises(DocumentError, match="line 3"):
        locate_record(line, 3, locate)


@given(st.text(max_size=60))
def test_any_line_is_placed_or_refused(line: str) -> None:
    try:
        record = locate_record(line, 1, locate)
    except DocumentError:
        return
    assert set(record) == {"id", "text", "spans"}
