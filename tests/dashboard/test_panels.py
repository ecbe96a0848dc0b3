from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.adding import Added
from dashboard.data import Library
from dashboard.panels import about, bars, evidence, header, leaving, quality, reader, tables
from dashboard.panels.marked import Span, marked
from dashboard.panels.telling import Teller
from dashboard.panels.why import why
from dashboard.words import Words
from geodata.errors import DocumentError
from geodata.events import membership_states, withdrawal_states
from geodata.model import DateSpan, Incident, Membership, ViewSpec, Withdrawal
from geodata.sources import credits  # noqa: A004 - their name

ENGLISH, FRENCH = Words("en"), Words("fr")


def bare(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", markup))


spans = st.builds(lambda start, length: Span(start, start + length, "x"), st.integers(0, 60), st.integers(0, 30))


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"]), max_size=60), st.lists(spans, max_size=6))
def test_marking_never_changes_the_text(text: str, marks: list[Span]) -> None:
    assert bare(marked(text, marks)) == text


def test_marks_that_overlap_carry_both_classes_where_they_do() -> None:
    told = marked("abcdef", [Span(0, 4, "fact"), Span(2, 6, "place")])
    assert told == '<mark class="fact">ab</mark><mark class="fact place">cd</mark><mark class="place">ef</mark>'


def test_marks_are_taken_in_the_offsets_of_the_document() -> None:
    assert marked("cd", [Span(102, 103, "x")], offset=102) == '<mark class="x">c</mark>d'


def test_a_card_quotes_the_sentence_with_place_and_trigger_marked(library: Library, teller: Teller) -> None:
    view = library.view(ViewSpec(scope="gn:2461003"))
    card = evidence.card(view.events[0], None, teller)
    assert 'class="lk-fact incident">fought' in card
    assert re.search(r'class="lk-place"[^>]*>Ansongo', card)
    assert "Wire A" in card
    assert "killed 14 soldiers" in card


def test_a_card_says_how_precisely_the_place_is_known(library: Library) -> None:
    view = library.view(ViewSpec(scope="ML-9"))
    assert "place known to the region only" in bare(evidence.card(view.events[0], None, library.teller(ENGLISH)))
    assert "lieu connu à la région près" in bare(evidence.card(view.events[0], None, library.teller(FRENCH)))


def test_reports_that_differ_keep_their_own_figures(library: Library) -> None:
    view = library.view(ViewSpec(scope="gn:2461003"))
    told = bare(evidence.card(view.events[0], None, library.teller(ENGLISH)))
    assert "14–16 dead" in told
    assert "Reports differ on the dead: 14 / 16" in told
    assert "1 more report of this event" in told
    assert "2 reports · 2 sources" in told


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (None, 16, {"en": "at most 16 dead", "fr": "au plus 16 morts"}),
        (None, None, {"en": "about 16 dead", "fr": "environ 16 morts"}),
        (16, None, {"en": "at least 16 dead", "fr": "au moins 16 morts"}),
    ],
)
def test_a_card_says_what_bounds_a_toll(
    low: int | None, high: int | None, said: dict[str, str], library: Library, words: Words
) -> None:
    row = next(row for row in library.view(ViewSpec()).events if row.event.layer == "incident")
    assert isinstance(row.facts[0], Incident)
    fact = replace(row.facts[0], fatalities=16, fatalities_low=low, fatalities_high=high)
    assert said[words.language] in bare(evidence.card(replace(row, facts=(fact,)), None, library.teller(words)))


def test_an_event_without_place_or_date_says_so_and_offers_no_map(library: Library) -> None:
    view = library.view(ViewSpec(text="five people"))
    told = evidence.card(view.events[0], None, library.teller(ENGLISH))
    assert "no place in the text" in told
    assert "no date in the text" in told
    assert "Show on map" not in told


