"""How well and how fast facts are stated: `make bench-facts`.

Cross-validation: the open texts are cut in two halves, and each half is read without the patterns that match nowhere
but in it: not in the other half and not in the briefs of `seeds/` (once by pattern, once by whole rule). That is what
rules frozen on one half would have found in the other, but for the small words of dates, tolls and status, which stay.

The marks need the evaluation folder that ``LIPTAKO_SHARED`` names; without it only the speed is printed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from geodata.contract import extract_record
from geodata.documents import find_documents, open_document, read_text
from geodata.facts import state
from geodata.facts.text import TextView
from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.mentions import recognise
from geodata.model import DateSpan, Document, Fact, Placement
from geodata.pipeline import Reader, Reading
from geodata.placement import place
from geodata.vocabulary import rules as vocabulary
from geodata.vocabulary.patterns import PatternSet
from tests.benchmarks.reading import ROOT, SHARED, texts_of_600_words

SHORT, LONG = 4_000, 1_000_000
Patterns = frozenset[tuple[str, str]]
Triggers = Callable[[str | None], PatternSet[vocabulary.Trigger]]


@dataclass(frozen=True)
class Text:
    """A text with the names found in it; `answers` is the file of what a careful reader finds."""

    document: Document
    original: str
    placements: list[Placement]
    answers: Path | None

    def row(self, facts: Sequence[Fact]) -> dict[str, Any]:
        """Return what `liptako extract` prints of it."""
        return extract_record(Reading(self.document, tuple(self.placements), tuple(facts)), original=self.original)


def open_texts(gazetteer: Gazetteer) -> list[Text]:
    """Return the texts with open answers: the gold ones and those that the project began with."""
    gold = SHARED / "gold"
    lines = (gold / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    dates = {row["document"]: row["published"] for row in map(json.loads, lines)}
    folders = ((gold / "docs", gold / "answers"), (SHARED / "seeds", gold / "seed_answers"))
    rows = [(path, answers / f"{path.stem}.json") for texts, answers in folders for path in sorted(texts.glob("*.txt"))]
    return [found_in(path, gazetteer, answers, dates.get(path.name)) for path, answers in rows]


def found_in(path: Path, gazetteer: Gazetteer, answers: Path | None = None, published: str | None = None) -> Text:
    """Read a file up to its placed names."""
    opened = open_document(path, published=DateSpan.parse(published) if published else None)
    mentions = recognise(opened.document, gazetteer)
    return Text(opened.document, opened.original, place(opened.document, mentions, gazetteer), answers)


def patterns_in(texts: Iterable[Text], gazetteer: Gazetteer) -> Patterns:
    """Return the patterns, each with its rule, that match anywhere in the texts."""
    found: set[tuple[str, str]] = set()
    rows = {language: _rows(language) for language in (*vocabulary.LANGUAGES, None)}
    sets = {one: PatternSet([(text, (name, text)) for name, text, _ in rows[one]], vocabulary.compiled) for one in rows}
    for text in texts:
        view = TextView(text.document, text.placements, gazetteer)
        for sentence in view.sentences:
            matches = sets[view.language].find(view.folded, view.tokens(sentence), sentence.end)
            found.update(match.means for match in matches)
    return frozenset(found)


def _rows(language: str | None) -> list[tuple[str, str, vocabulary.Trigger]]:
    """Return rule, pattern and trigger of all patterns of a language, or of both."""
    spoken = (language,) if language else vocabulary.LANGUAGES
    rows = [row for one in spoken for row in vocabulary.all_patterns()[one]]
    return [(trigger.rule.id if trigger.rule else "", text, trigger) for text, trigger in rows]


def without(patterns: Patterns) -> Triggers:
    """Return what stands for the vocabulary's triggers, some patterns left out; vetoes stay."""
    sets: dict[str | None, PatternSet[vocabulary.Trigger]] = {}

    def triggers(language: str | None) -> PatternSet[vocabulary.Trigger]:
        if language not in sets:
            kept = [(text, one) for name, text, one in _rows(language) if one.veto or (name, text) not in patterns]
            sets[language] = PatternSet(kept, vocabulary.compiled)
        return sets[language]

    return triggers


def marks(texts: Sequence[Text], gazetteer: Gazetteer, triggers: Triggers | None = None) -> dict[str, Any]:
    """State the facts of the texts and score them."""
    with tempfile.TemporaryDirectory() as folder, _using(triggers):
        predictions = {}
        for text in texts:
            assert text.answers is not None
            Path(folder, text.answers.name).write_bytes(text.answers.read_bytes())
            predictions[text.answers.stem] = text.row(state(text.document, text.placements, gazetteer))
        result: dict[str, Any] = _scorer().score(folder, predictions)[0]
        return result


