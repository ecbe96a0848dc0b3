"""The commands that need no dashboard."""

from __future__ import annotations

from collections.abc import Callable

import typer

from geodata.cli import outlines, places, reviews
from geodata.cli.about import about
from geodata.cli.exporting import export
from geodata.cli.publishing import snapshot
from geodata.cli.reading import extract, locate
from geodata.cli.showing import explain
from geodata.cli.storing import add, index, rebuild, remove, status


def make_app(*first: Callable[..., None]) -> typer.Typer:
    """Return the commands.

    Parameters
    ----------
    *first : callable
        Commands to list before them: those that open the dashboard.
    """
    app = typer.Typer(
        name="liptako",
        help="News reports in, dots with quotes out: what happened where in the Sahel, and the sentence that says so.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    commands: list[Callable[..., None]] = [
        add,
        extract,
        locate,
        status,
        remove,
        snapshot,
        export,
        explain,
        rebuild,
        index,
        about,
    ]
    for command in (*first, *commands):
        app.command()(command)
    app.add_typer(places.app)
    app.add_typer(outlines.app)
    app.add_typer(reviews.app)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"liptako {version('liptako')}")
        raise typer.Exit


def _hear(wanted: bool) -> None:
    if wanted:
        import os

        from geodata.mentions.second_voice import SWITCH

        os.environ[SWITCH] = "1"


def _options(
    *,
    ner: bool = typer.Option(
        False, "--ner", callback=_hear, help="Let a language model add names that the gazetteer lacks (extra `ner`)."
    ),
    version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print the version and leave."
    ),
) -> None:
    """News reports in, dots with quotes out: what happened where in the Sahel, and the sentence that says so."""
