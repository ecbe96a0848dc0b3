"""Tables of statuses on a day: who is in which organisation, which contingent leaves which host."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dashboard import labels
from dashboard.escape import shorten
from dashboard.panels.evidence import TITLE_LIMIT, NameOf, contingent, excerpt, source_line, status
from dashboard.panels.markup import Markup, action, join, tag
from dashboard.words import Words
from geodata.model import DocumentInfo, EventView, Fact, Membership, MembershipState, View, Withdrawal

Cell = tuple[str, str]


def alliances(
    states: Sequence[MembershipState], facts: Sequence[Membership], chosen: Cell | None, words: Words
) -> Markup:
    """Return the matrix of states and organisations on a day.

    Parameters
    ----------
    states : sequence of MembershipState
        Of all organisations, on the day asked for.
    facts : sequence of Membership
        All that is known, for the order of rows and columns.
    chosen : (organisation, country), optional
        The cell whose history is shown.
    words : Words
    """
    held = {(state.organisation, state.country): state for state in states}
    organisations = _by_count([fact.organisation for fact in facts if fact.organisation])
    countries = _by_count([code for fact in facts for code in fact.members])
    if not organisations or not countries:
        return tag("div", tag("p", words.text("No document speaks of a membership yet.")), cls="lk-empty")
    head = tag(
        "tr", tag("th", words.text("State"), scope="col"), *(tag("th", name, scope="col") for name in organisations)
    )
    rows = [
        tag(
            "tr",
            tag("th", words.country(code), scope="row"),
            *(_cell(held, (name, code), chosen, words) for name in organisations),
        )
        for code in countries
    ]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows)), cls="lk-table")


def history(
    facts: Sequence[Membership], cell: Cell, documents: dict[str, DocumentInfo], words: Words, name_of: NameOf
) -> Markup:
    """Return what the documents say of one state and one organisation, newest first."""
    organisation, country = cell
    told = [fact for fact in facts if fact.organisation == organisation and country in fact.members]
    told.sort(key=lambda fact: (fact.date.end if fact.date else dt.date.min, fact.id), reverse=True)
    title = tag("h3", f"{words.country(country)} · {organisation}")
    if not told:
        return join([title, tag("p", words.text("No document says anything of this."), cls="lk-where")])
    cards = [_told(fact, labels.said(labels.ACTIONS, fact.action, words), documents, words, name_of) for fact in told]
    return join([title, *cards])


def withdrawals(view: View, words: Words, name_of: NameOf) -> Markup:
    """Return the withdrawals of a view: one row for each event, with its newest sentence."""
    rows = [row for row in view.events if isinstance(row.facts[0], Withdrawal)]
    if not rows:
        return tag("div", tag("p", words.text("No document speaks of a withdrawal known on this day.")), cls="lk-empty")
    columns = ("Contingent", "Host", "Strength", "Status", "Date", "What the text says")
    titles = {
        "Contingent": words.text("Contingent"), "Host": words.text("Host"), "Strength": words.text("Strength"),
        "Status": words.text("Status"), "Date": words.text("Date"), "What the text says": words.text("What the text says"),
    }  # fmt: skip
    head = tag("tr", *(tag("th", titles[name], scope="col") for name in columns))
    return tag(
        "div",
        tag("table", tag("thead", head), tag("tbody", *(_withdrawal(row, words, name_of) for row in rows))),
        cls="lk-table",
    )


def hint(text: str) -> Markup:
    """Return a line that says what to do."""
    return tag("div", tag("p", text), cls="lk-empty")


def _withdrawal(row: EventView, words: Words, name_of: NameOf) -> Markup:
    facts = [fact for fact in row.facts if isinstance(fact, Withdrawal)]
    first = facts[0]
    troops = [fact.troops for fact in facts if fact.troops is not None]
    host = ", ".join(words.country(code) for code in first.host)
    strength = words.span(min(troops), max(troops)) if troops else tag("span", words.text("not told"), cls="unknown")
    documents = {info.id: info for info in row.documents}
    return tag(
        "tr",
        tag("th", contingent(first, words), scope="row"),
        tag("td", host or words.text("not told")),
        tag("td", strength, cls="number"),
        tag("td", tag("span", status(first, words), cls=f"lk-chip status {first.status}")),
        tag("td", words.date(row.event.date)),
        tag("td", *_quoted(first, documents, words, name_of)),
    )


def _told(fact: Fact, title: str, documents: dict[str, DocumentInfo], words: Words, name_of: NameOf) -> Markup:
    head = tag("header", tag("h3", title), tag("time", words.date(fact.date)))
    chips = tag("div", tag("span", status(fact, words), cls=f"lk-chip status {fact.status}"), cls="lk-chips")
    return tag("article", head, chips, *_quoted(fact, documents, words, name_of), cls=f"lk-card layer-{fact.layer}")


def _quoted(fact: Fact, documents: dict[str, DocumentInfo], words: Words, name_of: NameOf) -> list[Markup]:
    info = documents[fact.document_id]
    title = shorten(info.title or words.text("without title"), TITLE_LIMIT)
    opening = action(title, "open", f"{fact.document_id}@{fact.start}", "link title")
    return [excerpt(fact, words, name_of), tag("p", tag("span", source_line(info, words)), opening, cls="lk-source")]


def _cell(held: dict[Cell, MembershipState], cell: Cell, chosen: Cell | None, words: Words) -> Markup:
    state = held.get(cell)
    if state is None:
        return tag("td", tag("span", words.text("nothing known"), cls="unknown"))
    said = labels.said(labels.STATES, state.state, words)
    since = words.text("since {date}", date=words.date(state.since)) if state.since else ""
    button = tag("button", tag("b", said), tag("span", since), type="button", data_action="cell", data_value="|".join(cell),
                 cls=f"lk-state {state.state}{' chosen' if cell == chosen else ''}")  # fmt: skip
    return tag("td", button)


def _by_count(names: Sequence[str]) -> list[str]:
    counted = {name: names.count(name) for name in dict.fromkeys(names)}
    return sorted(counted, key=lambda name: (-counted[name], name))
