"""What each outline of a file is called, by the attribute names of its publisher or the user's own mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pycountry
import yaml

from geodata.errors import GazetteerError

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

NAMES = Path(__file__).with_name("field_names.yaml")
ROLES = ("name", "name_fr", "name_en", "code", "id", "parent", "country", "level")
_NUMBERED = re.compile(r"(?:adm|admin|name_)([1-4])", re.IGNORECASE)
_LEVEL = re.compile(r"(?:adm|admin|admin_level_?)_?([0-4])", re.IGNORECASE)


@dataclass(slots=True)
class Outline:
    """One outline as its file describes it.

    Parameters
    ----------
    row : int
        From 1, for messages.
    country : str
        Alpha-2, or empty where the file does not say.
    parent : str
        Name of the unit above, as stated.
    """

    row: int
    geometry: BaseGeometry | None
    name: str
    name_fr: str
    name_en: str
    code: str
    id: str
    parent: str
    country: str


def read_mapping(pairs: list[str]) -> dict[str, str]:
    """Read ``name=COLUMN`` pairs.

    Raises
    ------
    GazetteerError
        If a pair has another form or role.
    """
    mapping = {}
    for pair in pairs:
        role, sign, column = pair.partition("=")
        if not sign or role not in ROLES or not column:
            raise GazetteerError(f"--field {pair}", f"is not ROLE=COLUMN; roles are {', '.join(ROLES)}.")
        mapping[role] = column
    return mapping


def find_level(frame: gpd.GeoDataFrame, file_name: str, mapping: Mapping[str, str]) -> int:
    """Tell from attributes or the file's name whether outlines are first (1) or second level (2).

    Raises
    ------
    GazetteerError
        If nothing says, or it is another level.
    """
    for found in _hints(frame, file_name, mapping):
        if len(found) == 1:
            (level,) = found
            if level not in {1, 2}:
                raise GazetteerError(
                    f"{file_name} holds level {level}.",
                    "Only levels 1 (regions) and 2 (cercles, provinces, departments) can be added.",
                )
            return level
    raise GazetteerError(
        f"{file_name} does not say which level its outlines are.",
        "Give --level 1 (regions) or --level 2 (cercles, provinces, departments).",
    )


def _hints(frame: gpd.GeoDataFrame, file_name: str, mapping: Mapping[str, str]) -> Iterator[set[int]]:
    """Yield the levels that values, the file's name and the names of columns speak of, the surest first."""
    column = _column(frame, "level", 0, mapping)
    said = {str(value) for value in frame[column].dropna()} if column else set()
    yield {int(match[1]) for value in said if (match := _LEVEL.search(value))}
    yield {int(match[1]) for match in _LEVEL.finditer(file_name)}
    columns = {int(match[1]) for name in frame.columns if (match := _NUMBERED.match(str(name)))}
    yield {max(columns)} if columns else set()


def read_attributes(frame: gpd.GeoDataFrame, file_name: str, level: int, mapping: Mapping[str, str]) -> list[Outline]:
    """Take from each row what is known of it.

    Raises
    ------
    GazetteerError
        If no column holds names, a mapped column is missing, or a row has no name.
    """
    columns = {role: _column(frame, role, level, mapping) for role in ROLES}
    if columns["name"] is None:
        listed = ", ".join(str(name) for name in frame.columns if name != frame.geometry.name)
        raise GazetteerError(
            f"{file_name}: no column is known to hold the names (it has {listed}).", "Say which: --field name=COLUMN."
        )
    found = []
    blank = [None] * len(frame)
    cells = {role: list(frame[column]) if column else blank for role, column in columns.items()}
    for row, shape in enumerate(frame.geometry, 1):
        told = {role: _text(values[row - 1]) for role, values in cells.items()}
        name = told["name"] or told["name_fr"] or told["name_en"]
        if not name:
            raise GazetteerError(
                f"{file_name}, feature {row}: {columns['name']} is empty.",
                "Name it, or take another column: --field name=COLUMN.",
            )
        found.append(Outline(row, shape, name, told["name_fr"] or name, told["name_en"] or name,
                             told["code"], told["id"], told["parent"], _alpha2(told["country"])))  # fmt: skip
    return found


def _column(frame: gpd.GeoDataFrame, role: str, level: int, mapping: Mapping[str, str]) -> str | None:
    present = {str(name).lower(): str(name) for name in frame.columns if name != frame.geometry.name}
    if role in mapping:
        if mapping[role].lower() not in present:
            raise GazetteerError(
                f"--field {role}={mapping[role]}: there is no such column.", f"There are {', '.join(present.values())}."
            )
        return present[mapping[role].lower()]
    options = (name.format(n=level, up=level - 1).lower() for name in _table()[role])
    return next((present[name] for name in options if name in present), None)


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    return table


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value).strip()


def _alpha2(code: str) -> str:
    """Return alpha-2 of an alpha-2 or alpha-3 code; empty for anything else."""
    if len(code) not in {2, 3}:
        return ""
    wanted = code.upper()
    found = pycountry.countries.get(alpha_2=wanted) or pycountry.countries.get(alpha_3=wanted)
    return found.alpha_2 if found else ""
