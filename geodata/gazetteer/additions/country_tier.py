"""The tier of GeoNames country files: kept rows, the units they were joined to, and the index entries made of them."""

from __future__ import annotations

import csv
import gzip
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from geodata.errors import GazetteerError
from geodata.gazetteer.additions.geonames_files import BAD_FEW, BAD_SHARE, CountryFile, Row
from geodata.gazetteer.additions.registry import Addition, digest, file_digest, now, read_registry, record, units_path
from geodata.gazetteer.additions.units import Units, assign_units, far_from, latin_names
from geodata.gazetteer.entries import Entry
from geodata.gazetteer.names import Form, usable_alternate
from geodata.gazetteer.packages import bare_name
from geodata.model import PlaceKind

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries

LICENCE = "CC BY 4.0, GeoNames (https://www.geonames.org)"
CODES = Path(__file__).with_name("feature_codes.csv")
_UNITS_FORM = "1"
_SHRUNK = 0.5  # of the rows of the file that would be replaced


def keep_country(file: CountryFile, source: str, folder: Path, boundaries: Boundaries) -> Addition:
    """Write the rows of a country into the folder of additions and note them in the register.

    Parameters
    ----------
    file : CountryFile
    source : str
        Address or path, as the user gave it.
    folder : Path
        The staged folder of additions.
    boundaries : Boundaries
        With which the rows are checked.

    Raises
    ------
    GazetteerError
        If many rows lie outside of the country, or the file has far fewer rows than the one that it would replace.
    """
    _check_places(file, boundaries)
    _check_size(file, folder)
    name = f"places/{file.country}.tsv.gz"
    (folder / "places").mkdir(exist_ok=True)
    _write_table(folder / name, [[str(getattr(row, column)) for column in Row.__slots__] for row in file.rows])
    addition = Addition("places", file.country, name, source, now(), file_digest(folder / name), LICENCE,
                        len(file.rows), tuple(file.notes))  # fmt: skip
    record(folder, addition)
    return addition


def _check_places(file: CountryFile, boundaries: Boundaries) -> None:
    # A river's one coordinate is its mouth, which may lie in another country.
    far, swapped = far_from(file.country, [row.lat for row in file.rows], [row.lon for row in file.rows], boundaries)
    notes = [
        _far_note(file, row, back)
        for row, out, back in zip(file.rows, far, swapped, strict=True)
        if out and not _flows(row)
    ]
    if len(notes) > max(BAD_FEW, BAD_SHARE * len(file.rows)) or len(notes) == len(file.rows):
        raise GazetteerError(
            f"{file.source}: {len(notes)} of {len(file.rows)} rows lie outside of {file.country}. "
            f"{'. '.join(notes[:3])}.",
            "Download it again.",
        )
    file.rows = [row for row, out in zip(file.rows, far, strict=True) if not out or _flows(row)]
    file.notes = [*file.notes, *notes]


def _flows(row: Row) -> bool:
    return _kind(row.feature_class, row.feature_code) == "river"


def _far_note(file: CountryFile, row: Row, swapped: bool) -> str:
    why = "latitude and longitude seem exchanged" if swapped else "that is far outside of the country"
    return f"{file.source}, row {row.number}: {row.name} at {row.lat}, {row.lon}: {why}; left out"


def _check_size(file: CountryFile, folder: Path) -> None:
    before = next((a for a in read_registry(folder) if (a.kind, a.name) == ("places", file.country)), None)
    if before is not None and len(file.rows) < _SHRUNK * before.rows:
        raise GazetteerError(
            f"{file.source} has {len(file.rows):,} rows of {file.country}, the file added before has "
            f"{before.rows:,}: it may be cut off.",
            f"Download it again; if the smaller one is meant, `liptako places remove {file.country}` first.",
        )


def join_units(folder: Path, boundaries: Boundaries) -> None:
    """Join every kept row to its unit, unless it is joined to these outlines already.

    Parameters
    ----------
    folder : Path
        The staged folder of additions.
    boundaries : Boundaries
        Bundled outlines with those of `folder`.
    """
    version = _units_version(folder, boundaries.folder)
    for addition in read_registry(folder):
        if addition.kind == "places" and _units(folder, addition, version) is None:
            rows = _rows(folder, addition)
            units = assign_units(addition.name, rows, boundaries)
            owns = (units.divisions.get(row.geonames_id, "") for row in rows)
            lines = [
                [parent, own and row.geonames_id, own]
                for row, parent, own in zip(rows, units.parents, owns, strict=True)
            ]
            _write_table(units_path(folder / addition.file), [[version, addition.sha256], *lines])


