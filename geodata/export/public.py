"""What a public file leaves out: names of people, and of places below the level that it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from geodata.folding import fold, words
from geodata.mentions.words import place_words
from geodata.vocabulary import mask_terms, organisations

LEFT_OUT = "[…]"
_RUN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?:^|[.!?…:;«“\"(]\s*)$")


def redacted(excerpts: Sequence[str | None], places: Sequence[str | None]) -> list[str | None]:
    """Return excerpts in which every capitalised word that could name a person or a small place is left out.

    Kept are the names of organisations, armed groups, states and their people, of the place that the row tells, and
    words that merely begin a sentence. More is left out than need be: a public file must not name who was not asked.

    Parameters
    ----------
    excerpts : sequence of str or None
    places : sequence of str or None
        Name of the place that each row tells.
    """
    return [
        None if text is None else _redacted(text, place or "") for text, place in zip(excerpts, places, strict=True)
    ]


def without_places(found: dict[str, Any]) -> dict[str, pa.Array]:
    """Return the further places of rows without those that the row tells already."""
    pairs = zip(found["more_places"].to_pylist(), found["location"].to_pylist(), strict=True)
    kept = [[one for one in dict.fromkeys((more or "").split("; ")) if one and one != place] for more, place in pairs]
    return {"more_places": pa.array(["; ".join(one) or None for one in kept], pa.string())}


def _redacted(text: str, place: str) -> str:
    allowed = known_words() | set(words(place))
    kept, end = [], 0
    for match in _RUN.finditer(text):
        if not match[0][0].isupper() or not _names_someone(text, match, allowed):
            continue
        kept += [text[end : match.start()], LEFT_OUT]
        end = match.end()
    joined = "".join([*kept, text[end:]])
    return re.sub(rf"{re.escape(LEFT_OUT)}(?:\s*{re.escape(LEFT_OUT)})+", LEFT_OUT, joined)


def _names_someone(text: str, match: re.Match[str], allowed: frozenset[str] | set[str]) -> bool:
    parts = words(match[0])
    if all(part in allowed for part in parts):
        return False
    if not _SENTENCE.search(text[max(0, match.start() - 4) : match.start()]):
        return True
    # A word that begins a sentence names somebody if it is a given name, or if another capitalised word follows it.
    after = _RUN.match(text, match.end() + 1)
    return bool(set(parts) & place_words().given_names) or (after is not None and after[0][0].isupper())


@cache
def known_words() -> frozenset[str]:
    """Return the folded words that name no private person: bodies, groups, states, peoples, days and months."""
    vocabulary = place_words()
    told = {word for term in mask_terms() for word in words(term)}
    told |= {word for one in organisations() for name in (*one.names, *one.acronyms) for word in words(name)}
    told |= set(vocabulary.function_words) | set(vocabulary.kinds_before) | set(vocabulary.kinds_after)
    told |= {fold(word) for word in vocabulary.titles | vocabulary.governments | vocabulary.roles}
    return frozenset(told | _countries() | _calendar()) - vocabulary.given_names


def _countries() -> set[str]:
    import csv  # noqa: PLC0415

    from geodata.gazetteer.curated import COUNTRIES  # noqa: PLC0415

    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {word for row in rows for field in row.values() for word in words(field or "")}


def _calendar() -> set[str]:
    from babel.dates import get_day_names, get_month_names  # noqa: PLC0415

    names = (
        name
        for language in ("en", "fr")
        for names in (get_month_names(locale=language), get_day_names(locale=language))
        for name in names.values()
    )
    return {word for name in names for word in words(name)}
