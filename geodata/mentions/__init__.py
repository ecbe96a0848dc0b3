"""Recognise place names: gazetteer names at their places in the text, weighed by the words around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geodata.gazetteer import Gazetteer
from geodata.mentions.compose import compose
from geodata.mentions.coordinates import coordinate_mentions
from geodata.mentions.decide import accepted
from geodata.mentions.kinds import kind_before
from geodata.mentions.listing import kinds_of
from geodata.mentions.masks import masked
from geodata.mentions.scan import scan
from geodata.mentions.second_voice import is_on, second_names
from geodata.mentions.strength import strength
from geodata.mentions.tokens import Tokens
from geodata.mentions.unknown import unknown_names
from geodata.mentions.words import PlaceWords, place_words
from geodata.model import Document, Mention

__all__ = ["recognise", "recognise_text"]

_CHUNK = 60_000  # characters read at a time, so that a text of any length takes little memory


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
    return recognise_text(document.text, gazetteer, document.language)


def recognise_text(text: str, gazetteer: Gazetteer, language: str | None = None) -> list[Mention]:
    """Return the place names of a text; see `recognise`. The language is asked for by the second voice only."""
    found: list[Mention] = []
    for offset, chunk in _chunks(text):
        mentions = _recognise(chunk, gazetteer, language)
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


def _recognise(text: str, gazetteer: Gazetteer, language: str | None) -> list[Mention]:
    tokens, vocabulary = Tokens(text), place_words()
    masks = masked(tokens)
    hits = accepted(tokens, scan(tokens, gazetteer, vocabulary, masks), vocabulary)
    mentions = compose(tokens, hits, kinds_of(tokens, hits, vocabulary), vocabulary)
    taken = [False] * tokens.size
    for hit in hits:
        taken[hit.first : hit.last + 1] = [True] * (hit.last + 1 - hit.first)
    for first, last in masks.items():
        taken[first:last] = [True] * (last - first)
    unknown = list(unknown_names(tokens, taken, vocabulary))
    if is_on():
        for first, last in unknown:
            taken[first : last + 1] = [True] * (last + 1 - first)
        unknown += second_names(tokens, taken, language, gazetteer, vocabulary)
    for first, last in unknown:
        mentions.append(_told_to_be_one(tokens, first, last, gazetteer, vocabulary))
    figures = list(coordinate_mentions(text))
    mentions = [one for one in mentions if not any(one.start < fig.end and fig.start < one.end for fig in figures)]
    return sorted(mentions + figures, key=lambda mention: mention.start)


def _told_to_be_one(tokens: Tokens, first: int, last: int, gazetteer: Gazetteer, vocabulary: PlaceWords) -> Mention:
    """Return the mention of a name that the text calls a place; the gazetteer may know it all the same."""
    start, end = tokens.starts[first], tokens.ends[last]
    name = " ".join(tokens.words[first : last + 1])
    known = strength(gazetteer, name, False).bearers
    kind = kind_before(tokens, first, vocabulary) or "settlement"
    return Mention(start, end, tokens.text[start:end], name if known else "", kind)
