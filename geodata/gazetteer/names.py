"""The forms under which a name is kept, and which alternate names are fit to be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.folding import key


class Form:
    """How a key relates to its place; bits kept beside every key of the index.

    Plain integers: an IntFlag takes ten times as long, and this is asked for every word of every text.
    """

    MAIN = 1  # the name itself, or its French or English form
    ALIAS = 2  # a spelling that a curated table lists
    ALTERNATE = 4  # one of GeoNames' many alternate names, language unknown
    CAPITALS = 8  # an abbreviation: the text must write it in capitals too
    CODE = 16  # a postal or press code (Ky., NSW): only after a comma, or for spans that are names for sure
    DEMONYM = 32  # people or adjective of the country
    AMBIGUOUS = 64  # a common word or surname too: wants evidence
    SMALL = 128  # stands in texts with a small first letter too ("nord du Mali", "zone des trois frontières")


_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’ʼ`.\-– ]+")
_GLUE = re.compile(r"['’ʼ]")
_ARTICLE = re.compile(r"^(?:le|la|les|the|l)\s", re.IGNORECASE)


def keys_of(name: str) -> Iterator[str]:
    """Yield the keys of one name: as it is, and with apostrophes closed up ("N'Gourma" and "Ngourma")."""
    plain = key(name)
    if plain:
        yield plain
    if _GLUE.search(name):
        closed = key(_GLUE.sub("", name))
        if closed and closed != plain:
            yield closed
    if not plain.isascii():
        for long, short in (("œ", "oe"), ("æ", "ae"), ("ß", "ss")):
            if long in plain:
                yield plain.replace(long, short)
    if plain.startswith("i n "):
        yield "in " + plain[4:]
    if plain.startswith("saint "):
        yield "st " + plain[6:]


def is_capitals(name: str) -> bool:
    """Tell whether a name is an abbreviation written in capitals, such as ``RDC`` or ``U.S.``."""
    letters = [c for c in name if c.isalpha()]
    return 1 < len(letters) <= 5 and all(c.isupper() for c in letters)


def usable_alternate(name: str) -> bool:
    """Tell whether an alternate name could stand in a French or English text.

    Left out: other scripts, transliterations in small letters ("ba ma ke"), airport and postal codes,
    forms of fewer than three letters, and digits.
    """
    if len(name) < 3 or not (name[0].isupper() or name[:2].lower() in {"l'", "al", "el"}):
        return False
    return not name.isupper() and _LATIN.fullmatch(name) is not None


def without_article(name: str) -> str | None:
    """Return "Caire" for "Le Caire": what is left after a contraction (au Caire), or None without an article."""
    match = _ARTICLE.match(name)
    return name[match.end() :] if match else None
