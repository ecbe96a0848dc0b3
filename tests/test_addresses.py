"""A view can be read from any address that says it, and from no other."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.labels import EVENT_TYPES as LABELLED
from geodata.addresses import EVENT_TYPES, read_address, write_address
from geodata.errors import ViewError
from geodata.model import ViewSpec

SPEC = ViewSpec(scope="ML-7", text="l’eau & le sable", start=dt.date(2025, 1, 1), event_types=frozenset({"Battles"}))


@pytest.mark.parametrize("base", ["", "http://127.0.0.1:8501/", "https://example.org/liptako/map"])
def test_an_address_is_read_as_it_was_written(base: str) -> None:
    assert read_address(write_address(SPEC, base)) == SPEC


def test_the_part_behind_the_question_mark_is_enough() -> None:
    assert read_address("place=ML-7&lang=fr") == ViewSpec(scope="ML-7", language="fr")


def test_an_address_without_parts_is_the_default_view() -> None:
    assert read_address("") == read_address("http://127.0.0.1:8501/") == ViewSpec()


@pytest.mark.parametrize("address", ["?place=<b>", "?from=soon", "?zoom=4", "Gao", "?from=2025-02-01&to=2025-01-01"])
def test_an_address_that_was_not_understood_gives_no_other_view(address: str) -> None:
    with pytest.raises(ViewError):
        read_address(address)


def test_every_event_type_of_an_address_has_a_label() -> None:
    assert set(EVENT_TYPES) == set(LABELLED)