def country_entries(folder: Path) -> Iterator[Entry]:
    """Yield the places of all country files, divisions of a country first."""
    additions = [one for one in read_registry(folder) if one.kind == "places"]
    if not additions:
        return
    from geodata.boundaries import GAZETTEER, Boundaries  # noqa: PLC0415 - boundaries read additions too

    version = _units_version(folder, GAZETTEER)
    for addition in additions:
        rows = _rows(folder, addition)
        units = _units(folder, addition, version)
        if units is None:  # another release of the program has other outlines or rules
            units = assign_units(addition.name, rows, Boundaries(additions=folder))
        pairs = sorted(zip(rows, units.parents, strict=True), key=lambda pair: pair[0].feature_class != "A")
        for row, parent in pairs:
            entry = _entry(row, parent, units)
            if entry is not None:
                yield entry


def _entry(row: Row, parent: str, units: Units) -> Entry | None:
    kind = _kind(row.feature_class, row.feature_code)
    if kind is None:
        return None
    place_id = units.divisions.get(row.geonames_id, f"gn:{row.geonames_id}")
    above = parent if parent != place_id else row.country
    entry = Entry(place_id, row.name, kind, row.lat, row.lon, row.name, row.name, row.country, above, row.population,
                  0, f"geonames:{row.country}")  # fmt: skip
    division = kind in {"admin1", "admin2", "admin3"}
    # Wells, hills and woods bear the names of villages and common words: such a name is not believed as readily.
    entry.add([row.name], Form.MAIN if division or kind == "settlement" else Form.ALTERNATE)
    names = [row.name, *latin_names(row)]
    entry.add(names[1:], Form.ALIAS if kind == "admin1" else Form.ALTERNATE)
    if division:
        bare = filter(usable_alternate, map(bare_name, names))  # not "I" of "Region I"
        entry.add(bare, Form.ALIAS if kind == "admin1" else Form.ALTERNATE)
    return entry


def _kind(feature_class: str, code: str) -> PlaceKind | None:
    kinds = _kinds()
    found = kinds.get((feature_class, code), kinds.get((feature_class, "*"), ""))
    return cast(PlaceKind, found) if found else None


@cache
def _kinds() -> dict[tuple[str, str], str]:
    with CODES.open(encoding="utf-8", newline="") as lines:
        return {(row["class"], row["code"]): row["kind"] for row in csv.DictReader(x for x in lines if x[0] != "#")}


def _units_version(folder: Path, bundled: Path) -> str:
    own = hashlib.sha256(_UNITS_FORM.encode())
    for level in ("countries", "admin1", "admin2"):
        own.update((bundled / "boundaries" / f"{level}.geojson.gz").read_bytes())
    return own.hexdigest()[:16] + digest(folder, "boundaries")


def _units(folder: Path, addition: Addition, version: str) -> Units | None:
    path = units_path(folder / addition.file)
    if not path.is_file():
        return None
    head, *lines = _read_table(path)
    if head != [version, addition.sha256] or len(lines) != addition.rows:
        return None
    return Units([parent for parent, _, _ in lines], {number: own for _, number, own in lines if own})


def _rows(folder: Path, addition: Addition) -> list[Row]:
    path = folder / addition.file
    try:
        return [_parsed(cells) for cells in _read_table(path)]
    except (OSError, ValueError, IndexError, EOFError) as error:
        raise GazetteerError(
            f"{path} does not read ({error}).", f"`liptako places add {addition.name}` again."
        ) from error


def _parsed(cells: list[str]) -> Row:
    number, geonames_id, name, ascii_name, alternates, lat, lon, *words, population = cells
    return Row(int(number), geonames_id, name, ascii_name, alternates, float(lat), float(lon),
               words[0], words[1], words[2], words[3], words[4], int(population))  # fmt: skip


def _write_table(path: Path, lines: list[list[str]]) -> None:
    """Write lines of cells between tabs, always as a new file: the old one may be linked to from the folder in use."""
    path.unlink(missing_ok=True)
    text = "".join("\t".join(cell.replace("\t", " ") for cell in line) + "\n" for line in lines)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=6, mtime=0))


def _read_table(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in gzip.decompress(path.read_bytes()).decode().split("\n")[:-1]]
