"""`boundaries`: outlines of regions, cercles, provinces and departments from files of the user's."""

from __future__ import annotations

from typing import Annotated

import typer

from geodata.cli.console import say, share_bar
from geodata.cli.places import Names, Wanted, sort_arguments, tell, tell_list, tell_rebuild
from geodata.errors import SetupError

app = typer.Typer(name="boundaries", help="Add outlines of regions and of the level below.", no_args_is_help=True)

From = Annotated[
    str | None,
    typer.Option("--from", metavar="PATH|URL", help="GeoJSON, GeoPackage or zipped shapefile, or its address."),
]
Level = Annotated[
    int | None,
    typer.Option(help="1 regions; 2 cercles, provinces, departments. Read from the file if not given."),
]
Field = Annotated[
    list[str] | None,
    typer.Option(metavar="ROLE=COLUMN", help="Which column is name, name_fr, name_en, code, id, parent, country."),
]
LEVELS = (None, 1, 2)


@app.command()
def add(
    wanted: Wanted = None,
    *,
    origin: From = None,
    level: Level = None,
    crs: Annotated[
        str | None, typer.Option(help="Coordinate system, for a file that does not say (EPSG:32630).")
    ] = None,
    layer: Annotated[str | None, typer.Option(help="Layer, for a file that has several.")] = None,
    field: Field = None,
    licence: Annotated[str, typer.Option(help="Licence of the file, for the list of sources.")] = "not stated",
    vintage: Annotated[str, typer.Option(help="Year or period that the outlines show.")] = "not stated",
) -> None:
    """Add outlines from geoBoundaries, OCHA or any other file.

    Without --from, geoBoundaries is asked for the countries named. Outlines are put into WGS 84, repaired, simplified
    with shared edges kept, and checked against the level above; they stand in place of the country's bundled ones.
    """
    from geodata.gazetteer.boundaries.additions import Wish, add_outlines
    from geodata.gazetteer.boundaries.fields import read_mapping
    from geodata.paths import home

    if level not in LEVELS:
        raise SetupError(f"--level {level} cannot be added.", "1 is regions, 2 cercles, provinces and departments.")
    codes, files = sort_arguments(wanted or [])
    origins = [*files, *([origin] if origin else [])]
    if not codes and not origins:
        raise SetupError("nothing to add.", "Name countries (ML BF NE), or --from PATH.")
    wish = Wish(tuple(codes), level, layer, crs, read_mapping(field or []), licence, vintage)
    with share_bar() as progress:
        added = add_outlines(home(), origins, wish, progress)
    tell(added, "outlines")


@app.command(name="list")
def list_() -> None:
    """List what was added, from where and when, with its licence."""
    tell_list(("boundaries",), "nothing was added; `liptako boundaries add ML` brings in Mali's cercles")


@app.command()
def remove(names: Names) -> None:
    """Take outlines away again: ML for a country, ML-2 for one level of it."""
    from geodata.gazetteer.additions.service import remove_additions
    from geodata.paths import home

    with share_bar() as progress:
        gone = remove_additions(home(), ("boundaries",), names, progress)
    say(f"removed {', '.join(gone)}")
    tell_rebuild()
