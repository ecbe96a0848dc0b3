"""What a data file says of itself, in French or English, from ``words.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.export.manifest import program_version
from geodata.snapshot.filters import hidden_by
from geodata.snapshot.wording import words_in
from geodata.sources import credits as credits_of
from geodata.vocabulary.loading import load

if TYPE_CHECKING:
    from geodata.publication import Publication

TABLE = Path(__file__).with_name("words.yaml")


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = load(TABLE.name, TABLE.parent)["words"]
    return table


def say(name: str, language: str, **gaps: object) -> str:
    """Return words of the table."""
    return _table()[name]["fr" if language == "fr" else "en"].format(**gaps)


def title_of(ready: Publication, language: str) -> str:
    """Return the title of a file: the place, and the period where one is chosen."""
    spec = ready.view.spec
    place = ready.place(language) or say("sahel", language)
    days = " – ".join(day.isoformat() for day in (spec.start, spec.end) if day)
    return say("title", language, place=f"{place}, {days}" if days else place)


def about_of(ready: Publication, language: str, mode: str, made_on: str) -> tuple[tuple[str, str], ...]:
    """Return what a file says of itself, as names and values."""
    counts = ready.view.counts
    shown = say(
        "shown_text", language, events=counts.events, total=counts.events_total, facts=counts.facts,
        documents=counts.documents, publishers=counts.publishers,
    )  # fmt: skip
    sources = credits_of(language, frozenset({"places", "outlines"}))
    rows = [
        ("shown", shown),
        ("hidden", hidden_by(counts, words_in("fr" if language == "fr" else "en"))),
        ("view", ready.link),
        ("mode", say(mode, language) if mode != "full" else ""),
        ("precision", say("precision_text", language)),
        ("boundaries", say("boundaries_text", language)),
        ("excerpts", say("excerpts_text", language)),
        ("sources", "; ".join(one.line() for one in sources)),
        ("data", ready.digest),
        ("program", f"Liptako {program_version()}"),
        ("made_on", made_on),
    ]
    return tuple((say(name, language), value) for name, value in rows if value)
