"""Tables of statuses on a day: who is in which organisation, which contingent leaves which host."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from dashboard import labels
from dashboard.panels.markup import Markup, join, tag
from dashboard.panels.telling import Teller
from dashboard.words import Words
from geodata.events import WithdrawalState
from geodata.model import DocumentInfo, Fact, Membership, MembershipState, Withdrawal

# Organisation and alpha-2 code of the state.
Cell = tuple[str, str]
Documents = Mapping[str, DocumentInfo]


def alliances(
    states: Sequence[MembershipState], facts: Sequence[Membership], chosen: Cell | None, teller: Teller
) -> Markup:
    """Return the matrix of states and organisations on a day.

    Parameters
    ----------
    states : sequence of MembershipState
        Of all organisations, on the day asked for.
    facts : sequence of Membership
        All that is known, for the order of rows and columns: those most spoken of first.
    chosen : (organisation, country), optional
        The cell whose history is shown.
    teller : Teller
    """
    words = teller.words
    held = {(state.organisation, state.country): state for state in states}
    organisations = _by_count([fact.organisation for fact in facts if fact.organisation])
    countries = _by_count([code for fact in facts for code in fact.members])
    if not organisations or not countries:
        return hint(words.text("No document speaks of a membership yet."))
    rows = [
        [teller.country(code), *(_cell(held, (name, code), chosen, words) for name in organisations)]
        for code in countries
    ]
    return _table([words.text("State"), *(labels.organisation(name, words) for name in organisations)], rows)


def history(facts: Sequence[Membership], cell: Cell, documents: Documents, teller: Teller) -> Markup:
    """Return what the documents say of one state and one organisation, newest first."""
    organisation, country = cell
    told = [fact for fact in facts if fact.organisation == organisation and country in fact.members]
    told.sort(key=lambda fact: (fact.date.end if fact.date else dt.date.min, fact.id), reverse=True)
    title = tag("h2", f"{teller.country(country)} · {labels.organisation(organisation, teller.words)}")
    if not told:
        return join([title, tag("p", teller.words.text("No document says anything of this."))])
    return join([title, *(_told(fact, documents[fact.document_id], teller) for fact in told)])


def withdrawals(
    states: Sequence[WithdrawalState], facts: Mapping[str, Fact], documents: Documents, teller: Teller
) -> Markup:
    """Return the last status of each contingent and host known on a day, the newest first.

    Parameters
    ----------
    states : sequence of WithdrawalState
    facts : mapping of str to Fact
        By their ids.
    documents : mapping of str to DocumentInfo
        By their ids.
    teller : Teller
    """
    words = teller.words
    if not states:
        return hint(words.text("No document speaks of a withdrawal known on this day."))
    ordered = sorted(states, key=lambda state: state.since.start if state.since else dt.date.min, reverse=True)
    titles = [
        words.text("Contingent"),
        words.text("Host"),
        words.text("Strength"),
        words.text("Status"),
        words.text("Since"),
        words.text("What the text says"),
    ]
    return _table(titles, [_withdrawal(state, facts, documents, teller) for state in ordered])


def hint(text: str) -> Markup:
    """Return a line that says what to do."""
    return tag("div", tag("p", text), cls="lk-empty")


def _withdrawal(
    state: WithdrawalState, facts: Mapping[str, Fact], documents: Documents, teller: Teller
) -> list[str | Markup]:
    words = teller.words
    told = [fact for fact_id in state.fact_ids if isinstance(fact := facts[fact_id], Withdrawal)]
    troops = [fact.troops for fact in told if fact.troops is not None]
    unknown = tag("span", words.text("not told"), cls="unknown")
    status = labels.said(labels.WITHDRAWAL_STATUSES, state.status, words)
    return [
        teller.contingent(told[0]),
        teller.country(state.host),
        words.span(min(troops), max(troops)) if troops else unknown,
        tag("span", status, cls=f"lk-chip status {state.status}"),
        words.date(state.since),
        join([*teller.quoted(told[0], documents[told[0].document_id]), _earlier(told[1:], documents, teller)]),
    ]


def _earlier(facts: Sequence[Fact], documents: Documents, teller: Teller) -> Markup | str:
    if not facts:
        return ""
    title = teller.words.plural("{n} earlier sentence", "{n} earlier sentences", len(facts))
    told = [_told(fact, documents[fact.document_id], teller) for fact in facts]
    return tag("details", tag("summary", title), *told, data_keep=f"earlier-{facts[0].id}")


def _told(fact: Fact, info: DocumentInfo, teller: Teller) -> Markup:
    what = labels.said(labels.ACTIONS, fact.action, teller.words) if isinstance(fact, Membership) else ""
    chip = tag("span", teller.status(fact), cls=f"lk-chip status {fact.status}")
    head = tag("header", tag("h3", what, chip), tag("time", teller.words.date(fact.date)))
    return tag("article", head, *teller.quoted(fact, info), cls=f"lk-card layer-{fact.layer}")


def _cell(held: Mapping[Cell, MembershipState], cell: Cell, chosen: Cell | None, words: Words) -> Markup:
    state = held.get(cell)
    if state is None:
        return tag("span", words.text("nothing known"), cls="unknown")
    said = labels.said(labels.STATES, state.state, words)
    since = words.text("since {date}", date=words.date(state.since)) if state.since else ""
    classes = f"lk-state {state.state}{' chosen' if cell == chosen else ''}"
    value = "|".join(cell)
    return tag(
        "button", tag("b", said), tag("span", since), type="button", data_action="cell", data_value=value, cls=classes
    )


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    head = tag("tr", *(tag("th", title, scope="col") for title in titles))
    body = [tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in cells)) for first, *cells in rows]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), cls="lk-table")


def _by_count(names: Sequence[str]) -> list[str]:
    counted = {name: names.count(name) for name in dict.fromkeys(names)}
    return sorted(counted, key=lambda name: (-counted[name], name))
