"""All reports of one event side by side, what they differ on marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from dashboard.escape import shorten
from dashboard.panels.markup import Markup, action, tag
from dashboard.panels.telling import SHOWN_ROLES, Teller
from geodata.events.wording import differing_tolls
from geodata.model import DocumentInfo, EventView, Fact, Withdrawal, publisher_of
from geodata.profiles import toll_of

if TYPE_CHECKING:
    from dashboard.words import Words

SOURCE_LIMIT = 60
# Which column has the dead or the strength.
FIGURE = 2


def side_by_side(row: EventView, documents: Mapping[str, DocumentInfo], teller: Teller) -> Markup:
    """Return a table of one row a report: who says so, when, where, how many; cells that differ carry a class."""
    words = teller.words
    columns: list[tuple[str, Callable[[Fact], str]]] = [
        (words.text("Day"), lambda fact: words.date(fact.date) if fact.date else ""),
        (words.text("Place"), lambda fact: _places(fact, teller)),
        (_figure_title(row, words), lambda fact: _figure(fact, words)),
        (words.text("Who"), _actors),
    ]
    cells = {fact.id: [told(fact) for _, told in columns] for fact in row.facts}
    # A column differs where two reports say different things; one that says nothing contradicts nobody.
    differs = [len({cells[fact.id][at] for fact in row.facts} - {""}) > 1 for at in range(len(columns))]
    if row.event.layer == "incident":
        differs[FIGURE] = bool(differing_tolls(row.facts))
    used = [at for at in range(len(columns)) if any(cells[fact.id][at] for fact in row.facts)]
    head = tag("tr", tag("th", words.text("Source"), scope="col"),
               *(tag("th", columns[at][0], scope="col") for at in used))  # fmt: skip
    body = [
        tag("tr", tag("th", _source(fact, documents[fact.document_id]), scope="row"),
            *(tag("td", tag("bdi", cells[fact.id][at]) if cells[fact.id][at] else "–",
                  cls="differs" if differs[at] else None) for at in used))
        for fact in row.facts
    ]  # fmt: skip
    table = tag("table", tag("caption", words.text("Side by side")), tag("thead", head), tag("tbody", *body))
    return tag("div", table, cls="lk-table lk-sides", tabindex="0")


def _source(fact: Fact, info: DocumentInfo) -> Markup:
    return action(shorten(publisher_of(info), SOURCE_LIMIT), "open", f"{fact.document_id}@{fact.start}")


def _places(fact: Fact, teller: Teller) -> str:
    named = (teller.place_name(place) for place in fact.places if place.role in SHOWN_ROLES)
    return ", ".join(dict.fromkeys(named))


def _figure_title(row: EventView, words: Words) -> str:
    return words.text("Strength") if row.event.layer == "withdrawal" else words.text("Dead")


def _figure(fact: Fact, words: Words) -> str:
    if isinstance(fact, Withdrawal):
        return words.number(fact.troops) if fact.troops is not None else ""
    dead = toll_of([fact])
    return words.toll(dead.low, dead.high, is_rough=dead.is_rough) if dead else ""


def _actors(fact: Fact) -> str:
    return ", ".join(dict.fromkeys(shorten(actor.text or actor.name, SOURCE_LIMIT) for actor in fact.actors))
