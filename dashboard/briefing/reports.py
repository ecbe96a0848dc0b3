"""Which reports of an event are quoted, where not all can be: one a document, and those that its figures rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geodata.model import Fact
from geodata.profiles import toll_of


def quoted_reports(facts: Sequence[Fact], most: int) -> tuple[list[Fact], int]:
    """Return the reports to quote, in their order, and how many more there are.

    Parameters
    ----------
    facts : sequence of Fact
        All reports of one event.
    most : int
        So many at most, two or more. Of a document the first report is taken that tells a toll, else its first one;
        the reports that give the lowest and the highest toll are always among them, so that no figure is without its
        quote.
    """
    chosen: dict[str, Fact] = {}
    for fact in facts:
        held = chosen.get(fact.document_id)
        if held is None or (toll_of([held]) is None and toll_of([fact]) is not None):
            chosen[fact.document_id] = fact
    needed = _bounding(facts, [*chosen.values(), *facts])
    candidates = {fact.id: fact for fact in (*needed, *chosen.values())}
    shown = set(list(candidates)[:most])
    return [fact for fact in facts if fact.id in shown], len(candidates) - len(shown)


def _bounding(facts: Sequence[Fact], preferred: Iterable[Fact]) -> list[Fact]:
    """Return the first reports that give the lowest and the highest toll."""
    deaths = toll_of(facts)
    told = [(fact, toll) for fact in preferred if (toll := toll_of([fact]))]
    if deaths is None:
        return []
    lowest = next((fact for fact, toll in told if toll.low == deaths.low), None)
    highest = next((fact for fact, toll in told if toll.high == deaths.high), None)
    return [fact for fact in (lowest, highest) if fact is not None]
