"""What a public file leaves out: names of people, and of places below the level that it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat
from pathlib import Path
from typing import Any

import pyarrow as pa

from geodata.folding import fold, words
from geodata.mentions.words import place_words
from geodata.vocabulary import groups, mask_terms, organisations
from geodata.vocabulary.loading import load

LEFT_OUT = "[…]"
ACTORS = ("actor1", "actor2", "other_actors")
# Columns of the table of countries that name them and their people; capitals are places like others.
NAMED = ("name", "name_fr", "name_en", "aliases", "demonyms_fr", "demonyms_en")
# Parts of bodies.yaml that hold other than names whose words are kept wherever they stand.
APART = frozenset({"whole", "beginning", "grammar", "joined", "beside"})
# Words whose folded parts are kept at hand: the same come again and again.
AT_HAND = 100_000
# Of what French joins by an apostrophe, and Arabic names by a hyphen: d', qu', el-.
LETTERS_JOINED = 2
# Words, those joined by hyphens and apostrophes as one.
_RUN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_JOINTS = re.compile(r"['’-]")
# Capitals without a vowel: MSF, CNSP. Those with one could be a surname in capitals, and need a line in bodies.yaml.
_ABBREVIATION = re.compile(r"(?:[ldLD]['’])?[BCDFGHJKLMNPQRSTVWXZ]{2,8}s?")
_SENTENCE = re.compile(r"(?:^|[.!?…:;«“\"(]\s*)$")
_SMALL = re.compile(r"(?<![^\W_]|['’])[a-zà-öø-ÿœ]{2,}(?![^\W_])")
# What leads to a person or a spot without naming it: addresses, telephone numbers, coordinates, distances.
_TRACES = re.compile(
    r"""https?://\S+ | www\.\S+ | \S+@\S+ | @\w+
    | \+?\d[\d .\-/]{7,}\d
    | -?\d{1,3}[.,]\d{4,}
    | -?\d{1,3}[.,]\d+ \s*[,;/]\s* -?\d{1,3}[.,]\d+
    | -?\d{1,3}(?:[.,]\d+)? \s* (?: ° [\d\s.,'’′"”″]* [NSEWO]? | (?<=[.,]\d{2}) \s* [NSEWO]) \b
    | \d+(?:[.,]\d+)? \s* (?: kms? | kilom[eè]t\w+ | miles? | milles? | m[eè]tres? | meters? | m ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
# What makes a date of the name of a month that is a given name too: "27 June", "June 2024", "in June".
_BEFORE_MONTH = re.compile(
    r"(?:\d|\b(?:in|since|until|during|last|next|early|late|mid|en|depuis|fin|début))[\s-]*$", re.IGNORECASE
)
# The word before another, and whether a full stop, as of "M.", parts them.
_TITLE = re.compile(r"([^\W\d_]+(?:['’-][^\W\d_]+)*)(\.?)\s+$")
_AFTER_MONTH = re.compile(r",?\s*\d")
# What stands inside names of people: left standing alone it would say that there was one.
_PARTICLES = r"(?:ag|ould|wal[ae]t|ben|bin|bint|abu|abou|al|el|de|du|dit|von|van)"
_GAPS = re.compile(rf"{re.escape(LEFT_OUT)}(?:[\s,.'’-]*(?:{_PARTICLES}\s+)?{re.escape(LEFT_OUT)})+", re.IGNORECASE)


def redacted(
    excerpts: Iterable[str | None], places: Iterable[str | None], others: Iterable[str | None] = repeat(None)
) -> list[str | None]:
    """Return excerpts in which every word that could name a person or a small place is left out.

    Kept are the names of organisations, armed groups, states and their people, of the places that the row tells, and
    words of grammar, numbers and ordinary words that begin a sentence. Left out are all other words with a capital
    letter, all words of scripts that have none, and what leads to a person or a spot otherwise. More is left out than
    need be: a public file must not name who was not asked.

    Parameters
    ----------
    excerpts : iterable of str or None
    places : iterable of str or None
        Name of the place that each row tells.
    others : iterable of str or None
        Names of further places that it tells; kept where no person could bear them.
    """
    return [
        None if text is None else _redacted(text, place or "", more or "")
        for text, place, more in zip(excerpts, places, others, strict=False)
    ]


def names_nobody(text: str) -> bool:
    """Tell whether words that somebody typed, in any letters, could not name a person or a small place."""
    return all(part in known_words() or part in ordinary_words() for part in words(text)) and not _TRACES.search(text)


def redacted_actors(found: dict[str, Any]) -> dict[str, pa.Array]:
    """Return the actors of rows, those left out whose name the vocabulary does not know: they may be people."""
    return {name: pa.array(redacted(found[name].to_pylist(), repeat(None)), pa.string()) for name in ACTORS}


def without_places(found: dict[str, Any]) -> dict[str, pa.Array]:
    """Return the further places of rows without those that the row tells already."""
    pairs = zip(found["more_places"].to_pylist(), found["location"].to_pylist(), strict=True)
    kept = [[one for one in dict.fromkeys((more or "").split("; ")) if one and one != place] for more, place in pairs]
    return {"more_places": pa.array(["; ".join(one) or None for one in kept], pa.string())}


def _redacted(text: str, place: str, others: str) -> str:
    allowed, told = known_words() | set(words(place)), _kept_beside() | set(words(others))
    kept, end = [], 0
    clean = _TRACES.sub(LEFT_OUT, text)
    whole = [one.span() for one in _whole_names().finditer(clean)]
    for match in _RUN.finditer(clean):
        if any(first <= match.start() and match.end() <= last for first, last in whole):
            continue
        if not _names_someone(clean, match, allowed) or _is_told(clean, match, allowed, told):
            continue
        kept += [clean[end : match.start()], LEFT_OUT]
        end = match.end()
    return _GAPS.sub(LEFT_OUT, "".join([*kept, clean[end:]]))


def _names_someone(text: str, match: re.Match[str], allowed: frozenset[str] | set[str]) -> bool:
    if not _could_be_name(match[0]) or _ABBREVIATION.fullmatch(match[0]) or _is_number(text, match):
        return False
    parts = _parts(match[0])
    if parts and all(part in allowed for part in parts):
        return False
    if _is_month(text, match, allowed) or _is_group(text, match, allowed):
        return False
    if not _SENTENCE.search(text[max(0, match.start() - 4) : match.start()]):
        return True
    if parts and all(part in _grammar() for part in parts):
        return False
    # A word that begins a sentence names somebody unless it is an ordinary one and no other name follows it.
    after = _RUN.match(text, match.end() + 1)
    followed = after is not None and _could_be_name(after[0]) and not all(part in allowed for part in _parts(after[0]))
    return followed or not all(part in allowed or part in ordinary_words() for part in parts)


def _is_told(text: str, match: re.Match[str], allowed: frozenset[str] | set[str], told: frozenset[str]) -> bool:
    """Tell whether a word is of a name that is told, such as a place of the row, and no person could bear it there."""
    parts = _parts(match[0])
    known = bool(parts) and all(part in told or part in allowed for part in parts)
    return known and not _person_beside(text, match, allowed | told)


def _is_number(text: str, match: re.Match[str]) -> bool:
    """Tell whether a letter belongs to a number, as in G5."""
    return len(match[0]) == 1 and text[match.end() : match.end() + 1].isdigit()


def _is_month(text: str, match: re.Match[str], allowed: frozenset[str] | set[str]) -> bool:
    """Tell whether a word that is a given name too stands in a date."""
    if fold(match[0]) not in _calendar() or _person_beside(text, match, allowed):
        return False
    before = text[max(0, match.start() - 10) : match.start()]
    return bool(_BEFORE_MONTH.search(before) or _AFTER_MONTH.match(text, match.end()))


def _is_group(text: str, match: re.Match[str], allowed: frozenset[str] | set[str]) -> bool:
    """Tell whether a word that is a given name too is an armed group: no title and no other name stands beside it."""
    return "".join(_parts(match[0])) in _groups_named_as_people() and not _person_beside(text, match, allowed)


def _person_beside(text: str, match: re.Match[str], allowed: frozenset[str] | set[str]) -> bool:
    """Tell whether a title stands before a word, or a name that is not known right before or after it."""
    title = _TITLE.search(text[max(0, match.start() - 30) : match.start()])
    if title is not None and fold(title[1]) in place_words().titles:
        return True
    before = title[1] if title is not None and not title[2] else ""
    after = _RUN.match(text, match.end() + 1)
    beside = (before, after[0] if after is not None else "")
    return any(_could_be_name(word) and not all(part in allowed for part in _parts(word)) for word in beside)


@lru_cache(AT_HAND)
def _parts(word: str) -> tuple[str, ...]:
    """Return the folded parts of a word that could be names: of "Burundi-based" the first, of "qu'Elle" the last."""
    return tuple(part for piece in _JOINTS.split(word) if not _joins(piece) for part in words(piece))


def _joins(piece: str) -> bool:
    """Tell whether a part of a word is only joined to a name."""
    return not _could_be_name(piece) and (len(piece) <= LETTERS_JOINED or fold(piece) in _table()["joined"])


@lru_cache(AT_HAND)
def _could_be_name(word: str) -> bool:
    """Tell whether a word has a capital letter, or is of a script that has none, where every word could be a name."""
    return any(letter.isupper() or letter.lower() == letter.upper() for letter in word if letter.isalpha())


@cache
def ordinary_words() -> frozenset[str]:
    """Return the folded words that the vocabulary writes small, and that are nobody's given name."""
    tables = (path for path in files("geodata").joinpath("vocabulary").iterdir() if path.name.endswith(".yaml"))
    found = {
        part for path in tables for word in _SMALL.findall(path.read_text(encoding="utf-8")) for part in words(word)
    }
    begins = {part for word in _table()["beginning"] for part in words(word)}
    return frozenset(found | begins) - place_words().given_names


@cache
def known_words() -> frozenset[str]:
    """Return the folded words that name no private person: bodies, groups, states, peoples, days and months."""
    vocabulary = place_words()
    told = {word for term in mask_terms() for word in words(term)}
    told |= {word for one in organisations() for name in (*one.names, *one.acronyms) for word in words(name)}
    told |= {word for name in _bodies() for word in words(name)}
    told |= set(vocabulary.function_words) | set(vocabulary.kinds_before) | set(vocabulary.kinds_after)
    told |= {fold(word) for word in vocabulary.titles | vocabulary.governments | vocabulary.roles}
    return frozenset(told | _countries() | _calendar()) - vocabulary.given_names


@cache
def _kept_beside() -> frozenset[str]:
    """Return the folded words that are kept unless a person could bear them where they stand."""
    return frozenset(part for word in _table()["beside"] for part in words(word)) - place_words().given_names


@cache
def _grammar() -> frozenset[str]:
    """Return the folded words that begin a sentence and are nobody's name, whatever follows; numbers among them."""
    told = (*_table()["grammar"], *load("numbers.yaml")["units"])
    return frozenset(part for word in told for part in words(word)) - place_words().given_names


def _bodies() -> list[str]:
    """Return the names of agencies and other bodies that are no persons, from ``bodies.yaml``."""
    return [name for section, names in _table().items() if section not in APART for name in names]


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = load("bodies.yaml", Path(__file__).parent)
    return table


@cache
def _whole_names() -> re.Pattern[str]:
    """Return what finds the names that are kept as a whole only, each word of them being somebody's name elsewhere."""
    names = sorted(_table()["whole"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})(?!\w)")


@cache
def _groups_named_as_people() -> frozenset[str]:
    """Return the armed groups whose name, a single word, is a given name too: Wagner."""
    single = {fold(name) for group in groups() for name in group.names if " " not in name}
    return frozenset(single) & place_words().given_names


def _countries() -> set[str]:
    import csv  # noqa: PLC0415

    from geodata.gazetteer.curated import COUNTRIES  # noqa: PLC0415

    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {word for row in rows for field in NAMED for word in words(row[field] or "")}


@cache
def _calendar() -> frozenset[str]:
    from babel.dates import get_day_names, get_month_names  # noqa: PLC0415

    names = (
        name
        for language in ("en", "fr")
        for names in (get_month_names(locale=language), get_day_names(locale=language))
        for name in names.values()
    )
    return frozenset(word for name in names for word in words(name))
