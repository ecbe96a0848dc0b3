"""From a view request to all that a picture, a briefing, a page or a data file needs of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geodata.addresses import write_address
from geodata.columns.known import unknown_names
from geodata.errors import ViewError
from geodata.hierarchy import Hierarchy
from geodata.layers import make_layers
from geodata.model import Layers, View, ViewSpec
from geodata.publication.naming import file_name
from geodata.publication.regions import file_place, region_name
from geodata.snapshot.request import Request
from geodata.sources import credits as credits_of
from geodata.views import select

LANGUAGES = ("fr", "en")
# Bounds where nothing is drawn.
NOWHERE = (0.0, 0.0, 0.0, 0.0)

if TYPE_CHECKING:
    from geodata.boundaries import Boundaries
    from geodata.columns.opening import Source
    from geodata.gazetteer import Gazetteer
    from geodata.store import Readable


@dataclass(frozen=True, slots=True)
class Publication:
    """A view, ready to be published.

    Parameters
    ----------
    view : View
    layers : Layers
        Its marks, narrowed to its scope.
    gazetteer : Gazetteer
    boundaries : Boundaries
    digest : str
        Of the data.
    link : str
        Address of the view; without a host where no address of a server is known.
    """

    view: View
    layers: Layers
    gazetteer: Gazetteer
    boundaries: Boundaries
    digest: str
    link: str

    def place(self, language: str) -> str:
        """Return the display name of the view's scope; empty for the whole Sahel."""
        return region_name(self.gazetteer, self.view.spec.scope, language)

    def places(self) -> dict[str, str]:
        """Return the display names of the view's scope by language."""
        return {language: self.place(language) for language in LANGUAGES}

    def file_name(self, language: str, extension: str) -> str:
        """Return the name for a file that shows it."""
        place = file_place(self.gazetteer, self.view.spec.scope, language)
        return file_name(self.view, place, language, extension)

    def request(self, language: str, made_on: dt.date | None = None, **options: Any) -> Request:
        """Return what a picture of it is asked for.

        Parameters
        ----------
        language : {"fr", "en", "both"}
        made_on : date, optional
            Day to state on it.
        **options
            As `geodata.snapshot.Request` takes: title, size, dpi, theme. None is the default; that of the theme is the
            view's.
        """
        told = {"theme": self.view.spec.theme} | {key: value for key, value in options.items() if value is not None}
        return Request(
            language=language, made_on=made_on, digest=self.digest, scope_name=self.places(), link=self.link,
            added=self.added(language), **told,
        )  # fmt: skip

    def added(self, language: str) -> tuple[str, ...]:
        """Return the sources that the user added, each with its licence."""
        spoken = "fr" if language == "both" else language
        found = credits_of(spoken, frozenset({"places", "outlines"}))
        return tuple(f"{one.name} ({one.licence})" for one in found if not one.bundled)


def check_spec(spec: ViewSpec, gazetteer: Gazetteer, boundaries: Boundaries) -> None:
    """Refuse a view that nothing could be in.

    Raises
    ------
    ViewError
        If the period runs backwards or the place is not known.
    """
    if spec.start and spec.end and spec.end < spec.start:
        raise ViewError(f"the period runs backwards, from {spec.start} to {spec.end}.", "Swap --from and --to.")
    if spec.scope and gazetteer.get(spec.scope) is None and boundaries.geometry(spec.scope) is None:
        raise ViewError(f"no place has the id {spec.scope!r}.", "`liptako places search NAME` tells the id of a place.")


def check_names(view: View) -> None:
    """Refuse actors and publishers that no document has: an empty file would say that nothing happened.

    Raises
    ------
    ViewError
        With the nearest known names.
    """
    if view.columns is None:
        return
    for one in unknown_names(view.columns, view.spec):
        what = "no document names an actor" if one.field == "actors" else "no document is of a source"
        meant = ", ".join(map(repr, one.nearest))
        remedy = f"Did you mean {meant}?" if meant else "The dashboard lists the names, under More filters."
        raise ViewError(f"{what} {one.name!r}.", remedy)


def prepare(
    store: Readable | Source,
    spec: ViewSpec,
    gazetteer: Gazetteer,
    boundaries: Boundaries,
    *,
    digest: str = "",
    base: str = "",
    marks: bool = True,
) -> Publication:
    """Return the view that is asked for, with its marks.

    Parameters
    ----------
    store : Store, Glance, or anything with `facts`, `events` and `documents`
    spec : ViewSpec
    gazetteer : Gazetteer
    boundaries : Boundaries
    digest : str
        Of the data.
    base : str
        Address of the dashboard for links; empty where there is none.
    marks : bool
        Make the marks; data has none, and of many events they take seconds.

    Raises
    ------
    ViewError
        If period or place make no sense, or no document has an actor, publisher or organisation of that name.
    """
    check_spec(spec, gazetteer, boundaries)
    view = select(store, spec, Hierarchy(gazetteer, boundaries))
    check_names(view)
    if spec.organisation not in {ViewSpec().organisation, *view.organisations}:
        known = ", ".join(view.organisations)
        raise ViewError(f"no document speaks of members of {spec.organisation!r}.", f"Choose from {known}.")
    layers = make_layers(view, gazetteer, boundaries) if marks else Layers((), (), (), (), (), NOWHERE)
    return Publication(view, layers, gazetteer, boundaries, digest, write_address(spec, base))