@contextmanager
def _using(triggers: Triggers | None) -> Iterator[None]:
    if triggers is None:
        yield
        return
    with patch("geodata.facts.text.trigger_patterns", triggers):
        yield


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "evaluation" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def f1(rows: Iterable[dict[str, Any]]) -> float:
    """Return the F1 of several halves together."""
    rows = list(rows)
    found, of = sum(row["found"] for row in rows), sum(row["of"] for row in rows)
    right, stated = found + sum(row["optional_found"] for row in rows), sum(row["predicted"] for row in rows)
    precision, recall = right / max(stated, 1), found / max(of, 1)
    return float(round(2 * precision * recall / max(precision + recall, 1e-9), 3))


def measure_marks(gazetteer: Gazetteer) -> dict[str, float]:
    """Return the marks on all open texts, and those of the cross-validation."""
    texts = open_texts(gazetteer)
    result = marks(texts, gazetteer)
    figures: dict[str, float] = {
        "facts_f1": result["facts_all"]["f1"],
        "facts_precision": result["facts_all"]["precision"],
    }
    figures |= {f"{layer}_f1": row["f1"] for layer, row in result["facts"].items()}
    figures |= {name.replace(" ", "_"): row["accuracy"] for name, row in result["attributes"].items()}
    return figures | cross_validated(texts, gazetteer)


def cross_validated(texts: Sequence[Text], gazetteer: Gazetteer) -> dict[str, float]:
    """Return F1 by layer with what only the measured half supports left out."""
    briefs = patterns_in((found_in(path, gazetteer) for path in find_documents([ROOT / "seeds"])), gazetteer)
    halves = (texts[::2], texts[1::2])
    seen = [patterns_in(half, gazetteer) for half in halves]
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    figures: dict[str, float] = {}
    for half, own, other in ((halves[0], seen[0], seen[1]), (halves[1], seen[1], seen[0])):
        supported = other | briefs
        rules = {name for name, _ in supported}
        for how, left_out in (
            ("patterns", own - supported),
            ("rules", frozenset(row for row in own if row[0] not in rules)),
        ):
            result = marks(half, gazetteer, without(frozenset(left_out)))
            for layer, row in (*result["facts"].items(), ("facts", result["facts_all"])):
                rows[f"crossval_{how}_{layer}_f1"].append(row)
            name = f"crossval_{how}_left_out"
            figures[name] = figures.get(name, 0) + len(left_out)
    return figures | {name: f1(pair) for name, pair in rows.items()}


def measure_speed(gazetteer: Gazetteer, count: int) -> dict[str, float]:
    """Return milliseconds of each stage for a text of 600 words, the whole as documents a second, and how it grows."""
    documents = texts_of_600_words(count)
    best: dict[str, float] = {}
    for _ in range(3):
        spent: dict[str, float] = defaultdict(float)
        for document in documents:
            for stage, seconds in _stages(document, gazetteer):
                spent[stage] += seconds
        best = {stage: min(best.get(stage, seconds), seconds) for stage, seconds in spent.items()}
    figures = {f"{stage}_ms": round(1000 * seconds / count, 2) for stage, seconds in best.items()}
    return figures | {"documents_per_s": round(count / sum(best.values()), 1)} | _growth(gazetteer, documents)


def _stages(document: Document, gazetteer: Gazetteer) -> Iterator[tuple[str, float]]:
    began = time.perf_counter()
    mentions = recognise(document, gazetteer)
    found = time.perf_counter()
    yield "recognise", found - began
    placements = place(document, mentions, gazetteer)
    placed = time.perf_counter()
    yield "place", placed - found
    state(document, placements, gazetteer)
    yield "state", time.perf_counter() - placed


def _growth(gazetteer: Gazetteer, documents: Sequence[Document]) -> dict[str, float]:
    """Return how many times a text of 1 MB takes the time of one of 4 kB."""
    pile = "\n\n".join(document.text for document in documents)
    pile *= LONG // len(pile) + 1
    reader = Reader(gazetteer)

    def seconds(text: str, tries: int) -> float:
        document, best = read_text(text, "bench"), float("inf")
        for _ in range(tries):
            began = time.perf_counter()
            reader.read(document)
            best = min(best, time.perf_counter() - began)
        return best

    pieces = [pile[at : at + SHORT] for at in range(0, 20 * SHORT, SHORT)]
    short = sum(seconds(piece, 3) for piece in pieces) / len(pieces)
    return {"times_4_kb_for_1_mb": round(seconds(pile[:LONG], 1) / short, 1)}


def main() -> None:
    """Print the table, then one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=60)
    count = parser.parse_args().documents
    gazetteer = open_gazetteer()
    figures = measure_speed(gazetteer, count)
    examples = [one for rule in vocabulary.rules() for one in (*rule.examples.must_match, *rule.examples.must_not)]
    figures["rule_examples"] = len(examples)
    if (SHARED / "gold").is_dir():
        figures |= measure_marks(gazetteer)
    else:
        print(f"no folder {SHARED}: the marks are left out (set LIPTAKO_SHARED)")
    for name, value in figures.items():
        print(f"{name:36} {value}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
