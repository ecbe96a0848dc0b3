"""GeoNames country files as they are published: 19 columns between tabs, as text, as zip, or a folder of either.

The columns are those of https://download.geonames.org/export/dump/readme.txt. What a file is called does not
matter: the country is read from its rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geodata.errors import GazetteerError
from geodata.gazetteer.additions.archives import checked_zip, read_member

COLUMNS = 19
BAD_SHARE, BAD_FEW = 0.01, 3
"""Rows with impossible coordinates or repeated ids are left out and named; with more of them the file is refused."""
SUFFIXES = {".txt", ".zip", ".tsv"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CODE = re.compile(r"[A-Z]{2}")
_NO_PLACES = {"readme.txt", "readme", "licence.txt", "license.txt"}
_AGAIN = "Download it again; https://download.geonames.org/export/dump/ has it as ML.zip, BF.zip ..."
_STATE = "PCL"  # PCLI is an independent state, PCLD a dependent territory; every published file has one
_NAMED = 5  # problems told in full


@dataclass(frozen=True, slots=True)
class Row:
    """One feature: the columns that are used, as they stand in the file."""

    number: int
    geonames_id: str
    name: str
    ascii_name: str
    alternates: str
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    country: str
    admin1: str
    admin2: str
    population: int


@dataclass(slots=True)
class CountryFile:
    """The rows of one country, and what was left out on the way."""

    country: str
    source: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_country_files(path: Path, wanted: Sequence[str] = ()) -> list[CountryFile]:
    """Read a text file, a zip file or a folder of them.

    Parameters
    ----------
    path : Path
    wanted : sequence of str
        Alpha-2 codes; rows of other countries are passed over. Empty takes what comes.

    Returns
    -------
    list of CountryFile
        One a country, in order of code.

    Raises
    ------
    GazetteerError
        If a file is missing, cut off, or no country file; a country that was wanted is not in it; or too many rows
        are unusable.
    """
    if not path.exists():
        raise GazetteerError(f"there is no {path}.", "Give a GeoNames country file (.txt or .zip) or a folder of them.")
    found: dict[str, CountryFile] = {}
    for name, data in _texts(path):
        for one in _by_country(name, data, wanted):
            known = found.get(one.country)
            if known is not None:
                raise GazetteerError(
                    f"{known.source} and {one.source} both hold {one.country}.",
                    "Leave only the newer one in the folder.",
                )
            found[one.country] = one
    missing = [code for code in wanted if code not in found]
    if missing:
        held = ", ".join(sorted(found)) or "none that was asked for"
        raise GazetteerError(
            f"{path} holds no rows of {', '.join(missing)} (it holds {held}).",
            "Give the country file of that country; its rows say which it is.",
        )
    return [found[code] for code in sorted(found)]


def _texts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of the tables in a file or folder."""
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES and not _is_readme(one.name))
        if not files:
            raise GazetteerError(f"the folder {path} holds no .txt or .zip file.", "Put GeoNames country files there.")
        for one in files:
            yield from _texts(one)
        return
    with path.open("rb") as handle:
        packed = handle.read(2) == b"PK"
    if not packed and path.suffix.lower() == ".zip":
        raise GazetteerError(f"{path.name} is no zip file.", _AGAIN)
    if not packed:
        yield path.name, path.read_bytes()
        return
    with checked_zip(path) as archive:
        members = [m for m in archive.infolist() if m.filename.lower().endswith(".txt") and not _is_readme(m.filename)]
        if not members:
            raise GazetteerError(f"{path.name} holds no country file (.txt).", _AGAIN)
        for member in members:
            yield f"{path.name}/{member.filename}", read_member(archive, member, path)


def _is_readme(name: str) -> bool:
    return name.rsplit("/", 1)[-1].lower() in _NO_PLACES


