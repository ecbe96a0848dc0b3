"""The console script `liptako`: the data commands and `run`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from dashboard.publishing import brief, check_page, write_page
from geodata.cli import make_app
from geodata.cli.console import complain, say
from geodata.cli.console import main as run_app
from geodata.cli.exporting import OTHERS, Other
from geodata.cli.storing import ingest_paths

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 lets other machines in.")]
Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")]


def run(*, host: Host = "127.0.0.1", port: Port = 8501, no_browser: NoBrowser = False) -> None:
    """Read seeds/ and open the dashboard.

    The documents are those in seeds/ here, or in the source checkout. The browser opens by itself.
    """
    from dashboard.server import check_port, serve

    check_port(host, port)
    seeds = find_seeds()
    if seeds:
        ingest_paths([seeds])
    else:
        complain("there is no folder seeds/ here; the dashboard shows what `liptako add` has read")
    say(f"Liptako on http://{host}:{port} (Ctrl+C ends it)")
    serve(host, port, not no_browser)


def find_seeds() -> Path | None:
    """Return ``seeds/`` of the folder at hand, or else of the source checkout; None where there is neither."""
    checkout = Path(__file__).resolve().parent.parent / "seeds"
    return next((folder for folder in (Path("seeds"), checkout) if folder.is_dir()), None)


OTHERS[".html"] = Other(write_page, check_page)
app = make_app(run, brief)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command that the user typed."""
    run_app(app, arguments)
