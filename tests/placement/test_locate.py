from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.model import Precision
from geodata.placement import locate_spans


@pytest.mark.parametrize(
    ("text", "name", "place_id"),
    [
        ("The Turkish minister left.", "Turkish", "TR"),
        ("A fire in London, Ky., killed two.", "London", "gn:4298960"),
        ("A fire in London, Ky., killed two.", "Ky.", "US-KY"),
        ("Floods in NSW go on.", "NSW", "AU-NSW"),
        ("He is from W.Va. and proud.", "W.Va.", "US-WV"),
        ("In the U.S. it rains.", "U.S.", "US"),
        ("Les Maliens votent.", "Maliens", "ML"),
        ("Laurel County, Kentucky, is calm.", "Laurel County", "US-KY.laurel"),
        ("It hit L.A. hard.", "L.A.", "gn:5368361"),
    ],
)
def test_places_a_span_that_is_a_name_for_sure(text: str, name: str, place_id: str, gazetteer: Gazetteer) -> None:
    names = [word for word in (name, "Ky.", "Kentucky") if word in text]
    spans = sorted({(text.index(word), text.index(word) + len(word)) for word in names})
    found = locate_spans(text, spans, gazetteer)
    (answer,) = [one for one in found if one.mention.text == name]
    assert answer.place is not None
    assert answer.place.place_id == place_id


def test_answers_in_the_order_asked(gazetteer: Gazetteer) -> None:
    text = "Mali, Niger, Togo"
    spans = [(0, 4), (6, 11), (13, 17)]
    found = locate_spans(text, spans, gazetteer)
    assert [(one.mention.start, one.mention.end) for one in found] == spans
    assert [one.place.place_id for one in found if one.place] == ["ML", "NE", "TG"]


def test_a_name_without_an_entry_lies_around_the_rest_of_the_text(gazetteer: Gazetteer) -> None:
    text = "At Xyzzy Creek near Gao, between Ansongo and Bourem."
    spans = [(text.index(word), text.index(word) + len(word)) for word in ("Xyzzy Creek", "Gao", "Ansongo", "Bourem")]
    found = locate_spans(text, spans, gazetteer)[0]
    assert found.place is None
    assert found.precision == Precision.NEAR
    assert found.lat == pytest.approx(16.3, abs=1)
    assert found.score < 0.9
    assert found.reason


def test_a_name_without_an_entry_and_without_company_stays_unlocated(gazetteer: Gazetteer) -> None:
    (found,) = locate_spans("Xyzzy Creek", [(0, 11)], gazetteer)
    assert found.lat is None
    assert found.precision == Precision.UNLOCATED


def test_no_spans_give_no_placements(gazetteer: Gazetteer) -> None:
    assert locate_spans("Nothing here.", [], gazetteer) == []
