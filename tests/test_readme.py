"""The README and the Makefile name only what exists, and the picture is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from dashboard.cli import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "CONTRIBUTING.md", "ATTRIBUTION.md")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def commands() -> set[str]:
    group = typer.main.get_command(app)
    return set(getattr(group, "commands", {}))


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_named_exists(page: str) -> None:
    named = set(re.findall(r"\bmake ([a-z-]+)\b", (ROOT / page).read_text(encoding="utf-8")))
    assert named <= TARGETS


@pytest.mark.parametrize("page", PAGES)
def test_every_command_named_exists(page: str) -> None:
    named = set(re.findall(r"(?:^|[`$(] ?)liptako ([a-z]+)\b", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= commands()


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {name for name in commands() if f"liptako {name}" not in text} == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_file_named_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:geodata|dashboard|tests|seeds)/[\w./-]*)`", text)) | set(
        re.findall(r"\]\(([\w./-]+)\)", text)
    )
    assert {name for name in named if not (ROOT / name).exists()} == set()
