"""Add the user's outlines of regions or of cercles, provinces and departments, or take them away again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pycountry
import requests

from geodata.errors import GazetteerError
from geodata.gazetteer.additions.downloads import LARGEST, TIMEOUT, fetch, is_address
from geodata.gazetteer.additions.registry import Addition, file_digest, now, record
from geodata.gazetteer.additions.transaction import change
from geodata.gazetteer.boundaries.build import write_layer
from geodata.gazetteer.boundaries.fields import find_level, read_attributes
from geodata.gazetteer.boundaries.levels import Level, make_levels
from geodata.gazetteer.boundaries.reading import read_outlines

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries

Progress = Callable[[str, float], None]
GEOBOUNDARIES = "https://www.geoboundaries.org/api/current/gbOpen/{iso3}/ADM{level}/"
"""Where geoBoundaries (Runfola et al. 2020) answers with the address and licence of a country's outlines."""
NO_LICENCE = "not stated"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be added, as the user says it.

    Parameters
    ----------
    countries : tuple of str
        Alpha-2; empty takes all that the file holds.
    level : int or None
        1 or 2; None reads it from the file.
    layer, crs : str or None
        See ``reading.read_outlines``.
    mapping : mapping of str to str
        Role to column; see ``fields``.
    licence, vintage : str
        For the list of sources.
    """

    countries: tuple[str, ...] = ()
    level: int | None = None
    layer: str | None = None
    crs: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    licence: str = NO_LICENCE
    vintage: str = NO_LICENCE


def add_outlines(home: Path, origins: Sequence[str], wish: Wish, progress: Progress | None = None) -> list[Addition]:
    """Add outlines from files or addresses, all or none.

    Parameters
    ----------
    home : Path
        ``geodata.paths.home()``.
    origins : sequence of str
        Paths and addresses; empty asks geoBoundaries for the countries wished for.
    wish : Wish
    progress : callable or None

    Raises
    ------
    GazetteerError
        If a file cannot be had, does not read, or does not fit the level above. Then nothing has changed.
    """
    from geodata.boundaries import Boundaries  # noqa: PLC0415 - boundaries read additions too

    tell = progress or (lambda _text, _share: None)
    with _files(origins, wish, tell) as files, change(home, progress) as staged:
        added: list[Addition] = []
        for source, path, licence in files:
            tell(f"repairing {path.name}", 0.0)
            levels = _levels(path, wish, Boundaries(additions=staged))
            added += [_keep(level, staged, source, licence) for level in levels]
        return added


@contextmanager
def _files(origins: Sequence[str], wish: Wish, tell: Progress) -> Iterator[list[tuple[str, Path, str]]]:
    """Yield source, local path and licence of each file."""
    with tempfile.TemporaryDirectory(prefix="liptako-") as scratch:
        found = []
        published = [(address, wish.licence) for address in origins] or list(_published(wish))
        for number, (origin, licence) in enumerate(published):
            path = Path(origin).expanduser()
            if is_address(origin):
                folder = Path(scratch) / str(number)
                folder.mkdir()
                path = fetch(origin, folder, tell)
            found.append((origin, path, licence))
        yield found


def _published(wish: Wish) -> Iterator[tuple[str, str]]:
    """Ask geoBoundaries where each country's outlines are and under which licence."""
    for code in wish.countries:
        country = pycountry.countries.get(alpha_2=code)
        if country is None:
            raise GazetteerError(f"{code} is no country code.", "Two capital letters of ISO 3166-1 are needed (ML).")
        address = GEOBOUNDARIES.format(iso3=country.alpha_3, level=wish.level or 2)
        answer = _ask(address)
        if not is_address(str(answer.get("gjDownloadURL"))):
            raise GazetteerError(f"{address} names no file.", "Download the outlines yourself and give --from PATH.")
        yield str(answer["gjDownloadURL"]), f"{answer.get('boundaryLicense', NO_LICENCE)}, geoBoundaries"


def _ask(address: str) -> dict[str, Any]:
    try:
        with requests.get(address, timeout=TIMEOUT) as answer:
            if answer.ok and len(answer.content) < LARGEST:
                told: dict[str, Any] = answer.json()
                return told
            why = f"answered {answer.status_code}"
    except requests.JSONDecodeError:
        why = "answered something else than JSON"
    except requests.RequestException:
        why = "does not answer"
    raise GazetteerError(f"{address} {why}.", "Download the outlines elsewhere and give the file with --from PATH.")


def _levels(path: Path, wish: Wish, boundaries: Boundaries) -> list[Level]:
    frame = read_outlines(path, layer=wish.layer, crs=wish.crs, level=wish.level)
    level = wish.level or find_level(frame, path.name, wish.mapping)
    outlines = read_attributes(frame, path.name, level, wish.mapping)
    return make_levels(path.name, outlines, level, boundaries, wish.countries, wish.vintage)


def _keep(level: Level, staged: Path, source: str, licence: str) -> Addition:
    name = f"boundaries/{level.name}.geojson.gz"
    (staged / "boundaries").mkdir(exist_ok=True)
    (staged / name).unlink(missing_ok=True)
    write_layer(staged / name, level.features)
    addition = Addition("boundaries", level.name, name, source, now(), file_digest(staged / name), licence,
                        len(level.features), tuple(level.notes))  # fmt: skip
    record(staged, addition)
    return addition