def test_hostile_titles_names_and_sentences_stay_text(library: Library, teller: Teller) -> None:
    view = library.view(ViewSpec())
    told = evidence.panel(view, teller)
    assert "<script" not in told
    assert "&lt;script&gt;" in told
    assert "\u202e" not in told


def test_the_panel_is_paged(library: Library, teller: Teller) -> None:
    view = library.view(ViewSpec())
    events = [*view.events] * 4
    told = evidence.panel(replace(view, events=events), teller, number=2)
    assert told.count("<article") == min(evidence.STEP, len(events) - 2 * evidence.STEP)
    assert 'data-action="page" data-value="1"' in told


def test_an_empty_panel_says_what_to_do(library: Library) -> None:
    filtered = evidence.panel(library.view(ViewSpec(text="zzz")), library.teller(ENGLISH))
    assert 'data-action="clear"' in filtered
    elsewhere = evidence.panel(library.view(ViewSpec(scope="FR")), library.teller(ENGLISH))
    assert "That does not mean that nothing happened." in elsewhere
    view = library.view(ViewSpec(text="zzz"))
    nothing = replace(view, counts=replace(view.counts, events_total=0))
    assert 'data-action="documents"' in evidence.panel(nothing, library.teller(ENGLISH))


def test_why_names_rule_words_place_and_method(library: Library) -> None:
    view = library.view(ViewSpec(scope="ML-9"))
    told = bare(why(view.events[0], library.teller(ENGLISH)))
    assert "Rule sample.rule, on the words “blew up”." in told
    assert "the only place of that name; score 0.9" in told


def test_counts_name_what_they_count(library: Library) -> None:
    told = bare(header.bar([("ML", "Mali")], library.view(ViewSpec(scope="ML")), ENGLISH))
    assert re.search(r"\d+ of 12 events", told)
    assert "reports" in told
    assert "Sahel › Mali" in told


def test_withdrawals_follow_the_day(library: Library) -> None:
    facts = {fact.id: fact for fact in library.facts_of("withdrawal") if isinstance(fact, Withdrawal)}
    documents = {info.id: info for info in library.store.documents()}
    teller = library.teller(ENGLISH)

    def on(day: dt.date) -> str:
        return bare(leaving.withdrawals(withdrawal_states(facts.values(), day), facts, documents, teller, day))

    assert "No document speaks" in on(dt.date(2020, 1, 1))
    assert "announced" in on(dt.date(2022, 3, 1))
    assert "carried out" in on(dt.date(2022, 12, 31))
    assert "2,400" in on(dt.date(2022, 12, 31))


def test_a_withdrawal_without_a_date_has_no_bar_and_says_so(library: Library) -> None:
    known = next(fact for fact in library.facts_of("withdrawal") if isinstance(fact, Withdrawal))
    undated = replace(known, date=None)
    day = dt.date(2025, 1, 1)
    drawn = bars.bar([undated], bars.Axis.over([undated], day), day, ENGLISH)
    assert "<rect" not in drawn
    assert "no date in the text" in drawn


def test_the_matrix_shows_members_and_opens_their_history(library: Library, teller: Teller) -> None:
    facts = [fact for fact in library.store.facts() if isinstance(fact, Membership)]
    states = membership_states(facts, "AES", dt.date(2025, 1, 1))
    told = tables.alliances(states, facts, ("AES", "ML"), teller)
    assert told.count("lk-state member") == 3
    assert 'data-value="AES|ML"' in told
    documents = {info.id: info for info in library.store.documents()}
    assert "founded the Alliance" in bare(tables.history(facts, ("AES", "ML"), documents, teller))


def test_the_reader_shows_the_whole_text_with_its_facts(library: Library, teller: Teller) -> None:
    info = next(info for info in library.store.documents() if info.title == "Charter")
    document = library.store.document(info.id)
    facts = library.facts_in(info.id)
    told = reader.page(document, facts, library.placements(info.id), teller)
    assert document.text in bare(told)
    assert 'id="at-0"' in told
    assert "lk-fact membership" in told


