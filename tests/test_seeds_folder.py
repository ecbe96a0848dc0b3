"""The briefs in ``seeds/``: complete front matter, our own words, both languages.

Only files named like a brief are held to these rules: a user may drop any other text into the folder.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
FRONT_MATTER = re.compile(r"\A---\n(?P<yaml>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
FILE_NAME = re.compile(r"(?P<published>\d{4}-\d{2}-\d{2})_[a-z0-9-]+_(?P<language>fr|en)\.md")
BRIEFS = sorted(path for path in SEEDS.iterdir() if FILE_NAME.fullmatch(path.name))
REQUIRED_KEYS = {"title", "publisher", "reports_on", "published", "language", "brief_of", "sources"}
FEWEST_BRIEFS = 12
FEWEST_PER_LANGUAGE = 5
WORDS_ALLOWED = range(150, 501)
LONGEST_SHARED_RUN = 8
COMMON_WORDS = {
    "fr": {"le", "la", "les", "des", "du", "dans", "une", "est", "sur"},
    "en": {"the", "of", "in", "and", "was", "that", "from", "on", "were"},
}


def split_brief(path: Path) -> tuple[dict[str, Any], str]:
    match = FRONT_MATTER.match(path.read_text(encoding="utf-8"))
    assert match, f"{path.name} does not start with front matter between two '---' lines"
    return yaml.safe_load(match["yaml"]), match["body"]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def word_runs(text: str, length: int = LONGEST_SHARED_RUN + 1) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def language_by_common_words(body: str) -> str:
    found = words(body)
    return max(COMMON_WORDS, key=lambda language: sum(word in COMMON_WORDS[language] for word in found))


@pytest.fixture(params=BRIEFS, ids=lambda path: path.name)
def brief(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


@pytest.fixture(scope="module")
def published_word_runs(request: pytest.FixtureRequest) -> set[tuple[str, ...]]:
    shared = request.getfixturevalue("shared")
    documents = [*shared.glob("seeds/*.txt"), *shared.glob("gold/docs/*.txt")]
    if not documents:
        pytest.skip("no shared documents to compare with")
    return set().union(*(word_runs(path.read_text(encoding="utf-8")) for path in documents))


def test_there_are_enough_briefs_in_each_language() -> None:
    languages = [split_brief(path)[0]["language"] for path in BRIEFS]
    assert len(BRIEFS) >= FEWEST_BRIEFS
    assert languages.count("fr") >= FEWEST_PER_LANGUAGE
    assert languages.count("en") >= FEWEST_PER_LANGUAGE


def test_no_readme_stands_where_every_markdown_file_is_read_as_a_document() -> None:
    assert not [path.name for path in SEEDS.iterdir() if path.stem.lower() == "readme"]


def test_front_matter_has_every_key_and_no_other(brief: Path) -> None:
    front_matter, _ = split_brief(brief)
    assert set(front_matter) == REQUIRED_KEYS
    assert all(front_matter.values())


def test_front_matter_names_us_and_cites_each_source_with_a_year(brief: Path) -> None:
    front_matter, _ = split_brief(brief)
    assert front_matter["publisher"] == "Liptako briefs"
    assert isinstance(front_matter["sources"], list)
    for source in front_matter["sources"]:
        assert re.search(r"\b(19|20)\d{2}\b", source), f"{brief.name}: no year in source {source!r}"


def test_file_name_date_and_language_agree_with_front_matter(brief: Path) -> None:
    front_matter, _ = split_brief(brief)
    name = FILE_NAME.fullmatch(brief.name)
    assert name
    assert isinstance(front_matter["published"], date)
    assert front_matter["published"] == date.fromisoformat(name["published"])
    assert front_matter["language"] == name["language"]


def test_body_is_written_in_the_stated_language(brief: Path) -> None:
    front_matter, body = split_brief(brief)
    assert language_by_common_words(body) == front_matter["language"]


def test_body_has_the_length_of_a_brief(brief: Path) -> None:
    _, body = split_brief(brief)
    assert len(body.split()) in WORDS_ALLOWED


def test_no_run_of_nine_words_comes_from_a_published_text(
    brief: Path, published_word_runs: set[tuple[str, ...]]
) -> None:
    taken_over = word_runs(brief.read_text(encoding="utf-8")) & published_word_runs
    assert not taken_over, sorted(" ".join(run) for run in taken_over)
