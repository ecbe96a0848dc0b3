"""From outlines as a file has them to units with ids: checked against the country and the level above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import mapping

from geodata.errors import GazetteerError
from geodata.folding import key
from geodata.gazetteer.boundaries.identity import Known
from geodata.gazetteer.boundaries.repair import LOST, changed, fit_together, mended
from geodata.gazetteer.packages import bare_name

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geodata.boundaries import Boundaries
    from geodata.gazetteer.boundaries.fields import Outline

INSIDE = 0.6
"""Least share of a unit's area that must lie in its country: borders differ between publishers, but not that much."""
WHOLE = 0.9
"""A level that covers less of its country than this may be cut off."""
FAIR = 0.15
"""Least share of a unit that lies in a region that the file states to hold it."""
TOUCHES = 0.01
"""Least share of a unit that lies in the region under which it is known."""
_SHOWN = 5


@dataclass(slots=True)
class Level:
    """The units of one country and level, ready to be kept; `name` is ``ML-2``."""

    country: str
    level: int
    features: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Country and level."""
        return f"{self.country}-{self.level}"


def make_levels(
    file: str, outlines: list[Outline], level: int, boundaries: Boundaries, wanted: Sequence[str], vintage: str
) -> list[Level]:
    """Repair, check and name the outlines of a file.

    Parameters
    ----------
    file : str
        Its name, for messages.
    outlines : list of Outline
        WGS 84, lon and lat.
    level : int
        1 or 2.
    boundaries : Boundaries
        The outlines in use, which have the level above.
    wanted : sequence of str
        Alpha-2 codes to keep; empty keeps all.
    vintage : str

    Returns
    -------
    list of Level
        One a country.

    Raises
    ------
    GazetteerError
        If an outline is empty or lies elsewhere, an id stands twice, or a wanted country is not in the file.
    """
    notes: list[str] = []
    whole = _one_each(file, outlines, notes)
    _assign_countries(file, whole, boundaries, wanted)
    groups: defaultdict[str, list[Outline]] = defaultdict(list)
    for outline in whole:
        groups[outline.country].append(outline)
    missing = [code for code in wanted if code not in groups]
    if missing:
        shapes = dict(zip(boundaries.countries["place_id"], boundaries.countries.geometry, strict=True))
        held = f"it holds {', '.join(sorted(groups))}{_swapped(whole[0], missing, shapes)}"
        raise GazetteerError(
            f"{file} holds no outlines of {', '.join(missing)} ({held}).",
            "Give the file of that country, with coordinates as lon, lat.",
        )
    chosen = sorted(code for code in groups if not wanted or code in wanted)
    return [_level(file, code, level, groups[code], boundaries, vintage, notes) for code in chosen]


def _one_each(file: str, outlines: list[Outline], notes: list[str]) -> list[Outline]:
    """Mend outlines and join those that are one unit in several features."""
    found: dict[str, Outline] = {}
    for outline in outlines:
        where = f"{file}, feature {outline.row} ({outline.name})"
        if outline.geometry is not None and not outline.geometry.is_valid:
            notes.append(f"{where}: {shapely.is_valid_reason(outline.geometry)}; repaired")
        outline.geometry = mended(outline.geometry)
        if outline.geometry.is_empty:
            raise GazetteerError(f"{where} has no area.", "Outlines must be polygons; correct or remove that feature.")
        known = found.get(outline.id) if outline.id else None
        if known is None:
            found[outline.id or f"row {outline.row}"] = outline
        elif known.name == outline.name and known.geometry is not None:
            known.geometry = shapely.union(known.geometry, outline.geometry)
            notes.append(f"{where} has the id of feature {known.row}; joined to it")
        else:
            raise GazetteerError(
                f"{where} has the id {outline.id} of feature {known.row} ({known.name}).",
                "Give each unit its own id, or name another column: --field id=COLUMN.",
            )
    return list(found.values())


def _assign_countries(file: str, outlines: list[Outline], boundaries: Boundaries, wanted: Sequence[str]) -> None:
    """Take the stated country, or the one that an outline lies in; refuse outlines that lie elsewhere."""
    points = shapely.point_on_surface([outline.geometry for outline in outlines])
    located, _, _ = boundaries.locate_many(shapely.get_y(points), shapely.get_x(points))
    shapes = dict(zip(boundaries.countries["place_id"], boundaries.countries.geometry, strict=True))
    problems = []
    for outline, here, point in zip(outlines, located, points, strict=True):
        outline.country = outline.country or (wanted[0] if len(wanted) == 1 and here is None else here or "")
        country = shapes.get(outline.country)
        share = 0.0 if country is None else _share(outline, country)
        if share < INSIDE and (not wanted or outline.country in wanted):
            problems.append(
                f"feature {outline.row} ({outline.name}) lies at lat {point.y:.2f}, lon {point.x:.2f}, "
                f"{share:.0%} in {outline.country or 'any country'}{_swapped(outline, wanted, shapes)}"
            )
    if problems:
        raise GazetteerError(
            f"{file}: {'; '.join(problems[:_SHOWN])}.",
            "Check its coordinate system (--crs) and that coordinates stand as lon, lat.",
        )


def _share(outline: Outline, holder: BaseGeometry) -> float:
    if outline.geometry is None:
        return 0.0
    return float(shapely.intersection(outline.geometry, holder).area / outline.geometry.area)


def _swapped(outline: Outline, wanted: Sequence[str], shapes: dict[str, BaseGeometry]) -> str:
    turned = mended(shapely.transform(outline.geometry, lambda xy: xy[:, ::-1]))
    for code in wanted or ([outline.country] if outline.country else []):
        if code in shapes and shapely.intersection(turned, shapes[code]).area > INSIDE * turned.area:
            return f"; with lat and lon exchanged it would be in {code}"
    return ""


def _level(
    file: str, country: str, level: int, outlines: list[Outline], boundaries: Boundaries, vintage: str, notes: list[str]
) -> Level:
    made = Level(country, level, notes=list(notes))
    shapes = [outline.geometry for outline in outlines if outline.geometry is not None]
    fitted = fit_together(shapes)
    for outline, share in zip(outlines, changed(shapes, fitted), strict=True):
        if share > LOST:
            made.notes.append(
                f"{file}, feature {outline.row} ({outline.name}): area changed by {share:.0%} where it overlapped "
                "its neighbours"
            )
    _check_whole(file, made, fitted, boundaries)
    known, taken = Known(country, level, boundaries), set[str]()
    parents = [country] * len(outlines) if level == 1 else _parents(file, made, outlines, fitted, boundaries, known)
    for outline, shape, parent in zip(outlines, fitted, parents, strict=True):
        place_id = known.id_of(outline, parent, taken)
        taken.add(place_id)
        made.features.append(_feature(outline, shape, place_id, parent, level, vintage))
    lost = ", ".join(f"{name} ({place_id})" for place_id, name in known.outlined.items() if place_id not in taken)
    if lost:
        made.notes.append(f"{file} has no {lost}, which the outlines in use have; they are replaced as a whole")
    return made


def _check_whole(file: str, made: Level, shapes: NDArray[np.object_], boundaries: Boundaries) -> None:
    countries = boundaries.countries
    own = countries.geometry[countries["place_id"] == made.country].iloc[0]
    share = shapely.intersection(shapely.union_all(shapes), own).area / own.area
    if share < WHOLE:
        made.notes.append(f"{file} covers {share:.0%} of {made.country}: it may be cut off")


def _parents(
    file: str,
    made: Level,
    outlines: list[Outline],
    shapes: NDArray[np.object_],
    boundaries: Boundaries,
    known: Known,
) -> list[str]:
    """Return for each unit its region, and tell where the file states another.

    It is the region under which the unit is known, if that holds a little of it; else the one that the file states, if
    that holds a fair part; else the one that holds most. (Cercles drawn before Taoudénit was made a region reach far
    into it and still are not its own.)
    """
    frame = boundaries.admin1[boundaries.admin1["country"] == made.country]
    if frame.empty:
        return [made.country] * len(outlines)
    holders, ids = frame.geometry.to_numpy(), list(frame["place_id"])
    names = [{_plain(row[column]) for column in ("name", "name_fr", "name_en")} for _, row in frame.iterrows()]
    found = []
    for outline, shape in zip(outlines, shapes, strict=True):
        shares = shapely.area(shapely.intersection(holders, shape)) / shape.area
        usual, stated = known.parents_of(outline), _plain(outline.parent)
        fair = [at for at, share in enumerate(shares) if share > FAIR]
        best = next((at for at, share in enumerate(shares) if {ids[at]} == usual and share > TOUCHES), None)
        if best is None:
            best = next((at for at in fair if stated and stated in names[at]), int(np.argmax(shares)))
        found.append(str(ids[best]))
        if stated and stated not in names[best]:
            made.notes.append(
                f"{file}, feature {outline.row} ({outline.name}): said to be in {outline.parent}, "
                f"put under {frame['name'].iloc[best]}"
            )
    return found


def _plain(name: str) -> str:
    return key(bare_name(name) or name)


def _feature(
    outline: Outline, shape: BaseGeometry, place_id: str, parent: str, level: int, vintage: str
) -> dict[str, Any]:
    point = shapely.point_on_surface(shape)
    names = {"name": outline.name, "name_fr": outline.name_fr, "name_en": outline.name_en}
    properties = {"place_id": place_id, **names, "country": outline.country, "level": level, "parent": parent,
                  "vintage": vintage, "approximate": False, "dashed": False, "note": ""}  # fmt: skip
    label = [round(point.y, 4), round(point.x, 4)]
    return {"type": "Feature", "properties": properties, "label": label, "geometry": mapping(shape)}
