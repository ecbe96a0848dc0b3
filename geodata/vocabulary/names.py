"""Organisations, armed groups and other names, and which of them hide place names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geodata.errors import VocabularyError
from geodata.vocabulary.loading import entries, load

ORGANISATION_KINDS = ("bloc", "court", "mission", "alliance", "world", "bank", "ngo")
ACTOR_KINDS = (
    "armed_group", "rebels", "unidentified_armed_group", "militia", "community_militia", "private_military",
    "mutineers", "junta", "state_forces", "civilians",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation of states, a mission, or a body whose name holds a place name.

    Parameters
    ----------
    name : str
        Canonical name.
    states : bool
        States are members of it.
    troops : bool
        Contingents of states stand in it.
    hosts, founders : tuple of str
        Alpha-2: where a mission stood; the states for which the name itself stands.
    flag : str or None
        The one state whose troops they are.
    names : tuple of str
        Full names in both languages, any case.
    acronyms : tuple of str
        Match only with a capital first letter; `case_acronyms` only exactly as written.
    nicknames : tuple of str
        Mean it only after it was named.
    """

    name: str
    kind: str
    states: bool
    troops: bool
    hosts: tuple[str, ...]
    founders: tuple[str, ...]
    flag: str | None
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    case_acronyms: tuple[str, ...]
    nicknames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A named armed actor."""

    name: str
    kind: str
    affiliation: str | None
    country: str | None
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    case_acronyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Common nouns for actors: kind -> patterns; and nouns that make a state force beside a country."""

    kinds: tuple[tuple[str, tuple[str, ...]], ...]
    forces: tuple[str, ...]


@cache
def organisations() -> tuple[Organisation, ...]:
    """Return the organisations of organisations.yaml, in its order."""
    found = []
    for entry in entries("organisations.yaml", "name", load("organisations.yaml")):
        one = Organisation(
            name=entry.text("name"),
            kind=entry.choice("kind", ORGANISATION_KINDS),
            states=entry.flag("states"),
            troops=entry.flag("troops"),
            hosts=entry.texts("hosts"),
            founders=entry.texts("founders"),
            flag=entry.optional("flag"),
            names=entry.texts("fr") + entry.texts("en"),
            acronyms=entry.texts("acronyms"),
            case_acronyms=entry.texts("case_acronyms"),
            nicknames=entry.texts("nicknames"),
        )
        entry.done()
        found.append(one)
    names = [one.name for one in found]
    for name in names:
        if names.count(name) > 1:
            raise VocabularyError(f"organisations.yaml: {name} stands twice.", "Join both entries.")
    return tuple(found)


@cache
def organisation(name: str) -> Organisation:
    """Return the organisation of that canonical name.

    Raises
    ------
    VocabularyError
        If there is none.
    """
    for one in organisations():
        if one.name == name:
            return one
    raise VocabularyError(f"no organisation {name!r}.", "organisations.yaml lists the known ones.")


@cache
def groups() -> tuple[Group, ...]:
    """Return the named armed actors of actors.yaml."""
    found = []
    for entry in entries("actors.yaml", "name", load("actors.yaml").get("groups")):
        one = Group(
            name=entry.text("name"),
            kind=entry.choice("kind", ACTOR_KINDS),
            affiliation=entry.optional("affiliation"),
            country=entry.optional("country"),
            names=entry.texts("fr") + entry.texts("en"),
            acronyms=entry.texts("acronyms"),
            case_acronyms=entry.texts("case_acronyms"),
        )
        entry.done()
        found.append(one)
    return tuple(found)


@cache
def actor_words() -> ActorWords:
    """Return the common nouns of actors.yaml, French and English together."""
    table = load("actors.yaml")
    kinds = []
    for kind, words in table["words"].items():
        if kind not in ACTOR_KINDS:
            raise VocabularyError(f"actors.yaml, words, {kind!r} is not known.", f"Allowed: {', '.join(ACTOR_KINDS)}.")
        kinds.append((kind, (*words["fr"], *words["en"])))
    return ActorWords(tuple(kinds), (*table["forces"]["fr"], *table["forces"]["en"]))


@cache
def masked_names() -> tuple[str, ...]:
    """Return the names of names.yaml: media, treaties, teams, institutions."""
    table = load("names.yaml")
    if not isinstance(table, dict):
        raise VocabularyError("names.yaml: groups of names are needed.", "Write `media:` and a list below it.")
    return tuple(name for names in table.values() for name in names)


def mask_terms() -> list[str]:
    """Return every name that is no place though it may hold one: organisations, armed groups, media, treaties.

    Acronyms are among them from three letters on ("CEDEAO", "G5"), longest names first.
    Shorter ones ("UA", "AU") hold no place and would hide French words.
    """
    terms: set[str] = set(masked_names())
    named: list[Organisation | Group] = [*organisations(), *groups()]
    for one in named:
        terms.update(one.names)
        terms.update(a for a in (*one.acronyms, *one.case_acronyms) if len(a) > 2)
    return sorted(terms, key=lambda term: (-len(term), term))
