"""Add and remove tiers of places: what the commands call."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import GazetteerError
from geodata.gazetteer.additions import FOLDER
from geodata.gazetteer.additions.country_tier import keep_country
from geodata.gazetteer.additions.downloads import fetch, file_name, is_address, links
from geodata.gazetteer.additions.geonames_files import SUFFIXES, CountryFile, read_country_files
from geodata.gazetteer.additions.own_table import SUFFIXES as TABLE_SUFFIXES
from geodata.gazetteer.additions.own_table import OwnPlace, read_own_table
from geodata.gazetteer.additions.registry import Addition, Kind, file_digest, forget, now, read_registry, record
from geodata.gazetteer.additions.transaction import Progress, change
from geodata.gazetteer.additions.units import far_from

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries

GEONAMES = "https://download.geonames.org/export/dump/"
"""Where GeoNames publishes its country files each day, as ML.zip, BF.zip ...; CC BY 4.0."""
OWN_LICENCE = "the user's own"


def add_countries(
    home: Path, countries: Sequence[str], origin: str | None = None, progress: Progress | None = None
) -> list[Addition]:
    """Add GeoNames country files, all or none.

    Parameters
    ----------
    home : Path
        ``geodata.paths.home()``.
    countries : sequence of str
        Alpha-2 codes; may be empty if `origin` is a path or the address of one file.
    origin : str or None
        A file, zip or folder; the address of a file; or that of a folder that serves them. None is `GEONAMES`.
    progress : callable or None

    Raises
    ------
    GazetteerError
        If a file cannot be had or does not hold. Then nothing has changed.
    """
    with _country_files(countries, origin or GEONAMES, progress) as files, change(home, progress) as staged:
        boundaries = _boundaries(staged)
        return [keep_country(file, source, staged, boundaries) for source, file in files]


@contextmanager
def _country_files(
    countries: Sequence[str], origin: str, progress: Progress | None
) -> Iterator[list[tuple[str, CountryFile]]]:
    if not is_address(origin):
        path = Path(origin).expanduser()
        yield [(str(path), file) for file in read_country_files(path, countries)]
        return
    with tempfile.TemporaryDirectory(prefix="liptako-") as scratch:
        found = []
        for number, (address, wanted) in enumerate(_addresses(countries, origin)):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            file = fetch(address, folder, progress)
            found += [(address, one) for one in read_country_files(file, wanted)]
        yield found


def _addresses(countries: Sequence[str], origin: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the addresses to fetch and the countries that are wanted from each."""
    if Path(file_name(origin)).suffix.lower() in SUFFIXES:
        yield origin, list(countries)
        return
    if not countries:
        raise GazetteerError(f"{origin} is a folder.", "Say which countries are to be added, such as ML BF NE.")
    base = origin if origin.endswith("/") else origin + "/"
    served = [] if base == GEONAMES else [one for one in links(base) if Path(file_name(one)).suffix.lower() in SUFFIXES]
    for code in countries:
        named = [one for one in served if file_name(one).upper().startswith(code)]
        yield named[0] if named else f"{base}{code}.zip", [code]


def add_table(home: Path, path: Path, progress: Progress | None = None) -> Addition:
    """Add a user's own table; one of the same name is replaced.

    Raises
    ------
    GazetteerError
        If a row is wrong or names a place that is not known. Then nothing has changed.
    """
    if path.suffix.lower() not in TABLE_SUFFIXES:
        raise GazetteerError(
            f"{path.name} is neither CSV nor GeoJSON.", f"Give one of {', '.join(sorted(TABLE_SUFFIXES))}."
        )
    rows = read_own_table(path)
    with change(home, progress, lambda index: _check_known(rows, index)) as staged:
        _check_homes(rows, staged)
        name = f"tables/{path.stem}{path.suffix.lower()}"
        (staged / "tables").mkdir(exist_ok=True)
        (staged / name).unlink(missing_ok=True)
        shutil.copyfile(path, staged / name)
        addition = Addition(
            "table", path.stem, name, str(path), now(), file_digest(staged / name), OWN_LICENCE, len(rows)
        )
        record(staged, addition)
    return addition


def _check_homes(rows: list[OwnPlace], staged: Path) -> None:
    """Refuse rows that lie far outside of the country that they name."""
    boundaries = _boundaries(staged)
    placed = [row for row in rows if row.country and row.lat is not None]
    problems = []
    for row in placed:
        far, swapped = far_from(row.country or "", [row.lat or 0.0], [row.lon or 0.0], boundaries)
        if far[0]:
            why = "lat and lon seem exchanged" if swapped[0] else f"that is far outside of {row.country}"
            problems.append(f"{row.where}: {row.name} at lat {row.lat}, lon {row.lon}: {why}")
    if problems:
        raise GazetteerError(". ".join(problems[:5]) + ".", "Correct these rows; nothing was added.")


def _check_known(rows: list[OwnPlace], index: Path) -> None:
    """Refuse corrections of places that the fresh index does not have."""
    from geodata.gazetteer.index import Gazetteer  # noqa: PLC0415 - the index is built of additions

    gazetteer = Gazetteer(index)
    lost = [row for row in rows if row.place_id and gazetteer.get(row.place_id) is None]
    if lost:
        shown = ", ".join(f"{row.where}: {row.place_id}" for row in lost[:5])
        raise GazetteerError(
            f"no place has the place_id in {shown}.", "Find it with `liptako places search`, or give name, lat and lon."
        )


def _means(name: str, one: Addition) -> bool:
    country = one.name.rpartition("-")[0] if one.kind == "boundaries" else ""
    return name.upper() in {one.name.upper(), country}


def remove_additions(
    home: Path, kinds: Sequence[Kind], names: Sequence[str], progress: Progress | None = None
) -> list[str]:
    """Take added tiers away again, all or none; return their names.

    Parameters
    ----------
    home : Path
    kinds : sequence of {"places", "table", "boundaries"}
    names : sequence of str
        As registered; a country's code also means its outlines of both levels (``ML`` for ``ML-1`` and ``ML-2``).

    Raises
    ------
    GazetteerError
        If one of them was never added; the message lists what was.
    """
    held = [one for one in read_registry(home / FOLDER) if one.kind in kinds]
    chosen: list[Addition] = []
    for name in names:
        meant = [one for one in held if _means(name, one)]
        if not meant:
            known = ", ".join(one.name for one in held) or "nothing"
            raise GazetteerError(f"{name} was not added.", f"Added: {known}.")
        chosen += meant
    with change(home, progress) as staged:
        for one in chosen:
            forget(staged, one.kind, one.name)
    return [one.name for one in chosen]


def _boundaries(staged: Path) -> Boundaries:
    from geodata.boundaries import Boundaries  # noqa: PLC0415 - boundaries read additions too

    return Boundaries(additions=staged)
