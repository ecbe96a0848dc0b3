"""The house: imports run one way, and no module outgrows its room."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# The way of the data. A module may import from its own stage and from those before it.
STAGES = (
    (
        "geodata",
        "geodata.errors",
        "geodata.model",
        "geodata.paths",
        "geodata.folding",
        "geodata.language",
        "geodata.writing",
    ),
    ("geodata.symbols", "geodata.vocabulary", "geodata.documents"),
    ("geodata.gazetteer", "geodata.boundaries", "geodata.sources"),
    ("geodata.mentions",),
    ("geodata.placement",),
    ("geodata.facts",),
    ("geodata.events", "geodata.hierarchy", "geodata.reviewing"),
    ("geodata.store",),
    ("geodata.columns",),
    ("geodata.pipeline", "geodata.contract", "geodata.views", "geodata.layers", "geodata.addresses"),
    ("geodata.snapshot", "geodata.publication", "geodata.briefing", "geodata.export"),
    ("geodata.notebook",),
    ("geodata.cli",),
    ("dashboard",),
)
# Where presentation frameworks may be imported: nowhere in geodata, and streamlit not in the drawing modules.
WITHOUT_STREAMLIT = (
    "geodata", "dashboard.maps", "dashboard.timeline", "dashboard.marking", "dashboard.escape", "dashboard.assets",
)  # fmt: skip
WITHOUT_FOLIUM = ("geodata",)


def modules() -> Iterator[tuple[str, Path]]:
    for package in ("geodata", "dashboard"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Return what a module imports, read once; what stands under `if TYPE_CHECKING` only is left out."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield what a module imports; what stands under `if TYPE_CHECKING` only is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "." * node.level, node.lineno


def stage(module: str) -> int:
    """Return the number of the stage; the longest name in the table that fits decides."""
    fitting = [
        (len(name), number)
        for number, names in enumerate(STAGES)
        for name in names
        if module == name or module.startswith(name + ".")
    ]
    assert fitting, f"{module} is in no stage: add it to STAGES where the way of the data has it"
    return max(fitting)[1]


def within(module: str, names: tuple[str, ...]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in names)


ALL = list(modules())


@pytest.mark.parametrize(("module", "path"), ALL, ids=[name for name, _ in ALL])
def test_imports_run_one_way(module: str, path: Path) -> None:
    backwards = [
        f"{path.relative_to(ROOT)}:{line} imports {imported}"
        for imported, line in imports(path)
        if imported.split(".")[0] in {"geodata", "dashboard"} and stage(imported) > stage(module)
    ]
    assert not backwards


@pytest.mark.parametrize(("module", "path"), ALL, ids=[name for name, _ in ALL])
def test_presentation_stays_out_of_the_data(module: str, path: Path) -> None:
    found = {imported.split(".")[0] for imported, _ in imports(path)}
    if within(module, WITHOUT_STREAMLIT):
        assert not found & {"streamlit", "streamlit_folium"}
    if within(module, WITHOUT_FOLIUM):
        assert "folium" not in found


@pytest.mark.parametrize(("module", "path"), ALL, ids=[name for name, _ in ALL])
def test_imports_are_absolute(module: str, path: Path) -> None:
    assert not [line for imported, line in imports(path) if imported.startswith(".")], module


@pytest.mark.parametrize(("module", "path"), ALL, ids=[name for name, _ in ALL])
def test_no_module_outgrows_its_room(module: str, path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, f"{module}: make it a package of the same name"


def test_app_is_only_a_page_set_up() -> None:
    assert len((ROOT / "dashboard" / "app.py").read_text(encoding="utf-8").splitlines()) < 60
