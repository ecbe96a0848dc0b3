"""Find what the dashboard says: ``python tests/dashboard/messages.py`` adds what the catalogues lack."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

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


def update(language: str) -> None:
    """Add what is missing; English says the message itself, French is left empty for the translator."""
    catalogue = read(language)
    for message in said_in_code():
        if message not in catalogue:
            catalogue.add(message, message if language == "en" else None)
    with catalogue_path(language).open("wb") as stream:
        write_po(stream, catalogue, width=120, sort_output=True, omit_header=False)


if __name__ == "__main__":
    for spoken in ("en", "fr"):
        update(spoken)
