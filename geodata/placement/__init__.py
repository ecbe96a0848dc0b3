"""Place the mentions of a document: which gazetteer entry each means, where the spot lies, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from geodata.gazetteer import Form, Gazetteer
from geodata.mentions.coordinates import read_coordinates
from geodata.mentions.strength import bearers
from geodata.model import Document, Mention, Placement, Precision
from geodata.placement.locate import locate_spans
from geodata.placement.qualify import lay_between, placement, unlocated
from geodata.placement.resolve import Name, hold, list_together, resolve

__all__ = ["locate_spans", "place"]

_HOLDING = re.compile(
    r"\s*(?:[,(]\s*|\s)(?:(?:dans|en|au|aux|à|in|the|le|la|les|l['’])\s?)*"
    r"(?:(?:cercle|province|région|département|commune|district|region|department|state|county)s?\s"
    r"(?:de |du |d['’]|of )?(?:la |l['’])?)?",
    re.IGNORECASE,
)
_LISTS = {"", "and", "et", "et de", "et du", "et d'", "ou", "or", "de", "du", "d'"}  # between two names of a list
_SURE_ENOUGH = 0.2  # below this no candidate is believed and the name stays unlocated


def place(document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Placement]:
    """Place the mentions of a document.

    Parameters
    ----------
    document : Document
    mentions : sequence of Mention
        As `geodata.mentions.recognise` returned them for this document.
    gazetteer : Gazetteer

    Returns
    -------
    list of Placement
        One for each mention, in the same order; `Placement.reason` says why one stays unlocated.
    """
    names = [_name(mention, gazetteer) for mention in mentions]
    for at, (name, after) in enumerate(pairwise(names)):
        between = document.text[mentions[at].end : mentions[at + 1].start]
        if len(between) < 40 and _HOLDING.fullmatch(between):
            hold(name, after, gazetteer)
        if between.strip(" ,") in _LISTS:
            list_together(name, after)
    resolve(names, gazetteer)
    return lay_between([_placed(mention, name) for mention, name in zip(mentions, names, strict=True)])


def _name(mention: Mention, gazetteer: Gazetteer) -> Name:
    named = gazetteer.named(mention.key) if mention.key else ()
    found = bearers(named, mention.text.isupper()) or tuple(one for one in named if one.form & Form.CODE)
    hint = None if found and found[0].place.kind in {"country", "continent"} else mention.kind_hint
    return Name(mention.key, hint, found)


def _placed(mention: Mention, name: Name) -> Placement:
    figures = read_coordinates(mention.text) if not mention.key else None
    if figures is not None:
        return Placement(mention, None, *figures, Precision.SETTLEMENT, method="coordinates", score=1.0)
    if not name.bearers:
        return unlocated(mention, "no gazetteer has a place of this name")
    if name.ranked[0].score < _SURE_ENOUGH:
        reason = f"{len(name.bearers)} places bear this name and the text does not tell which"
        return unlocated(mention, reason, name.ranked)
    return placement(mention, name.ranked, len(name.bearers))
