"""The finer status of withdrawals and memberships: suspended, replaced, handed over, completed, begun ..."""

from __future__ import annotations

from geodata.facts.making import Hit
from geodata.facts.sentences import Sentence
from geodata.facts.text import TextView
from geodata.vocabulary.details import details, patterns_of_details

_STOPS = ";:"


def _clause(view: TextView, sentence: Sentence, hit: Hit) -> tuple[int, int]:
    """Return the part of a sentence between semicolons and colons that holds a trigger."""
    cuts = [at for at in range(sentence.start, sentence.end) if view.text[at] in _STOPS]
    start = max((at + 1 for at in cuts if at < hit.start), default=sentence.start)
    end = min((at for at in cuts if at >= hit.end), default=sentence.end)
    return start, end


def detail(view: TextView, sentence: Sentence, hit: Hit, status: str, others: int = 0) -> str | None:
    """Return the finer status that the clause of a trigger tells, or None.

    Parameters
    ----------
    others : int
        How many other facts of the layer the sentence states; beside them only the trigger's own words count.

    Returns
    -------
    str or None
        An id of details.yaml.
    """
    start, end = (hit.start, hit.end) if others else _clause(view, sentence, hit)
    matches = patterns_of_details(view.language).find(view.folded, view.tokens(sentence), sentence.end)
    found = {match.means for match in matches if start <= match.start and match.end <= end}
    touching = {match.means for match in matches if match.start < hit.end and hit.start < match.end}
    for one in details():
        fits = hit.rule.layer in one.layers and (not one.statuses or status in one.statuses)
        if (
            fits
            and (not one.actions or hit.rule.action in one.actions)
            and one.id in (touching if one.inside else found)
        ):
            return one.id
    return None
