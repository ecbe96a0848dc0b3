"""A public file names nobody and nothing finer than its level, in no column, table or manifest of any format."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.boundaries import load_boundaries
from geodata.errors import PublishError
from geodata.export import FORMATS, export, frame, manifest_path
from geodata.export.public import LEFT_OUT, redacted
from geodata.gazetteer import open_gazetteer
from geodata.model import Actor, DocumentInfo, FactPlace, Precision, ViewSpec
from geodata.publication import Publication, prepare
from tests.export.export_sample import ready
from tests.facts_by_hand import GAO, InMemory, incident

TESSIT = FactPlace("gn:2449066", "Tessit", "settlement", "ML", 15.2017, 0.3411, Precision.SETTLEMENT)
WOOD = FactPlace("area:no-such-wood", "Bois Zaki", "area", "ML", 15.3017, 0.4411, Precision.AREA)
SECRETS = ("Ibrahim", "Diallo", "Tessit", "Zaki", "secret-report", "Madame Touré", "15.2017", "0.3411", "15.3017",
           "76 12 34 56", "gn:2449066", "no-such-wood")  # fmt: skip
TOLD = "Ibrahim Diallo, +223 76 12 34 56, a fui Tessit (15.2017, 0.3411) pour Bois Zaki."


class Reported(InMemory):
    """Documents whose title, file and address name somebody."""

    def documents(self) -> tuple[DocumentInfo, ...]:
        title, source = "Madame Touré parle", "/home/diallo/secret-report.md"
        found = super().documents()
        return tuple(replace(one, publisher=None, reports_on=None, title=title, source=source) for one in found)


def secret(**spec: Any) -> Publication:
    facts = (
        incident("p", "2025-03-02", TESSIT, excerpt=TOLD, actors=(Actor("Ibrahim Diallo", "civilians"),)),
        incident("q", "2025-03-03", WOOD, excerpt=TOLD),
        incident("r", "2025-03-04", GAO, TESSIT, excerpt=TOLD),
    )
    return prepare(Reported(facts, ()), ViewSpec(**spec), open_gazetteer(), load_boundaries(), digest="0123abcd")


def all_of(path: Path) -> str:
    """Return all bytes of a file as text, with what is packed in it unpacked."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    if path.suffix == ".parquet":
        read = pq.read_table(path)
        return f"{read.to_pylist()} {pq.read_metadata(path).metadata}"
    return path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("unit", ["event", "fact"])
def test_no_secret_survives_anywhere_in_a_public_file(extension: str, unit: Any, tmp_path: Path) -> None:
    path = tmp_path / f"public{extension}"
    made = export(secret(selected="p"), path, unit=unit, mode="public-admin2", language="fr")
    assert made.rows == 3
    told = all_of(path) + manifest_path(path).read_text(encoding="utf-8")
    assert [word for word in SECRETS if word in told] == []
    assert "event=p" not in told
    export(secret(), path, unit=unit, language="fr", force=True)
    assert [word for word in ("Ibrahim", "Tessit", "secret-report") if word not in all_of(path)] == []


@pytest.mark.parametrize("extension", [name for name in FORMATS if name not in {".geojsonl", ".kml"}])
def test_a_public_file_says_that_it_is_one(extension: str, tmp_path: Path) -> None:
    path = tmp_path / f"public{extension}"
    export(secret(), path, mode="public-admin1", language="en")
    if extension != ".csv":  # which has no room for it but the manifest
        assert "first-level division at most" in all_of(path)
    assert '"mode": "public-admin1"' in manifest_path(path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Le bilan, a appris l'AFP, est de dix morts.",
        "Selon Reuters, l'Associated Press et la Croix-Rouge, dix morts.",
        "Ten dead, MSF and Human Rights Watch said; the CNSP denied it to AFP.",
    ],
)
def test_agencies_and_abbreviations_are_no_private_persons(text: str) -> None:
    assert redacted([text], [None]) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The convoy left on 25 June 2024, and another in June.",
        "Le convoi du groupe Wagner est parti lundi 3 Juin; Wagner s'est tu.",
        "Hostile fire hit the G5 Sahel post near Air Base 201. Diplomats left.",
        "La Première ministre a remercié le Programme alimentaire mondial et African Parks.",
    ],
)
def test_months_groups_missions_and_ordinary_words_are_no_private_persons(text: str) -> None:
    assert redacted([text], [None]) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Trois Casques bleus et des Tutsis, selon Kisal et la Gendarmerie. Twelve Malians fled.",
        "Cependant, Moscou nie. Bien que pro-Russian et Burundi-based, le Kremlin se tait.",
        "Le chef de l'EI, et non qu’Al-Qaïda, a parlé à Keystone-ATS et sur Telegram.",
        "Eyewitnesses told BBC Verify of it. However, the Council for the Safeguard of the Homeland denied it.",
    ],
)
def test_numbers_words_of_grammar_and_what_is_joined_to_a_name_stay(text: str) -> None:
    assert redacted([text], [None]) == [text]