def test_the_list_finds_documents_by_any_spelling_of_their_title(library: Library, teller: Teller) -> None:
    found = reader.listing(library.documents_named("CHÀRTER"), library.reports_by_document(), teller)
    assert found.count("<button") == 1


def test_a_long_list_of_documents_is_paged_newest_first(library: Library) -> None:
    info = next(iter(library.store.documents()))
    many = [replace(info, id=f"{at:016x}", title=f"Document {at}") for at in range(1230)]
    told = reader.listing(many, {}, library.teller(ENGLISH), number=24)
    assert told.count("lk-document") == 30
    assert "1,201–1,230 of 1,230 documents" in bare(told)


def test_trouble_with_an_upload_is_told_beside_its_name() -> None:
    told = reader.added(
        [Added("<b>.txt", None, trouble=DocumentError("It is empty.")), Added("b.txt", "id", True, 3)], ENGLISH
    )
    assert "&lt;b&gt;.txt" in told
    assert "It is empty." in told
    assert "3 reports" in told


def test_about_tells_what_the_store_holds(library: Library, words: Words) -> None:
    figures = {"documents": 1400, "facts": 2, "events": 3, "gazetteer": "v1", "store": "abc"}
    told = about.page(figures, library.boundaries.vintage(), credits(words.language), words)
    assert words.number(1400) in told
    assert "GeoNames" in told


def test_quality_tells_what_has_no_place_and_why(library: Library, words: Words) -> None:
    standing = quality.Standing(
        library.store.quality(),
        12,
        1,
        library.store.problems(),
        library.differing(9),
        [],
        {},
        library.boundaries.vintage(),
    )
    told = quality.page(standing, library.teller(words))
    assert words.text("no gazetteer has a place of this name") in bare(told)
    assert words.text("Reports differ on the dead: {what}", what="14 / 16") in bare(told)
    assert words.text("{n} %", n=words.number(10.0)) in bare(told)
    assert words.text("{n} %", n=words.number(8.3)) in bare(told)
    assert 'data-action="unplaced"' in told
    assert "<script" not in told


def test_what_is_announced_and_not_in_force_stands_apart(library: Library) -> None:
    founded = next(fact for fact in library.facts_of("membership") if isinstance(fact, Membership))
    day = DateSpan.parse("2025-01-28")
    leaving_it = replace(founded, id="b" * 16, action="leave", status="announced", date=day, members=("ML",))
    left = replace(leaving_it, id="c" * 16, status="effective", date=DateSpan.parse("2026-01-29"))
    facts = [founded, leaving_it, left]
    assert [cell for cell, _ in tables.pending(facts, dt.date(2025, 6, 1))] == [("AES", "ML")]
    assert tables.pending(facts, dt.date(2026, 6, 1)) == []
    told = tables.announced(facts, dt.date(2025, 6, 1), library.teller(ENGLISH))
    assert "announced, not in force" in bare(told)
    steps = bare(tables.history(facts, ("AES", "ML"), library.documents_by_id(), library.teller(ENGLISH)))
    assert (
        steps.index("16 Sep 2023 member") < steps.index("28 Jan 2025 exit announced") < steps.index("29 Jan 2026 left")
    )


def test_a_date_whose_words_name_no_year_says_so(library: Library, words: Words) -> None:
    row = next(row for row in library.view(ViewSpec()).events if row.event.layer == "incident")
    row = replace(row, event=replace(row.event, date=DateSpan.month(2024, 10)))
    concluded = tuple(replace(fact, date=row.event.date, date_text="en octobre") for fact in row.facts)
    stated = tuple(replace(fact, date_text="en octobre 2024") for fact in concluded)
    note = words.text("year concluded, not told")
    teller = library.teller(words)
    assert note in bare(evidence.card(replace(row, facts=concluded), None, teller))
    assert note not in bare(evidence.card(replace(row, facts=stated), None, teller))
    assert note not in bare(evidence.card(replace(row, facts=(*concluded, *stated)), None, teller))
