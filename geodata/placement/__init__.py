"""Place the mentions of a document: which gazetteer entry each means, where the spot lies, and why."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.gazetteer import Form, Gazetteer
from geodata.mentions.coordinates import read_coordinates
from geodata.mentions.strength import bearers
from geodata.model import Document, Mention, Placement, Precision
from geodata.placement.linking import link
from geodata.placement.locate import locate_spans
from geodata.placement.qualify import lay_between, placement, unlocated
from geodata.placement.resolve import Name, resolve

__all__ = ["locate_spans", "place"]

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
    link(document.text, [(mention.start, mention.end) for mention in mentions], names, gazetteer)
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
