"""The tier of added outlines: their units as index entries, and laid over the bundled layers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geodata.errors import GazetteerError
from geodata.gazetteer.additions.registry import read_registry
from geodata.gazetteer.entries import Entry
from geodata.gazetteer.names import Form, usable_alternate
from geodata.gazetteer.packages import bare_name

if TYPE_CHECKING:
    import geopandas as gpd

LEVELS = {"admin1": 1, "admin2": 2}


def unit_entries(folder: Path) -> Iterator[Entry]:
    """Yield the units of all added outlines, the first level before the second."""
    for level in LEVELS:
        for feature in _features(folder, level):
            told, (lat, lon) = feature["properties"], feature["label"]
            kind: Literal["admin1", "admin2"] = "admin1" if told["level"] == 1 else "admin2"
            names = (told["name"], told["name_fr"], told["name_en"])
            entry = Entry(told["place_id"], told["name"], kind, lat, lon, *names[1:], told["country"], told["parent"])
            entry.source = f"boundaries:{told['country']}-{told['level']}"
            entry.add(names, Form.MAIN)
            entry.add(filter(usable_alternate, map(bare_name, names)), Form.ALIAS)
            yield entry


def overlay(bundled: gpd.GeoDataFrame, level: str, folder: Path) -> gpd.GeoDataFrame:
    """Return a layer in which the countries that the user added stand in place of the bundled ones.

    Parameters
    ----------
    bundled : GeoDataFrame
        EPSG:4326, with `country`.
    level : {"admin1", "admin2"}
    folder : Path
        The folder of additions.
    """
    import geopandas as gpd  # noqa: PLC0415 (half a second that extraction must not wait for)
    import pandas as pd  # noqa: PLC0415 (the same)

    features = list(_features(folder, level))
    if not features:
        return bundled
    added = gpd.GeoDataFrame.from_features(features, crs=bundled.crs)
    kept = bundled[~bundled["country"].isin(set(added["country"]))]
    whole = pd.concat([kept, added], ignore_index=True).sort_values("place_id", ignore_index=True)
    return gpd.GeoDataFrame(whole, crs=bundled.crs)


def _features(folder: Path, level: str) -> Iterator[dict[str, Any]]:
    for addition in read_registry(folder):
        if addition.kind == "boundaries" and addition.name.endswith(f"-{LEVELS[level]}"):
            path = folder / addition.file
            try:
                yield from json.loads(gzip.decompress(path.read_bytes()))["features"]
            except (OSError, EOFError, ValueError, KeyError) as error:
                raise GazetteerError(
                    f"{path} does not read ({error}).",
                    f"`liptako boundaries remove {addition.name}`, then add it again.",
                ) from error
