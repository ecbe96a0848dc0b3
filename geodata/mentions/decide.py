"""Decide which hits are places: weigh each alone, then in the light of the countries that the text speaks of."""

from __future__ import annotations

from itertools import pairwise

from geodata.mentions.between import road_ends
from geodata.mentions.evidence import ACCEPT, WEIGHTS, weigh
from geodata.mentions.kinds import in_list, kind_after, kind_before, plural_before
from geodata.mentions.neighbours import Company, is_hamlet
from geodata.mentions.persons import surnames
from geodata.mentions.scan import Hit
from geodata.mentions.strength import LIKELY
from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords

_HOLDERS = {"country", "admin1", "admin2"}
_LEAST = -0.2  # below it too much speaks against a name for its company to help
_BEFORE_HOLDER = {"en", "au", "aux", "in", "dans", "le", "la", "les", "l", "the"}


def accepted(tokens: Tokens, hits: list[Hit], vocabulary: PlaceWords) -> list[Hit]:
    """Return the hits that stand for places.

    Parameters
    ----------
    tokens : Tokens
    hits : list of Hit
        Their `score` is filled in.
    vocabulary : PlaceWords
    """
    people = surnames(tokens, vocabulary)
    ends = road_ends(tokens, hits, vocabulary)
    named = frozenset(
        at for number, hit in enumerate(hits) if hit.strength.tier >= LIKELY or number in ends
        for at in (hit.first, hit.last)
    )  # fmt: skip
    for number, hit in enumerate(hits):
        hit.score = weigh(tokens, hit, vocabulary, people, named) + (WEIGHTS["road"] if number in ends else 0.0)
    focus = frozenset(c for h in hits if h.score >= ACCEPT and h.strength.tier >= LIKELY for c in _main_country(h))
    _chain(tokens, hits)
    _list(tokens, hits, vocabulary)
    for hit in hits:
        if hit.score < ACCEPT and focus & hit.strength.countries:
            hit.score += WEIGHTS["focus"]
    _keep_company(tokens, hits, vocabulary)
    sure = {hit.key for hit in hits if hit.score >= ACCEPT + WEIGHTS["again"]}
    return [h for h in hits if h.score >= ACCEPT or (h.key in sure and h.score + WEIGHTS["again"] >= ACCEPT)]


def _keep_company(tokens: Tokens, hits: list[Hit], vocabulary: PlaceWords) -> None:
    """Give weight to hamlets near what is believed; those that are believed now speak for others in a second round."""
    unsure = [at for at, hit in enumerate(hits) if _LEAST < hit.score < ACCEPT and is_hamlet(hit)]
    if not unsure:
        return
    listed, near = set[int](), set[int]()
    for _ in range(2):
        company = Company([hit for hit in hits if hit.score >= ACCEPT])
        for at in unsure:
            if at not in near and company.has(hits[at]):
                near.add(at)
                hits[at].score += WEIGHTS["company"]
            if at not in listed and _beside_place(tokens, hits, at, vocabulary):
                listed.add(at)
                hits[at].score += WEIGHTS["listed"]
    _lean_on_each_other([hits[at] for at in unsure if at not in near and hits[at].score < ACCEPT])


def _lean_on_each_other(hits: list[Hit]) -> None:
    """Believe two hamlets that lie close to each other and both stand behind a word that wants a place."""
    leaning = [hit for hit in hits if hit.score >= ACCEPT - WEIGHTS["company"] / 2]
    company = Company(leaning) if len(leaning) > 1 else None
    for hit in leaning if company is not None else ():
        if company is not None and company.has(hit):
            hit.score += WEIGHTS["company"]


def _beside_place(tokens: Tokens, hits: list[Hit], at: int, vocabulary: PlaceWords) -> bool:
    """Tell whether the name stands in a list next to one that is believed."""
    before = at > 0 and hits[at - 1].score >= ACCEPT and in_list(tokens, hits[at - 1].last, hits[at].first, vocabulary)
    if before or at + 1 >= len(hits) or hits[at + 1].score < ACCEPT:
        return before
    return in_list(tokens, hits[at].last, hits[at + 1].first, vocabulary)


def _main_country(hit: Hit) -> set[str]:
    return {one.place.country for one in hit.strength.bearers[:1] if one.place.country}


def _list(tokens: Tokens, hits: list[Hit], vocabulary: PlaceWords) -> None:
    """Give weight to all names of a list with one kind word: "the Est, Nord and Sahel regions"."""
    for order in (range(1, len(hits)), range(len(hits) - 1, 0, -1)):
        forward, shared = order.step > 0, False
        for at in order:
            one, other = (hits[at - 1], hits[at]) if forward else (hits[at], hits[at - 1])
            shared = shared or _plural(tokens, one, vocabulary, forward)
            shared = shared and in_list(tokens, hits[at - 1].last, hits[at].first, vocabulary)
            if shared and not _has_kind(tokens, other, vocabulary):
                other.score += WEIGHTS["kind"]


def _has_kind(tokens: Tokens, hit: Hit, vocabulary: PlaceWords) -> bool:
    """Tell whether a kind word of its own stands before or behind the name."""
    return bool(kind_before(tokens, hit.first, vocabulary) or kind_after(tokens, hit.last, vocabulary))


def _plural(tokens: Tokens, hit: Hit, vocabulary: PlaceWords, forward: bool) -> bool:
    """Tell whether a plural kind word stands before the name (or, for lists read backwards, behind it)."""
    if forward:
        return plural_before(tokens, hit.first, vocabulary) is not None
    after = hit.last + 1
    return kind_after(tokens, hit.last, vocabulary) is not None and tokens.words[after] in vocabulary.plurals


def _chain(tokens: Tokens, hits: list[Hit]) -> None:
    """Give weight to "Boni, Mali": a name right before the country or region that holds one of its bearers."""
    for hit, after in pairwise(hits):
        between = tokens.words[hit.last + 1 : after.first]
        if tokens.gap(hit.last + 1).strip() not in {",", "("} or not _BEFORE_HOLDER.issuperset(between):
            continue
        holders = {one.place.place_id for one in after.strength.bearers if one.place.kind in _HOLDERS}
        if any(one.place.country in holders or one.place.parent in holders for one in hit.strength.bearers):
            hit.score += WEIGHTS["chain"]
