from __future__ import annotations

import datetime as dt
from typing import cast, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import StoreVersionError
from geodata.model import DatePrecision, DateSpan, Document, Fact, Incident, Membership, Placement, Withdrawal
from geodata.store import records

DAYS = st.dates(dt.date(1960, 1, 1), dt.date(2040, 1, 1))
SPANS = st.builds(
    lambda first, second, precision: DateSpan(min(first, second), max(first, second), precision),
    DAYS,
    DAYS,
    st.sampled_from(get_args(DatePrecision)),
)
st.register_type_strategy(DateSpan, SPANS)
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
st.register_type_strategy(float, st.floats(-180, 180))
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(st.from_type(Incident) | st.from_type(Withdrawal) | st.from_type(Membership))
@SLOW
def test_a_fact_survives_the_store(fact: Fact) -> None:
    row = records.fact_rows([fact])[0]
    assert records.to_fact(row["layer"], row["record"]) == fact


@given(st.from_type(Placement))
@SLOW
def test_a_placement_survives_the_store(placement: Placement) -> None:
    row = records.mention_rows("id", [placement])[0]
    again = records.to_placement(row["record"])
    assert again == placement
    assert type(again.precision) is type(placement.precision)


@given(st.from_type(Document))
@SLOW
def test_a_document_survives_the_store(document: Document) -> None:
    row = records.document_row(document, (), {})
    assert records.to_document(row["record"], row["text"]) == document


@given(st.from_type(Incident))
@SLOW
def test_an_unknown_toll_stays_unknown(fact: Incident) -> None:
    row = records.fact_rows([fact])[0]
    again = cast(Incident, records.to_fact("incident", row["record"]))
    assert (again.fatalities is None) == (fact.fatalities is None)
    assert again.fatalities == fact.fatalities


@pytest.mark.parametrize("record", ["{}", "[]", "no json", '{"id": 3}'])
def test_a_record_of_another_version_is_named(record: str) -> None:
    with pytest.raises(StoreVersionError, match="another version"):
        records.to_fact("incident", record)
