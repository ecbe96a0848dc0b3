"""Marks of recognition and placing, by the scorers of the evaluation folder."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geodata.contract import extract_record
from geodata.documents import read_document
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.mentions import recognise
from geodata.model import Placement
from geodata.pipeline import Reading
from geodata.placement import locate_spans, place
from geodata.placement.features import kilometres

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("LIPTAKO_SHARED", ROOT.parent / "shared"))
CORPORA = ("lgl", "geovirus", "trnews")
MEASURED = ("lgl", "geovirus")
"""The corpora that weights and scores were tuned on; the third is only reported."""
RIGHT_KM = 161.0  # the corpora's own measure: 100 miles
BANDS = 10
Json = dict[str, Any]


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of the home at hand, opened once."""
    return open_gazetteer()


def measure_texts() -> dict[str, float]:
    """Score names and places of the gold texts and of the seed texts."""
    gold = SHARED / "gold"
    marks: dict[str, float] = {}
    for name, texts, answers in (
        ("gold", gold / "docs", gold / "answers"),
        ("seeds", SHARED / "seeds", gold / "seed_answers"),
    ):
        records = [_read(path) for path in sorted(texts.glob("*.txt"))]
        result = _scored("score.py", answers, records)
        marks |= {f"{name}_mentions_{key}": result["mentions"][key] for key in ("precision", "recall", "f1")}
        marks |= {
            f"{name}_geocoded": result["geocoded"]["accuracy"],
            f"{name}_median_km": result["geocoded"]["median_km"],
        }
    return marks


def _read(path: Path) -> Json:
    document = read_document(path)
    placements = place(document, recognise(document, gazetteer()), gazetteer())
    with path.open(encoding="utf-8", newline="") as lines:
        return extract_record(Reading(document, tuple(placements), ()), path.name, lines.read())


def measure_corpora() -> tuple[dict[str, float], list[list[float]]]:
    """Score the placing of given names under both protocols.

    Returns
    -------
    marks : dict
    bands : list of [corpus number, score, 0 or 1]
        One row for each name that was placed: whether it lies within `RIGHT_KM`.
    """
    marks: dict[str, float] = {}
    bands: list[list[float]] = []
    for number, corpus in enumerate(CORPORA):
        path = SHARED / "benchmarks" / f"{corpus}.jsonl"
        records = []
        for row in _rows(path):
            spans = [(span["start"], span["end"]) for span in row["spans"]]
            found = locate_spans(row["text"], spans, gazetteer())
            answers = [{"start": start, "end": end, "lat": one.lat, "lon": one.lon}
                       for (start, end), one in zip(spans, found, strict=True)]  # fmt: skip
            records.append({"id": row["id"], "spans": answers})
            bands += ([number, one.score, right] for one, right in _judged(row["spans"], found))
        result = _scored("toponyms.py", path, records)
        for protocol, figures in result.items():
            marks |= {f"{corpus}_{protocol}_{key}": figures[key] for key in ("acc161", "acc25", "unresolved", "auc")}
    return marks, bands


@dataclass(frozen=True)
class Judged:
    """A name that was placed, and whether it lies within `RIGHT_KM` of the answer."""

    document: str
    placement: Placement
    right: bool


def judged_corpus(corpus: str) -> list[Judged]:
    """Place the names of a corpus and judge those that have an answer."""
    found = []
    for row in _rows(SHARED / "benchmarks" / f"{corpus}.jsonl"):
        spans = [(span["start"], span["end"]) for span in row["spans"]]
        placed = locate_spans(row["text"], spans, gazetteer())
        found += [Judged(str(row["id"]), one, right) for one, right in _judged(row["spans"], placed)]
    return found


@cache
def _left_out() -> frozenset[str]:
    """Return the names that protocol B leaves out: countries so large that gazetteers disagree about their middle."""
    source = (SHARED / "evaluation" / "toponyms.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    values = (node.value for node in tree.body if isinstance(node, ast.Assign) and _assigns(node, "LEFT_OUT"))
    return frozenset(ast.literal_eval(next(values)))


def _assigns(node: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in node.targets)


def _judged(spans: Iterable[Json], found: Iterable[Placement]) -> Iterator[tuple[Placement, bool]]:
    """Yield what was placed of the names that protocol B asks for, and whether it is right."""
    for span, one in zip(spans, found, strict=True):
        if one.mention.text.lower() in _left_out():
            continue
        if span.get("lat") is not None and one.lat is not None and one.lon is not None:
            yield one, kilometres(span["lat"], span["lon"], one.lat, one.lon) <= RIGHT_KM


def reliability_lines(bands: list[list[float]]) -> Iterator[str]:
    """Yield a table: for each tenth of the score, how many names got it and the share of them that is right."""
    if not bands:
        return
    yield "  score     " + "".join(f"{name:>16}" for name in CORPORA)
    for tenth in range(BANDS):
        cells = []
        for number in range(len(CORPORA)):
            right = [row[2] for row in bands if row[0] == number and min(int(row[1] * BANDS), BANDS - 1) == tenth]
            cells.append(f"{sum(right) / len(right):.3f} of {len(right)}" if right else "-")
        yield f"  {tenth / BANDS:.1f}-{(tenth + 1) / BANDS:.1f}   " + "".join(f"{cell:>16}" for cell in cells)


def _rows(path: Path) -> Iterator[Json]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _scored(script: str, answers: Path, records: list[Json]) -> Json:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        out.writelines(json.dumps(record) + "\n" for record in records)
        out.flush()
        command = [sys.executable, str(SHARED / "evaluation" / script), str(answers), out.name, "--json"]
        result: Json = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return result
