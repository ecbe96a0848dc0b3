"""Find what the dashboard says: ``python tests/dashboard/messages.py`` adds what the catalogues lack."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard"
Message = str | tuple[str, str]


def said_in_code() -> Iterator[Message]:
    """Yield the messages of all modules: ``.text("...")``, ``.plural("...", "...")`` and ``N_("...")``."""
    for path in sorted(DASHBOARD.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            words = [row.value for row in node.args if isinstance(row, ast.Constant) and isinstance(row.value, str)]
            if name in {"text", "N_"} and len(words) == 1:
                yield words[0]
            elif name == "plural" and len(words) == 2:
                yield (words[0], words[1])


def catalogue_path(language: str) -> Path:
    return DASHBOARD / "locale" / language / "LC_MESSAGES" / "liptako.po"


def read(language: str) -> Catalog:
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Liptako", version="", fuzzy=False)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def write(catalogue: Catalog, stream: BinaryIO) -> None:
    """Write a catalogue in a settled order, without dates that change at every run."""
    write_po(stream, catalogue, width=120, sort_output=True, omit_header=False)


def update(language: str) -> None:
    """Add what is missing and drop what is not said any more; the French is left empty for the translator."""
    old = read(language)
    catalogue = Catalog(locale=language, project="Liptako", version="1", charset="utf-8", fuzzy=False)
    catalogue.header_comment = f"# What the dashboard says ({language})."
    catalogue.copyright_holder = catalogue.last_translator = "The Liptako maintainers"
    catalogue.creation_date = catalogue.revision_date = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    for message in said_in_code():
        known = old.get(message if isinstance(message, str) else message[0])
        said = known.string if known is not None and known.string else (message if language == "en" else None)
        catalogue.add(message, said)
    with catalogue_path(language).open("wb") as stream:
        write(catalogue, stream)


if __name__ == "__main__":
    for spoken in ("en", "fr"):
        update(spoken)
