"""The whole way of one document, and of many: trouble with one is kept with its reason and stops no other."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from geodata import vocabulary
from geodata.contract import extract_record
from geodata.documents import find_documents, open_document
from geodata.errors import DocumentError, LiptakoError, StoreError
from geodata.facts import state
from geodata.mentions import recognise
from geodata.mentions.second_voice import spoken_version
from geodata.model import Document, Fact, Placement, Problem
from geodata.placement import place

if TYPE_CHECKING:
    from geodata.gazetteer import Gazetteer
    from geodata.store import Store

__all__ = ["IngestReport", "Reader", "Reading", "extract_record", "ingest", "rebuild_all"]

logger = logging.getLogger(__name__)
LEFT_OUT = "FactLeftOut"
# Called with how many files are done, how many there are, and the file at hand.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Reading:
    """What was found in one document.

    Parameters
    ----------
    document : Document
    placements : tuple of Placement
        One for each mention, in the order of the text.
    facts : tuple of Fact
    problems : tuple of Problem
        What was left out, and why.
    """

    document: Document
    placements: tuple[Placement, ...]
    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Recognise, place and state, with one gazetteer and the vocabulary of the package."""

    gazetteer: Gazetteer

    @property
    def versions(self) -> dict[str, str]:
        """The versions on which a reading depends; a second voice that is heard reads otherwise."""
        words = "+".join(filter(None, (vocabulary.version(), spoken_version())))
        return {"vocabulary": words, "gazetteer": self.gazetteer.version}

    def read(self, document: Document) -> Reading:
        """Find the places and facts of a document.

        Returns
        -------
        Reading
            Every excerpt in it stands in the text at its offsets; what does not is left out and named.
        """
        mentions = recognise(document, self.gazetteer)
        placements = place(document, mentions, self.gazetteer)
        facts = state(document, placements, self.gazetteer)
        quoted, problems = _with_evidence(document, facts)
        return Reading(document, tuple(placements), tuple(quoted), tuple(problems))


@dataclass
class IngestReport:
    """What became of the files.

    Parameters
    ----------
    added, unchanged : list of str
        Sources of documents that were written, and of those that the store held already.
    problems : list of Problem
        Of files that were read and could not be read.
    failed : list of Problem
        Of files, folders and documents that could not be read.
    superseded : dict of str to list of str
        Sources from which the store holds another text too, with the ids of those texts.
    """

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)
    superseded: dict[str, list[str]] = field(default_factory=dict)


def ingest(paths: Iterable[Path], store: Store, reader: Reader, progress: Progress | None = None) -> IngestReport:
    """Read files and folders into the store.

    Parameters
    ----------
    paths : iterable of Path
    store : Store
    reader : Reader
    progress : callable, optional
        Called before each file with the number done, the number of all, and its name.

    Returns
    -------
    IngestReport

    Raises
    ------
    StoreError
        If the store cannot be written: then no other document could be either.
    """
    report = IngestReport()
    files = _files(paths, report)
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files), path.name)
        try:
            _ingest_one(path, store, reader, report)
        except StoreError:
            raise
        except Exception as error:
            failure = _failure(str(path), error)
            report.failed.append(failure)
            store.record_failure(failure.where, [failure])
    if progress:
        progress(len(files), len(files), "")
    return report


def rebuild_all(store: Store, reader: Reader, progress: Progress | None = None) -> IngestReport:
    """Read all stored documents again that another vocabulary or gazetteer has read.

    Parameters
    ----------
    store, reader, progress
        As for `ingest`. A document that fails keeps what was found in it before.
    """
    report = IngestReport()
    infos = store.documents()
    for done, info in enumerate(infos):
        if progress:
            progress(done, len(infos), info.source)
        try:
            _read_into(store, reader, report, store.document(info.id), store.problems(info.id))
        except StoreError:
            raise
        except Exception as error:
            report.failed.append(_failure(info.source, error))
    return report


def _files(paths: Iterable[Path], report: IngestReport) -> list[Path]:
    files: dict[Path, None] = {}
    for path in paths:
        try:
            files.update(dict.fromkeys(find_documents([path])))
        except (DocumentError, OSError) as error:
            report.failed.append(_failure(str(path), error))
    return list(files)


def _ingest_one(path: Path, store: Store, reader: Reader, report: IngestReport) -> None:
    opened = open_document(path)
    document = store.complete(opened.document)
    if others := store.same_source(document):
        report.superseded[document.source] = others
    _read_into(store, reader, report, document, opened.problems)


def _read_into(
    store: Store, reader: Reader, report: IngestReport, document: Document, known: Sequence[Problem]
) -> None:
    if store.is_current(document, reader.versions):
        report.unchanged.append(document.source)
        return
    reading = reader.read(document)
    # What the last reading left out may be found now, so only the trouble with the file itself stays.
    problems = (*(problem for problem in known if problem.what != LEFT_OUT), *reading.problems)
    added = store.add(document, reading.placements, reading.facts, problems, versions=reader.versions)
    (report.added if added else report.unchanged).append(document.source)
    report.problems.extend(problems)


def _failure(where: str, error: Exception) -> Problem:
    logger.debug("%s could not be read", where, exc_info=error)
    why = str(error) if isinstance(error, LiptakoError) else f"{where}: {type(error).__name__}: {error}"
    return Problem(type(error).__name__, where.encode("utf-8", "replace").decode("utf-8"), why)


def _with_evidence(document: Document, facts: Sequence[Fact]) -> tuple[list[Fact], list[Problem]]:
    """Keep the facts whose excerpt stands in the text, each id once: no dot without a quote."""
    seen: Counter[str] = Counter()
    kept: list[Fact] = []
    problems: list[Problem] = []
    for fact in facts:
        seen[fact.id] += 1
        if document.text[fact.start : fact.end] != fact.excerpt or not fact.excerpt:
            problems.append(_left_out(document, fact, "its excerpt does not stand in the text"))
        elif seen[fact.id] > 1:
            problems.append(_left_out(document, fact, "another fact has its id"))
        else:
            kept.append(fact)
    return kept, problems


def _left_out(document: Document, fact: Fact, why: str) -> Problem:
    what = f"{document.source}: a fact of rule {fact.rule} at {fact.start} was left out, since {why}."
    return Problem(LEFT_OUT, document.source, what)
