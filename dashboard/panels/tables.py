"""Tables of memberships on a day: who is in which organisation, what is announced, and the history of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from dashboard import labels
from dashboard.panels.markup import Markup, action, join, tag
from dashboard.panels.telling import Teller
from dashboard.words import Words
from geodata.events import membership_states
from geodata.model import DateSpan, DocumentInfo, Fact, Membership, MembershipState

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
    return table([words.text("State"), *(labels.organisation(name, words) for name in organisations)], rows)


def announced(facts: Sequence[Membership], day: dt.date, teller: Teller) -> Markup | str:
    """Return what was announced or planned by a day and not in force on it; each line opens its history.

    Parameters
    ----------
    facts : sequence of Membership
    day : date
    teller : Teller
    """
    words = teller.words
    rows = pending(facts, day)
    if not rows:
        return ""
    lines = []
    for (organisation, country), fact in rows:
        name = f"{teller.country(country)} · {labels.organisation(organisation, words)}"
        what = labels.said(labels.ACTIONS, fact.action, words)
        told = f"{what}: {labels.said(labels.STATUSES, fact.status, words)} ({words.date(fact.date)})"
        lines.append(tag("li", join([action(name, "cell", f"{organisation}|{country}"), told], " — ")))
    title = words.text("Announced, not in force on {day}", day=words.day(day))
    count = tag("span", words.number(len(lines)), cls="lk-chip")
    return tag("details", tag("summary", title, " ", count), tag("ul", *lines), cls="lk-pending", data_keep="pending")


def pending(facts: Sequence[Membership], day: dt.date) -> list[tuple[Cell, Membership]]:
    """Return the last announcement of each step that had not come into force by a day, newest first."""
    last: dict[tuple[str, str, str], Membership] = {}
    known = sorted(
        (fact for fact in facts if fact.date and fact.date.start <= day and fact.organisation and fact.action),
        key=lambda fact: (fact.date.start if fact.date else dt.date.min, fact.status == "effective", fact.id),
    )
    for fact in known:
        for country in fact.members:
            # A suspension answers an announced exit as little as a membership does; only the same step settles it.
            key = (fact.organisation or "", country, fact.action or "")
            told = fact.status in {"announced", "planned"} and not _settled(last.get(key))
            if told or fact.status == "effective":
                last[key] = fact
    found = [((name, country), fact) for (name, country, _), fact in last.items() if fact.status != "effective"]
    return sorted(found, key=lambda row: (row[1].date.start if row[1].date else dt.date.min, row[0]), reverse=True)


def _settled(before: Membership | None) -> bool:
    """Tell whether a step was in force already when somebody recalls that it was announced."""
    return before is not None and before.status == "effective"


def history(facts: Sequence[Membership], cell: Cell, documents: Documents, teller: Teller) -> Markup:
    """Return what the documents say of one state and one organisation: its steps, then the sentences, newest first."""
    organisation, country = cell
    words = teller.words
    told = [fact for fact in facts if fact.organisation == organisation and country in fact.members]
    told.sort(key=lambda fact: (fact.date.end if fact.date else dt.date.min, fact.id), reverse=True)
    title = tag("h2", f"{teller.country(country)} · {labels.organisation(organisation, words)}")
    if not told:
        return join([title, tag("p", words.text("No document says anything of this."))])
    steps = [
        tag("li", tag("b", words.onset(since)), " ", labels.said(labels.STATES, state, words), cls=f"step {state}")
        for since, state in _steps_of(told, country)
    ]
    line = tag("ol", *steps, cls="lk-steps") if steps else ""
    return join([title, line, *(_told(fact, documents[fact.document_id], teller) for fact in told)])


def _steps_of(facts: Sequence[Membership], country: str) -> list[tuple[DateSpan | None, str]]:
    """Return since when a country was in which state, oldest first, each date as precise as it is known."""
    days = sorted({fact.date.start for fact in facts if fact.date})
    steps: list[tuple[DateSpan | None, str]] = []
    for day in days:
        held = membership_states(facts, facts[0].organisation or "", day)
        now = next((row for row in held if row.country == country), None)
        if now and (not steps or steps[-1][1] != now.state):
            steps.append((now.since, now.state))
    return steps


def hint(text: str) -> Markup:
    """Return a line that says what to do."""
    return tag("div", tag("p", text), cls="lk-empty")


def earlier(facts: Sequence[Fact], documents: Documents, teller: Teller) -> Markup | str:
    """Return the sentences that said it before, folded away; nothing where there is none."""
    if not facts:
        return ""
    title = teller.words.plural("{n} earlier sentence", "{n} earlier sentences", len(facts))
    told = [_told(fact, documents[fact.document_id], teller) for fact in facts]
    return tag("details", tag("summary", title), *told, data_keep=f"earlier-{facts[0].id}")


def _told(fact: Fact, info: DocumentInfo, teller: Teller) -> Markup:
    what = labels.said(labels.ACTIONS, fact.action, teller.words) if isinstance(fact, Membership) else ""
    chip = tag("span", teller.status(fact), cls=f"lk-chip status {fact.status}")
    chips = (
        [chip, tag("span", teller.words.text("year concluded, not told"), cls="lk-chip")]
        if fact.year_is_concluded
        else [chip]
    )
    head = tag("header", tag("h3", what, *chips), tag("time", teller.words.onset(fact.date)))
    return tag("article", head, *teller.quoted(fact, info), cls=f"lk-card layer-{fact.layer}")


def _cell(held: Mapping[Cell, MembershipState], cell: Cell, chosen: Cell | None, words: Words) -> Markup:
    state = held.get(cell)
    if state is None:
        nothing = words.text("nothing known")
        return tag("span", "–", cls="unknown", title=nothing, aria_label=nothing, role="img")
    said = labels.said(labels.STATES, state.state, words)
    since = words.text("since {date}", date=words.onset(state.since)) if state.since else ""
    classes = f"lk-state {state.state}{' chosen' if cell == chosen else ''}"
    value = "|".join(cell)
    return tag(
        "button", tag("b", said), tag("span", since), type="button", data_action="cell", data_value=value, cls=classes
    )


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """Return a table; the first cell of a row names it."""
    head = tag("tr", *(tag("th", title, scope="col") for title in titles))
    body = [tag("tr", tag("th", first, scope="row"), *(tag("td", cell) for cell in cells)) for first, *cells in rows]
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body)), cls="lk-table")


def _by_count(names: Sequence[str]) -> list[str]:
    counted = {name: names.count(name) for name in dict.fromkeys(names)}
    return sorted(counted, key=lambda name: (-counted[name], name))
