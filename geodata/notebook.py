"""The store from Python: `geodata.open().view(region="Gao").to_gdf()`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.addresses import read_address
from geodata.boundaries import load_boundaries
from geodata.errors import ViewError
from geodata.export import Exported, Unit, frame
from geodata.export import export as write_export
from geodata.gazetteer import open_gazetteer
from geodata.model import ViewSpec
from geodata.publication import Publication, find_region, prepare, read_period
from geodata.snapshot import format_of, render
from geodata.store import Store
from geodata.writing import check_free, write_whole

if TYPE_CHECKING:
    import datetime as dt

    import geopandas as gpd

    from geodata.boundaries import Boundaries
    from geodata.gazetteer import Gazetteer
    from geodata.model import Counts, EventView, Layers, View


class Notebook:
    """A store, opened to be asked.

    Parameters
    ----------
    store : Store
    gazetteer : Gazetteer
    boundaries : Boundaries
    """

    def __init__(self, store: Store, gazetteer: Gazetteer, boundaries: Boundaries) -> None:
        self.store, self.gazetteer, self.boundaries = store, gazetteer, boundaries

    def view(self, address: str = "", *, region: str = "", period: str = "", **fields: Any) -> NotebookView:
        """Return what is seen of the store.

        Parameters
        ----------
        address : str
            Of a view, copied from the browser; what else is given changes parts of it.
        region : str
            Country, region, area or town by name in any spelling, or by id.
        period : str
            2025, 2025-Q1, 2025-03, or two of these: 2024..2025-06.
        **fields
            Fields of `geodata.model.ViewSpec`, such as ``layers=frozenset({"incident"})``.

        Raises
        ------
        ViewError
            If region, period, address or a field make no sense.
        """
        spec = self._spec(address, fields)
        changes: dict[str, Any] = {}
        if region:
            changes["scope"] = find_region(self.gazetteer, region)
        if period:
            changes["start"], changes["end"] = read_period(period)
        return NotebookView(self._prepared(_replaced(spec, changes)), self.store)

    def _spec(self, address: str, fields: dict[str, Any]) -> ViewSpec:
        return _replaced(read_address(address) if address else ViewSpec(), fields)

    def _prepared(self, spec: ViewSpec) -> Publication:
        return prepare(self.store, spec, self.gazetteer, self.boundaries, digest=self.store.digest())

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Notebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class NotebookView:
    """A view, to be counted, read, drawn and written."""

    def __init__(self, ready: Publication, store: Store) -> None:
        self.publication, self.store = ready, store

    @property
    def view(self) -> View:
        """The view itself."""
        return self.publication.view

    @property
    def layers(self) -> Layers:
        """The marks that are drawn of it."""
        return self.publication.layers

    @property
    def counts(self) -> Counts:
        """What there is of it."""
        return self.view.counts

    @property
    def events(self) -> Sequence[EventView]:
        """The events, newest first, loaded as they are asked for."""
        return self.view.events

    def to_gdf(self, unit: Unit = "event", mode: str = "full") -> gpd.GeoDataFrame:
        """Return one row an event, or a fact, with the columns of the exports; EPSG:4326."""
        return frame(self.publication, unit, mode)

    def snapshot(self, path: Path | str, *, force: bool = False, language: str = "", made_on: dt.date | None = None,
                 **options: Any) -> Path:  # fmt: skip
        """Write a picture of it: .png, .svg or .pdf.

        Parameters
        ----------
        path : Path
        force : bool
            Replace a file that exists.
        language : {"fr", "en", "both"}
            By default the view's.
        made_on : date, optional
            Day to state on it.
        **options
            As `geodata.snapshot.Request` takes: title, size, dpi, theme.
        """
        target, ready = Path(path), self.publication
        fmt = format_of(target)
        check_free(target, force=force)
        spoken = language or ready.view.spec.language
        picture = render(ready.view, ready.layers, ready.boundaries, ready.request(spoken, made_on, **options), fmt=fmt)
        return write_whole(target, picture, force=force)

    def export(self, path: Path | str, **options: Any) -> Exported:
        """Write it as data; options as `geodata.export.export` takes."""
        return write_export(self.publication, path, **options)

    def __repr__(self) -> str:
        counts = self.counts
        return f"<view of {counts.events} of {counts.events_total} events>"


def open(store: Store | Path | str | None = None) -> Notebook:  # noqa: A001 - `geodata.open` is what people type
    """Open a store to ask it from Python.

    Parameters
    ----------
    store : Store, Path or str, optional
        A store, its file, or its SQLAlchemy address; by default the user's own.

    Returns
    -------
    Notebook

    Raises
    ------
    StoreError
        If it cannot be opened.
    """
    if not isinstance(store, Store):
        text = "" if store is None else str(store)
        store = Store.open(text if "://" in text else f"sqlite:///{Path(text).resolve()}" if text else None)
    return Notebook(store, open_gazetteer(), load_boundaries())


def _replaced(spec: ViewSpec, fields: dict[str, Any]) -> ViewSpec:
    known = [field.name for field in fields_of(spec)]
    unknown = [name for name in fields if name not in known]
    if unknown:
        raise ViewError(f"a view has no {', '.join(unknown)}.", f"Choose from {', '.join(known)}.")
    return replace(spec, **fields)
