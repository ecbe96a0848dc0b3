"""Recognise place names: gazetteer names at their places in the text, weighed by the words around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from geodata.gazetteer import Gazetteer
from geodata.mentions.evidence import ACCEPT, WEIGHTS, weigh
from geodata.mentions.kinds import in_list, kind_after, kind_before, plural_before
from geodata.mentions.metonymy import is_government
from geodata.mentions.persons import surnames
from geodata.mentions.qualifiers import part, qualifier
from geodata.mentions.scan import Hit, scan
from geodata.mentions.strength import LIKELY
from geodata.mentions.tokens import Tokens
from geodata.mentions.unknown import unknown_names
from geodata.mentions.words import PlaceWords, place_words
from geodata.model import Document, Mention, PlaceKind, Qualifier

__all__ = ["recognise", "recognise_text"]

_CHUNK = 60_000  # characters read at a time, so that a text of any length takes little memory
_BEFORE_HOLDER = {"en", "au", "aux", "in", "dans", "le", "la", "les", "l", "the"}


def recognise(document: Document, gazetteer: Gazetteer) -> list[Mention]:
    """Return the place names of a document, in order.

    Parameters
    ----------
    document : Document
    gazetteer : Gazetteer

    Returns
    -------
    list of Mention
        Never overlapping. A name that the gazetteer lacks, but that the text calls a village or town, has an empty
        key. Names inside the names of bodies, groups, media and treaties are left out, persons and demonyms too.
    """
    return recognise_text(document.text, gazetteer)


def recognise_text(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the place names of a text; see `recognise`."""
    found: list[Mention] = []
    for offset, chunk in _chunks(text):
        mentions = _recognise(chunk, gazetteer)
        if offset:
            mentions = [replace(m, start=m.start + offset, end=m.end + offset) for m in mentions]
        found += mentions
    return found


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the text in stretches that end between paragraphs, or at a blank where there is none for long."""
    start = 0
    while start < len(text):
        stop = start + _CHUNK
        if stop < len(text):
            cut = max(text.rfind("\n\n", start + _CHUNK // 2, stop), 0) or text.rfind(" ", start, stop)
            stop = cut if cut > start else stop
        yield start, text[start:stop]
        start = stop


def _recognise(text: str, gazetteer: Gazetteer) -> list[Mention]:
    tokens, vocabulary = Tokens(text), place_words()
    hits = _accepted(tokens, scan(tokens, gazetteer, vocabulary), vocabulary)
    kinds = _kinds(tokens, hits, vocabulary)
    taken = [False] * len(tokens)
    mentions: list[Mention] = []
    for hit, kind in zip(hits, kinds, strict=True):
        taken[hit.first : hit.last + 1] = [True] * (hit.last + 1 - hit.first)
        mentions.append(_mention(tokens, hit, kind, vocabulary, mentions[-1].end if mentions else 0))
    mentions = _governments(tokens, hits, mentions, vocabulary)
    for first, last in unknown_names(tokens, taken, vocabulary):
        start, end = tokens.starts[first], tokens.ends[last]
        kind = kind_before(tokens, first, vocabulary) or "settlement"
        mentions.append(Mention(start, end, text[start:end], "", kind))
    return sorted(mentions, key=lambda m: m.start)


def _accepted(tokens: Tokens, hits: list[Hit], vocabulary: PlaceWords) -> list[Hit]:
    """Weigh all hits, then the undecided ones once more, knowing which countries the text speaks of."""
    people = surnames(tokens, vocabulary)
    nowhere: frozenset[str] = frozenset()
    for hit in hits:
        hit.score = weigh(tokens, hit, vocabulary, people, nowhere)
    focus = frozenset(c for h in hits if h.score >= ACCEPT and h.strength.tier >= LIKELY for c in _main_country(h))
    _chain(tokens, hits)
    for hit in hits:
        if hit.score < ACCEPT and focus & hit.strength.countries:
            hit.score += WEIGHTS["focus"]
    sure = {hit.key for hit in hits if hit.score >= ACCEPT + WEIGHTS["again"]}
    return [h for h in hits if h.score >= ACCEPT or (h.key in sure and h.score + WEIGHTS["again"] >= ACCEPT)]


def _main_country(hit: Hit) -> set[str]:
    return {one.place.country for one in hit.strength.bearers[:1] if one.place.country}


def _chain(tokens: Tokens, hits: list[Hit]) -> None:
    """Give weight to "Boni, Mali": a name right before the country or region that holds one of its bearers."""
    for hit, after in pairwise(hits):
        between = tokens.words[hit.last + 1 : after.first]
        if tokens.gap(hit.last + 1).strip() not in {",", "("} or not _BEFORE_HOLDER.issuperset(between):
            continue
        holders = {one.place.place_id for one in after.strength.bearers if one.place.kind in {"country", "admin1"}}
        if any(one.place.country in holders or one.place.parent in holders for one in hit.strength.bearers):
            hit.score += WEIGHTS["chain"]


def _kinds(tokens: Tokens, hits: list[Hit], vocabulary: PlaceWords) -> list[PlaceKind | None]:
    """Return the kind that the words say of each name; the names of a list share their kind word."""
    kinds: list[PlaceKind | None] = []
    shared: PlaceKind | None = None
    for at, hit in enumerate(hits):
        follows = at > 0 and in_list(tokens, hits[at - 1].last, hit.first, vocabulary)
        own = kind_before(tokens, hit.first, vocabulary)
        plural = plural_before(tokens, hit.first, vocabulary)
        shared = plural if plural is not None and not follows else shared if follows else None
        kinds.append(own or shared or kind_after(tokens, hit.last, vocabulary))
    for at in range(len(hits) - 2, -1, -1):
        after = hits[at + 1].last + 1
        if after < len(tokens) and tokens.words[after] in vocabulary.plurals:
            shared = kinds[at + 1]
        elif not in_list(tokens, hits[at].last, hits[at + 1].first, vocabulary):
            shared = None
        if shared is not None and in_list(tokens, hits[at].last, hits[at + 1].first, vocabulary):
            kinds[at] = kinds[at] or shared
    return kinds


def _governments(tokens: Tokens, hits: list[Hit], mentions: list[Mention], vocabulary: PlaceWords) -> list[Mention]:
    """Let the capitals of a list stand for governments together: "Washington, Londres et Bruxelles ont condamné"."""
    found = list(mentions)
    for order in (range(1, len(hits)), range(len(hits) - 1, 0, -1)):
        for at in order:
            pair = (at - 1, at)
            capitals = all(hits[i].key in vocabulary.capitals for i in pair)
            differ = found[at - 1].literal != found[at].literal
            if capitals and differ and in_list(tokens, hits[at - 1].last, hits[at].first, vocabulary):
                found[at - 1], found[at] = (replace(found[i], literal=False) for i in pair)
    return found


def _mention(tokens: Tokens, hit: Hit, kind: PlaceKind | None, vocabulary: PlaceWords, free_from: int) -> Mention:
    start, end, text = tokens.starts[hit.first], tokens.ends[hit.last], tokens.text
    literal = not (hit.key in vocabulary.capitals and is_government(tokens, hit.first, hit.last, vocabulary))
    moved: Qualifier | None
    moved, moved_from = qualifier(tokens, hit.first, vocabulary)
    if _divisible(hit, kind, tokens) and (moved is None or moved.distance_km is None):
        at = part(tokens, hit.first, vocabulary)
        if at is not None and tokens.starts[at] >= free_from:
            return Mention(tokens.starts[at], end, text[tokens.starts[at] : end], hit.key, "area", literal, None)
    if moved is not None and _describes_previous(text, free_from, moved_from, moved):
        moved = None
    return Mention(start, end, text[start:end], hit.key, kind, literal, moved)


def _divisible(hit: Hit, kind: PlaceKind | None, tokens: Tokens) -> bool:
    """Tell whether a direction before the name takes a part of it: of a country or region, not of a town."""
    first = hit.strength.bearers[0].place.kind
    if first == "country":
        return True
    towns = any(one.place.kind == "settlement" for one in hit.strength.bearers)
    adjective = hit.first > 0 and tokens.words[hit.first - 1].endswith("ern")
    return first == "admin1" and kind != "settlement" and (not towns or adjective or kind == "admin1")


def _describes_previous(text: str, previous_end: int, start: int, moved: Qualifier) -> bool:
    """Tell whether "X, 80 km west of Y": the distance tells where X lies, so that the spot of Y does not move."""
    if moved.distance_km is None and moved.bearing is None:
        return False
    between = text[previous_end:start] if previous_end else "."
    return len(between) < 25 and not set(between) & set(".!?;") and between.lstrip()[:1] in {",", "(", ""}