def _by_country(name: str, data: bytes, wanted: Sequence[str]) -> list[CountryFile]:
    files: dict[str, CountryFile] = {}
    notes: list[str] = []
    seen: dict[str, int] = {}
    for row in _rows(name, _decoded(name, data)):
        trouble = _trouble(row, seen)
        if trouble:
            notes.append(f"{name}, row {row.number}: {trouble}; left out")
            continue
        seen[row.geonames_id] = row.number
        if not wanted or row.country in wanted:
            files.setdefault(row.country, CountryFile(row.country, name, [], notes)).rows.append(row)
    _judge(name, notes, len(seen))
    for one in files.values():
        if not any(row.feature_code.startswith(_STATE) for row in one.rows):
            one.notes = [*notes, f"{name} has no row for {one.country} itself ({_STATE}I): it may be cut off"]
    if not wanted and len(files) > 1:
        raise GazetteerError(
            f"{name} holds rows of {len(files)} countries ({', '.join(sorted(files)[:8])} ...).",
            "Say which are to be added: liptako places add ML BF --from ...",
        )
    return list(files.values())


def _decoded(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        broken = data[: error.start].count(b"\n") + 1
        raise GazetteerError(f"{name}, row {broken}: not UTF-8 text.", _AGAIN) from error
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise GazetteerError(f"{name} is a web page, no country file.", _AGAIN)
    return text


def _rows(name: str, text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _row(name, number, line.rstrip("\r"))


def _judge(name: str, bad: list[str], good: int) -> None:
    """Refuse a file without rows, or with more unusable ones than slips explain."""
    if not good and not bad:
        raise GazetteerError(f"{name} is empty.", _AGAIN)
    if len(bad) > max(BAD_FEW, BAD_SHARE * (good + len(bad))) or not good:
        shown = ". ".join(bad[:_NAMED])
        raise GazetteerError(f"{name}: {len(bad)} of {good + len(bad)} rows cannot be used. {shown}.", _AGAIN)


def _row(name: str, number: int, line: str) -> Row:
    """Return a row; a wrong form is an error of the whole file."""
    cells = line.split("\t")
    where = f"{name}, row {number}"
    if len(cells) != COLUMNS:
        raise GazetteerError(
            f"{where}: {len(cells)} columns between tabs, where GeoNames has {COLUMNS}: the file is cut off or no "
            "country file.",
            _AGAIN,
        )
    if not cells[0].isascii() or not cells[0].isdecimal() or not _CODE.fullmatch(cells[8]):
        raise GazetteerError(
            f"{where}: id {cells[0][:20]!r} and country {cells[8][:20]!r}, where a number and two capital letters "
            "belong.",
            _AGAIN,
        )
    if not _DAY.fullmatch(cells[18]):
        raise GazetteerError(f"{where}: the last column is {cells[18][:20]!r}, no date: the file is cut off.", _AGAIN)
    try:
        lat, lon = float(cells[4]), float(cells[5])
        population = int(cells[14] or 0)
    except ValueError as error:
        raise GazetteerError(f"{where}: {error}.", _AGAIN) from None
    return Row(number, cells[0], cells[1].strip(), cells[2].strip(), cells[3], lat, lon, cells[6], cells[7], cells[8],
              cells[10], cells[11], min(max(population, 0), 2**32 - 1))  # fmt: skip


def _trouble(row: Row, seen: dict[str, int]) -> str:
    """Return what is wrong with the values of a row; empty if it can be used."""
    if row.geonames_id in seen:
        return f"id {row.geonames_id} stands already in row {seen[row.geonames_id]}"
    if not (-90 <= row.lat <= 90 and -180 <= row.lon <= 180):
        swapped = ", as if latitude and longitude were exchanged" if abs(row.lon) <= 90 else ""
        return f"latitude {row.lat}, longitude {row.lon} are out of range{swapped}"
    if row.lat == 0 and row.lon == 0:
        return "coordinates 0, 0 stand for none"
    return "" if row.name else "it has no name"
