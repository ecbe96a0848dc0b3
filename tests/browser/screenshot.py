"""Take the picture that the README shows, of the real application on the seed briefs: `make screenshot`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.app import Room, launch, running, sealed

VIEW = "?place=ML&lang=en"


def main() -> None:
    """Start the application, open the view and keep its picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--view", default=VIEW, help="what follows the address, such as ?place=ML-7&lang=fr")
    parser.add_argument("--width", type=int, default=1366)
    parser.add_argument("--height", type=int, default=768)
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        launch(playwright) as browser,
        running(Path(folder) / "home") as app,
    ):
        context, outside = sealed(browser, width=chosen.width, height=chosen.height)
        room = Room(context.new_page(), app.address, outside).open(chosen.view)
        room.page.wait_for_timeout(1500)  # the map glides to its place
        room.page.screenshot(path=chosen.out)


if __name__ == "__main__":
    main()
