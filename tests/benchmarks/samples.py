"""Make the sample pictures and the sample briefing that the README links: `make samples`.

They show the seed briefs, and bear no date, so that they change only when what they show does.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path


def main() -> None:
    """Write the samples into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(exist_ok=True)
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    from geodata.paths import index_folder

    index = index_folder()
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "index").symlink_to(index)
        os.environ["LIPTAKO_HOME"] = home
        from dashboard.cli import main as run

        for arguments in (
            ["add", str(seeds)],
            ["snapshot", "--undated", "--force", "--size", "slide", "--dpi", "110", "--period", "2022..2025",
             "--out", str(folder / "sahel_en.png")],
            ["snapshot", "--undated", "--force", "--size", "a4-portrait", "--dpi", "110", "--theme", "grey",
             "--region", "Mali", "--language", "fr", "--period", "2021..2025", "--out", str(folder / "mali_fr.png")],
            ["brief", "--undated", "--force", "--region", "Mali", "--period", "2022..2025", "--language", "fr",
             "--out", str(folder / "mali_fr.pdf")],
        ):  # fmt: skip
            try:
                run(arguments)
            except SystemExit as ended:
                if ended.code:
                    raise
    # What each was made of tells of a store that was made for the samples only.
    for manifest in folder.glob("*.manifest.json"):
        manifest.unlink()


if __name__ == "__main__":
    main()
