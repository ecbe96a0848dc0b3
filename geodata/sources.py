"""Whose work a map, table or export rests on: bundled sources and what the user added, with licence and vintage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any, Literal, cast, get_args

from geodata.gazetteer.additions import Addition, additions_in_use
from geodata.gazetteer.additions.downloads import is_address
from geodata.vocabulary.loading import Entry, entries, load

Role = Literal["places", "outlines", "codes", "terms", "software", "program"]
TABLE = Path(__file__).with_name("sources.yaml")
LANGUAGES = ("en", "fr")
_NOT_STATED = {"", "not stated"}


@dataclass(frozen=True, slots=True)
class Credit:
    """One source, in the words of one language.

    Parameters
    ----------
    id : str
        The same in both languages; ``places:ML`` for what the user added.
    role : {"places", "outlines", "codes", "terms", "software", "program"}
    name : str
    what : str
        What it is used for.
    licence : str
        "not stated" where the user named none.
    address : str
        Of the source itself; empty where there is none that others could open.
    vintage : str
        Version of the package, vintage of the layer, or day on which it was added.
    bundled : bool
        False for what the user added.
    origin : str
        Address or bare file name from which the user added it; never a folder, since exports are published.
    sha256 : str
        Of the added file; empty for bundled ones.
    """

    id: str
    role: Role
    name: str
    what: str
    licence: str
    address: str
    vintage: str
    bundled: bool = True
    origin: str = ""
    sha256: str = ""

    def line(self) -> str:
        """Return the credit in one line of text, as an export can bear it."""
        told = dict.fromkeys(part for part in (self.licence, self.vintage, self.origin, self.address) if part)
        return f"{self.name} — {self.what} ({', '.join(told)})"


def credits(language: str = "en", roles: frozenset[Role] | None = None) -> tuple[Credit, ...]:  # noqa: A001 - their name
    """Return every source in use: bundled ones first, then what the user added in the order of adding.

    Parameters
    ----------
    language : {"en", "fr"}
        Any other is told in English.
    roles : set of str, optional
        Only these; all by default. Data without a screen or picture needs ``{"places", "outlines"}``.
    """
    spoken = language if language in LANGUAGES else "en"
    found = [*_bundled(spoken), *(_added(one, spoken) for one in additions_in_use())]
    return tuple(one for one in found if roles is None or one.role in roles)


@cache
def words(language: str) -> dict[str, str]:
    """Return the words around the list: ``bundled``, ``added``, ``nothing``, ``note``."""
    table = Entry(TABLE.name, "words", _table()["words"])
    return {name: _spoken(table, name, language) for name in _table()["words"]}


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load(TABLE.name, TABLE.parent)
    return table


@cache
def _bundled(language: str) -> tuple[Credit, ...]:
    return tuple(_credit(row, language) for row in entries(TABLE.name, "id", _table()["sources"]))


def _credit(row: Entry, language: str) -> Credit:
    english, french = row.text("licence", ""), row.optional("licence_fr")
    made = Credit(
        row.text("id"), cast(Role, row.choice("role", get_args(Role))), _spoken(row, "name", language),
        _spoken(row, "what", language), french if french and language == "fr" else english, row.text("address", ""),
        _vintage(row, language),
    )  # fmt: skip
    row.done()
    return made


def _spoken(row: Entry, field: str, language: str, *, needed: bool = True) -> str:
    said = row.mapping(field)
    if not said and not needed:
        return ""
    if set(said) != set(LANGUAGES) or not all(isinstance(text, str) and text for text in said.values()):
        raise row.error(field, f"{said!r} does not say it in both languages", "Write {en: ..., fr: ...}.")
    return str(said[language])


def _vintage(row: Entry, language: str) -> str:
    packages = row.texts("packages")
    return "; ".join(map(_release, packages)) if packages else _spoken(row, "vintage", language, needed=False)


def _release(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:  # a checkout that runs without being installed
        return package


@cache
def _kinds(language: str) -> dict[str, Credit]:
    return {row.id: row for row in (_credit(one, language) for one in entries(TABLE.name, "id", _table()["added"]))}


def _added(one: Addition, language: str) -> Credit:
    kind, said = _kinds(language)[one.kind], words(language)
    fetched = one.source if is_address(one.source) else ""
    return Credit(
        f"{one.kind}:{one.name}", kind.role, kind.name.format(name=one.name), kind.what.format(rows=one.rows),
        said["not_stated"] if one.licence.strip().lower() in _NOT_STATED else one.licence, kind.address or fetched,
        said["added_on"].format(day=one.added.partition("T")[0]), bundled=False,
        origin=fetched or PurePath(one.source).name, sha256=one.sha256,
    )  # fmt: skip
