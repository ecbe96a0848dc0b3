"""`about`: whose work the maps, tables and pictures rest on, and under which licence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from geodata.cli.console import say
from geodata.errors import SetupError

if TYPE_CHECKING:
    from geodata.sources import Credit

Language = Annotated[str, typer.Option(help="en or fr.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON list instead.")]


def about(*, language: Language = "en", as_json: AsJson = False) -> None:
    """List every source with its licence, what was added included.

    The same list stands on exports and on the page About.
    """
    import json
    from dataclasses import asdict

    from geodata.sources import LANGUAGES, words
    from geodata.sources import credits as sources

    if language not in LANGUAGES:
        raise SetupError(f"--language {language}", f"is none of {', '.join(LANGUAGES)}.")
    told, said = sources(language), words(language)
    if as_json:
        say(json.dumps([asdict(one) for one in told], ensure_ascii=False, indent=1))
        return
    _tell(said["bundled"], [one for one in told if one.bundled])
    _tell(said["added"], [one for one in told if not one.bundled], said["nothing"])
    say(said["note"])


def _tell(title: str, told: list[Credit], otherwise: str = "") -> None:
    say(title)
    for one in told:
        known = dict.fromkeys(part for part in (one.licence, one.vintage, one.origin, one.address) if part)
        say(f"  {one.name} — {one.what}")
        say("      " + " | ".join(known))
    if not told:
        say(f"  {otherwise}")
    say()
