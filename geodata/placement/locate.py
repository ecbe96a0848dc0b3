"""Place spans that are names for sure: demonyms, abbreviations and small places included."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from geodata.folding import key as fold_key
from geodata.gazetteer import Form, Gazetteer, Named
from geodata.mentions.listing import kinds_of
from geodata.mentions.scan import Hit
from geodata.mentions.strength import SURE, Strength
from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords, place_words
from geodata.model import Mention, Place, PlaceKind, Placement, Precision
from geodata.placement.calibration import COMPANY
from geodata.placement.features import kilometres
from geodata.placement.linking import link
from geodata.placement.qualify import placement, unlocated
from geodata.placement.resolve import Name, resolve

_Found = tuple[str, PlaceKind | None, tuple[Named, ...]]
_STATES = {"country", "continent"}
_LOCAL = {"settlement", "admin2", "admin3", "admin1"}
_AROUND_KM = 100.0  # ring around the middle of the text within which a name without an entry is supposed to lie
_BELIEVED = 0.5
_MOST = 60  # places compared with each other


def locate_spans(text: str, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> list[Placement]:
    """Place stretches of a text that are known to be place names or demonyms.

    Parameters
    ----------
    text : str
    spans : sequence of (int, int)
        Start and end of every name.
    gazetteer : Gazetteer

    Returns
    -------
    list of Placement
        One for each span, in the same order.
    """
    vocabulary = place_words()
    found = [_known(text[start:end], gazetteer, vocabulary) for start, end in spans]
    said = _kinds_said(text, spans, found, vocabulary)
    names = [Name(key, hint or around, bearers) for (key, hint, bearers), around in zip(found, said, strict=True)]
    link(text, spans, names, gazetteer)
    resolve(names, gazetteer)
    pairs = zip(spans, names, strict=True)
    mentions = [Mention(start, end, text[start:end], name.key, name.hint) for (start, end), name in pairs]
    around = _middle(names)
    return [
        placement(mention, name.ranked, len(name.bearers)) if name.ranked else _by_company(mention, around)
        for mention, name in zip(mentions, names, strict=True)
    ]


def _kinds_said(
    text: str, spans: Sequence[tuple[int, int]], found: Sequence[_Found], vocabulary: PlaceWords
) -> list[PlaceKind | None]:
    """Return what the words around each span say it is; a country is one whatever they say."""
    tokens = Tokens(text)
    hits = [
        Hit(bisect_right(tokens.starts, start) - 1, bisect_left(tokens.ends, end), key, _sure(bearers))
        for (start, end), (key, _, bearers) in zip(spans, found, strict=True)
    ]
    kinds = kinds_of(tokens, hits, vocabulary)
    state = [bool(bearers) and bearers[0].place.kind in _STATES for _, _, bearers in found]
    return [None if first else kind for kind, first in zip(kinds, state, strict=True)]


def _sure(bearers: tuple[Named, ...]) -> Strength:
    return Strength(SURE, False, bearers, frozenset())


def _middle(names: Sequence[Name]) -> Place | None:
    """Return that place of the text which lies closest to its other places; None where there is no local one."""
    best = [name.ranked[0] for name in names if name.ranked]
    places = [one.place for one in best if one.place.kind in _LOCAL and one.score > _BELIEVED]
    if not places:
        return None
    spots = list(dict.fromkeys(places))[:_MOST]
    weight = {spot: sum(_closeness(spot, other) for other in places[:_MOST]) for spot in spots}
    return max(spots, key=lambda spot: weight[spot])


def _closeness(one: Place, other: Place) -> float:
    return math.exp(-kilometres(one.lat, one.lon, other.lat, other.lon) / _AROUND_KM)


def _by_company(mention: Mention, around: Place | None) -> Placement:
    """Place a span without a gazetteer entry roughly, among the places that the text names."""
    if around is None:
        return unlocated(mention, "no gazetteer has a place of this name")
    reason = f"no gazetteer has a place of this name; the text is about the surroundings of {around.name}"
    return Placement(mention, None, around.lat, around.lon, Precision.NEAR, _AROUND_KM, "company", COMPANY, reason)


def _known(written: str, gazetteer: Gazetteer, vocabulary: PlaceWords) -> _Found:
    """Return key, kind and bearers of a span, taking off what the gazetteer's names do not have."""
    for folded, hint in _forms(fold_key(written), vocabulary):
        bearers = _usable(gazetteer.named(folded), written)
        if bearers:
            return folded, hint, bearers
    return fold_key(written), None, ()


def _usable(found: tuple[Named, ...], written: str) -> tuple[Named, ...]:
    """Prefer codes to villages where the span is written like a code ("Ky.", "NSW")."""
    if len(written) <= 6 and (written.isupper() or written.endswith(".")):
        codes = tuple(one for one in found if one.form & (Form.CODE | Form.CAPITALS))
        return codes or found
    return tuple(one for one in found if not one.form & Form.CODE) or found


def _forms(key: str, vocabulary: PlaceWords) -> list[tuple[str, PlaceKind | None]]:
    forms: list[tuple[str, PlaceKind | None]] = [(key, None)]
    parts = key.split(" ")
    if parts[-1] == "s" and len(parts) > 1:
        parts = parts[:-1]
        forms.append((" ".join(parts), None))
    if parts[0] in {"the", "la", "le", "les", "l"} and len(parts) > 1:
        parts = parts[1:]
        forms.append((" ".join(parts), None))
    if len(parts) > 1 and parts[-1] in vocabulary.kinds_after:
        forms.append((" ".join(parts[:-1]), vocabulary.kinds_after[parts[-1]]))
    if len(parts) > 2 and parts[0] in vocabulary.kinds_before and parts[1] in vocabulary.links:
        forms.append((" ".join(parts[2:]), vocabulary.kinds_before[parts[0]]))
    if len(parts) > 1 and parts[0] in vocabulary.directions:
        forms.append((" ".join(parts[1:]), "area"))
    if parts[-1].endswith("s") and len(key) > 4:
        forms.append((key[:-1], None))
    return forms