def test_other_places_of_the_row_stay_unless_a_person_could_bear_their_name() -> None:
    text = "Entre Mopti et Koro, M. Koro a vu Ibrahim Mopti ; Mopti brûle, Tessit aussi."
    told = redacted([text], ["Mali"], ["Koro; Mopti"])[0]
    assert told == f"Entre Mopti et Koro, M. {LEFT_OUT} a vu {LEFT_OUT} ; Mopti brûle, {LEFT_OUT} aussi."


@pytest.mark.parametrize(
    "text",
    [
        "Otto Dix a fui.",
        "Albert Londres fled.",
        "Mme Londres a fui.",
        "Diallo-based fled.",
        "Ils ont vu Cependant Traoré.",
        "Twelve Diallo.",
    ],
)
def test_a_name_beside_a_number_or_a_joint_is_left_out(text: str) -> None:
    told = redacted([text], [None])[0] or ""
    assert not any(name in told for name in ("Otto", "Dix", "Diallo", "Traoré", "Londres"))


@pytest.mark.parametrize(
    "text", ["June Smith a fui.", "They shot Richard Wagner.", "M. Wagner a fui.", "Rosa Parks fled.", "June fled."]
)
def test_people_who_bear_the_name_of_a_month_or_group_are_left_out(text: str) -> None:
    told = redacted([text], [None])[0] or ""
    assert not any(name in told for name in ("June", "Smith", "Richard", "Wagner", "Rosa", "Parks"))


def test_a_surname_in_capitals_is_no_abbreviation() -> None:
    told = redacted(["Ibrahim DIALLO et Awa SOW, cités par l'AFP, ont fui."], [None])[0] or ""
    assert not any(name in told for name in ("Ibrahim", "DIALLO", "Awa", "SOW"))
    assert "AFP" in told


def test_what_is_known_to_a_small_area_is_told_by_its_country() -> None:
    told = frame(secret(), mode="public-admin1")
    row = told[told["event_id"] == "q"].iloc[0]
    assert (row["location"], row["geo_precision"]) == ("Mali", 6)


def test_a_view_that_names_what_a_public_file_leaves_out_is_refused(tmp_path: Path) -> None:
    town = next(place for place in open_gazetteer().candidates("gao") if place.kind == "settlement")
    for spec, message in (({"scope": town.place_id}, "shows Gao alone"), ({"text": "Diallo"}, "searches for 'Diallo'")):
        with pytest.raises(PublishError, match=message):
            export(ready(**spec), tmp_path / "public.csv", mode="public-admin2")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("word", ["ʼʰ", "ـ", "محمد", "李明", "ཨ", "ªº"])
def test_a_word_without_capitals_or_known_letters_is_left_out(word: str) -> None:
    for text in (f"{word} a fui.", f"Ils ont vu {word} hier."):
        assert word not in (redacted([text], ["Gao"], ["Mopti"])[0] or "")


NAMES = st.from_regex(r"[A-ZÉÀ][a-zéè]{3,9}(-[A-Z][a-z]{3,6})?", fullmatch=True)
FRAMES = st.sampled_from(["{0} a été tué.", "Selon {0}, le village est vide.", "« {0} » dit-il.", "They shot {0} {0}.",
                          "Near {0}: ten dead.", "It was {0}’s house.", "L’imam {0}, 40 ans, a disparu."])  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, FRAMES)
def test_no_unknown_name_survives_wherever_it_stands(name: str, sentence: str) -> None:
    from geodata.export.public import known_words, ordinary_words
    from geodata.folding import words

    told = redacted([sentence.format(name)], [None])[0] or ""
    common = known_words() | ordinary_words()
    if not all(part in common for part in words(name)):
        assert not re.search(rf"\b{name}\b", told)
        assert LEFT_OUT in told
