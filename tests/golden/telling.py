"""What the program states of `seeds/`, a line a fact, for people to read and for the golden test to compare.

Renew with `make golden`, read the difference, and commit it with the change that made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geodata.documents import find_documents, read_document
from geodata.gazetteer import open_gazetteer
from geodata.model import Fact, Incident, Membership, Withdrawal
from geodata.pipeline import Reader, Reading

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("seeds.txt")


def tell_seeds() -> str:
    """Read every brief and return what was found, in the order of the files and of the text."""
    reader = Reader(open_gazetteer())
    lines: list[str] = []
    for path in find_documents([ROOT / "seeds"]):
        reading = reader.read(read_document(path))
        lines += [f"## {path.name}", *_places(reading), *(_fact(fact) for fact in reading.facts), ""]
    return "\n".join(lines)


def _places(reading: Reading) -> Iterator[str]:
    placed = dict.fromkeys(
        f"{row.mention.text}={row.place.place_id}" if row.place else f"{row.mention.text}=?"
        for row in reading.placements
    )
    yield f"places: {' '.join(name.replace(' ', '_') for name in placed)}"


def _fact(fact: Fact) -> str:
    date = fact.date.isoformat() if fact.date else "undated"
    places = " ".join(f"{place.role}:{place.place_id or '?'}" for place in fact.places)
    words = " ".join(fact.excerpt.split())
    status = f"{fact.status} ({fact.status_detail})" if fact.status_detail else fact.status
    return f"{fact.layer} {status} {date} [{_details(fact)}] <{places}> {words[:60]}"


def _details(fact: Fact) -> str:
    if isinstance(fact, Incident):
        toll = (
            "" if fact.fatalities is None else f" dead={fact.fatalities_low}/{fact.fatalities}/{fact.fatalities_high}"
        )
        return f"{fact.acled_event_type}: {fact.sub_event_type}{toll}{' aggregate' if fact.aggregate else ''}"
    if isinstance(fact, Withdrawal):
        return f"{fact.contributor} {fact.organisation} from {'+'.join(fact.host)} troops={fact.troops}"
    if isinstance(fact, Membership):
        return f"{fact.organisation} {fact.action} {'+'.join(fact.members)}"
    return ""


if __name__ == "__main__":
    GOLDEN.write_text(tell_seeds(), encoding="utf-8")
