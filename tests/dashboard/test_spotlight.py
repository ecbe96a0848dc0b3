from __future__ import annotations

from dashboard import spotlight
from dashboard.data import Library
from dashboard.panels import lit, reader
from dashboard.panels.telling import Teller
from geodata.model import ViewSpec


def test_a_document_lights_up_its_events_places_and_what_holds_them(library: Library) -> None:
    facts = [fact for info in library.documents_by_id().values() for fact in library.facts_in(info.id)]
    fact = next(fact for fact in facts if any(place.place_id == "gn:2461003" for place in fact.places))
    found = spotlight.light(library, [fact.document_id, "nobody"])
    assert found.documents == (fact.document_id,)
    assert fact.id in {fact_id for event_id in found.events for fact_id in library.store.event(event_id).fact_ids}
    assert {"gn:2461003", "ML-7", "ML"} <= set(found.units)
    assert (15.66, 0.5) in found.spots


def test_lit_events_are_listed_as_far_as_the_view_has_them(library: Library, teller: Teller) -> None:
    documents = dict(library.documents_by_id())
    found = spotlight.light(library, list(documents))
    view = library.view(ViewSpec(scope="ML-7"))
    rows = spotlight.listed(view, found, library)
    assert [row.event.id for row in rows] == [row.event.id for row in view.events]
    told = lit.strip(found, documents, len(rows), teller)
    assert teller.words.number(len(found.events)) in told
    assert 'data-action="clear"' in told


def test_documents_that_are_gone_are_told(library: Library, teller: Teller) -> None:
    found = spotlight.light(library, ["nobody"])
    assert found.events == ()
    assert lit.label(found, {}, teller) in lit.strip(found, {}, 0, teller)


def test_a_document_without_facts_offers_no_map(teller: Teller) -> None:
    assert "data-action" not in reader.bar("d", 0, teller.words, new=True)
    assert 'data-value="d"' in reader.bar("d", 3, teller.words, new=False)
