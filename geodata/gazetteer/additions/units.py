"""Where added places lie: each row's unit by one spatial join, and GeoNames' own divisions under our ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.folding import key
from geodata.gazetteer.additions.geonames_files import Row
from geodata.gazetteer.entries import slug
from geodata.gazetteer.names import usable_alternate
from geodata.gazetteer.packages import bare_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geodata.boundaries import Boundaries

FAR_DEGREES = 1.0
"""A row that lies farther than this outside of its country's box is misplaced (border points and coasts lie nearer)."""


@dataclass(slots=True)
class Units:
    """What the outlines and GeoNames' codes say of rows of one country.

    Parameters
    ----------
    parents : list of str
        For each row the id of the smallest unit that holds it.
    divisions : dict of str to str
        GeoNames id of a first- or second-level division to our id for it.
    """

    parents: list[str]
    divisions: dict[str, str]


def assign_units(country: str, rows: Sequence[Row], boundaries: Boundaries) -> Units:
    """Find the unit of every row and the ids of the divisions among them.

    Parameters
    ----------
    country : str
        Alpha-2 code of all rows.
    rows : sequence of Row
    boundaries : Boundaries

    Notes
    -----
    The outlines decide where a place lies. Where they have no second level, the place's own second-level code does, if
    that division lies in the same region; a second-level outline of another vintage than the first level's counts only
    where region or code agree with it; where a point falls beyond the generalised border, its first-level code does.
    """
    states, first, second = boundaries.locate_many([row.lat for row in rows], [row.lon for row in rows])
    regions: list[str | None] = [unit if state == country else None for state, unit in zip(states, first, strict=True)]
    by_code = _majority(rows, regions)
    regions = [unit or by_code.get(row.admin1) for unit, row in zip(regions, rows, strict=True)]
    holder = dict(zip(boundaries.admin2["place_id"], boundaries.admin2["parent"], strict=True))
    divisions = _divisions(country, rows, regions, boundaries)
    cercles = {
        row.admin2: (divisions[row.geonames_id], region)
        for row, region in zip(rows, regions, strict=True)
        if row.feature_code == "ADM2" and row.geonames_id in divisions and row.admin2
    }
    parents = []
    for row, state, region, lowest in zip(rows, states, regions, second, strict=True):
        coded = cercles.get(row.admin2)
        fits = state == country and holder.get(lowest) in {region, by_code.get(row.admin1)}
        cercle = lowest if fits else None
        if cercle is None and coded is not None and coded[1] == region:
            cercle = coded[0]
        parents.append(_above(row, divisions.get(row.geonames_id), country, region, cercle))
    return Units(parents, divisions)


def _above(row: Row, own: str | None, country: str, region: str | None, cercle: str | None) -> str:
    if row.feature_code == "ADM1":
        return country
    if row.feature_code == "ADM2":
        return own.rpartition(".")[0] if own and "." in own else region or country
    return cercle or region or country


def _majority(rows: Sequence[Row], regions: Sequence[str | None]) -> dict[str, str]:
    """Return for each first-level code of GeoNames the unit in which most of its rows lie."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row, region in zip(rows, regions, strict=True):
        if region and row.admin1:
            votes[row.admin1][region] += 1
    return {code: counts.most_common(1)[0][0] for code, counts in votes.items()}


def _divisions(
    country: str, rows: Sequence[Row], regions: Sequence[str | None], boundaries: Boundaries
) -> dict[str, str]:
    """Give first- and second-level divisions the ids of units of the same name, or new ids after the same scheme."""
    bundled = {"ADM1": _by_name(boundaries, "admin1", country), "ADM2": _by_name(boundaries, "admin2", country)}
    found: dict[str, str] = {}
    for row, region in zip(rows, regions, strict=True):
        if row.feature_code not in bundled:
            continue
        names = [key(bare_name(name) or name) for name in (row.name, *row.alternates.split(","))]
        twin = next((bundled[row.feature_code][name] for name in names if name in bundled[row.feature_code]), None)
        if twin is not None:
            found[row.geonames_id] = twin
        elif row.feature_code == "ADM2":
            found[row.geonames_id] = f"{region or country}.{slug(bare_name(row.name) or row.name)}"
    return found


def _by_name(boundaries: Boundaries, level: str, country: str) -> dict[str, str]:
    frame = boundaries.admin1 if level == "admin1" else boundaries.admin2
    own = frame[frame["country"] == country]
    pairs = ((own[column], own["place_id"]) for column in ("name", "name_fr", "name_en"))
    return {key(str(name)): str(unit) for names, units in pairs for name, unit in zip(names, units, strict=True)}


def far_from(
    country: str, lats: Sequence[float], lons: Sequence[float], boundaries: Boundaries
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell which points lie far outside of a country, and which of them would be at home with lat and lon exchanged.

    Parameters
    ----------
    country : str
        Alpha-2 code; nothing is far from a country without an outline.
    lats, lons : sequence of float, shape (n,)
        WGS 84 degrees.
    boundaries : Boundaries

    Returns
    -------
    tuple of two bool arrays, shape (n,)
    """
    lat, lon = np.asarray(lats, dtype=float), np.asarray(lons, dtype=float)
    own = boundaries.countries[boundaries.countries["place_id"] == country]
    if own.empty:
        return np.zeros(lat.shape, dtype=bool), np.zeros(lat.shape, dtype=bool)
    west, south, east, north = own.total_bounds + np.array([-1, -1, 1, 1]) * FAR_DEGREES

    def home(y: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.bool_]:
        inside: NDArray[np.bool_] = (y > south) & (y < north) & (x > west) & (x < east)
        return inside

    far = ~home(lat, lon)
    return far, far & home(lon, lat)


def latin_names(row: Row) -> list[str]:
    """Return the alternate names of a row that a French or English text could have."""
    return [name for name in row.alternates.split(",") if usable_alternate(name.strip())]
