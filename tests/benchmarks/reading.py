"""How fast documents are read, and how well: `make bench-reading`.

Speed is taken on texts of about 600 words made of the seed briefs, on one core. The marks need the evaluation folder
that ``LIPTAKO_SHARED`` names; without it only the speed is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from geodata.documents import find_documents, read_document, read_text
from geodata.gazetteer import open_gazetteer
from geodata.model import Document
from geodata.pipeline import Reader

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("LIPTAKO_SHARED", ROOT.parent / "shared"))
LIPTAKO = Path(sys.executable).with_name("liptako")
WORDS = 600


def texts_of_600_words(count: int) -> list[Document]:
    """Return `count` documents of about 600 words, French and English in turn, none equal to another."""
    briefs = [read_document(path) for path in find_documents([ROOT / "seeds"])]
    documents = []
    for number in range(count):
        brief = briefs[number % len(briefs)]
        partner = briefs[(number + 1 + number // len(briefs)) % len(briefs)]
        same = partner if partner.language == brief.language else brief
        words = f"{brief.text}\n\n{same.text}\n\n{brief.text}".split(" ")
        text = " ".join(words[:WORDS]) + f"\n\n{number}."
        documents.append(read_text(text, f"bench-{number}", published=brief.published))
    return documents


def measure_speed(count: int) -> dict[str, float]:
    """Read `count` documents and return documents a second, and the time to the first answer."""
    began = time.perf_counter()
    reader = Reader(open_gazetteer())
    documents = texts_of_600_words(count)
    reader.read(documents[0])
    ready = time.perf_counter() - began
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        for document in documents:
            reader.read(document)
        best = min(best, time.perf_counter() - began)
    return {"ready_s": round(ready, 2), "documents_per_s": round(count / best, 1)}


def extract(paths: list[Path], published: Path | None, out: Path) -> None:
    """Run the real command on the files and keep what it prints."""
    command = [str(LIPTAKO), "extract", "--jsonl"]
    if published:
        command += ["--published-from", str(published)]
    with out.open("wb") as stream:
        subprocess.run([*command, *map(str, paths)], stdout=stream, check=True)


def measure_marks() -> dict[str, float]:
    """Score `liptako extract` on the seed documents and on the gold texts."""
    marks: dict[str, float] = {}
    gold = SHARED / "gold"
    sets = {
        "seeds": (SHARED / "seeds", gold / "seed_answers", None),
        "gold": (gold / "docs", gold / "answers", gold / "documents.jsonl"),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, (texts, answers, published) in sets.items():
            out = Path(folder) / f"{name}.jsonl"
            extract(sorted(texts.glob("*.txt")), published, out)
            command = [sys.executable, str(SHARED / "evaluation" / "score.py"), str(answers), str(out), "--json"]
            result = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
            marks[f"{name}_mentions_f1"] = result["mentions"]["f1"]
            marks[f"{name}_geocoded"] = result["geocoded"]["accuracy"]
            marks[f"{name}_facts_f1"] = result["facts_all"]["f1"]
            for layer, row in result["facts"].items():
                marks[f"{name}_{layer}_f1"] = row["f1"]
            for attribute, row in result["attributes"].items():
                marks[f"{name}_{attribute.replace(' ', '_')}"] = row["accuracy"]
    return marks


def main() -> None:
    """Print the table, then one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    figures = measure_speed(parser.parse_args().documents)
    if (SHARED / "gold").is_dir():
        figures |= measure_marks()
    else:
        print(f"no folder {SHARED}: the marks are left out (set LIPTAKO_SHARED)")
    for name, value in figures.items():
        print(f"{name:36} {value}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
