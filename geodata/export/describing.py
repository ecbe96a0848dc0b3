"""What the manifest of a view says, whatever file the view was made into."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from geodata.export.manifest import Manifest, program_version
from geodata.sources import credits as credits_of
from geodata.vocabulary import version as vocabulary_version

if TYPE_CHECKING:
    from geodata.publication import Publication


def describe(
    ready: Publication,
    name: str,
    extension: str,
    sha256: str,
    size: int,
    language: str,
    *,
    rows: int | None = None,
    unit: str = "",
    mode: str = "full",
    made_on: str = "",
    options: Mapping[str, Any] | None = None,
) -> Manifest:
    """Return the manifest of a file.

    Parameters
    ----------
    ready : Publication
        The view that it shows.
    name, extension : str
        Bare name, and csv, geojson, png ...
    sha256 : str
    size : int
        Bytes.
    language : {"fr", "en", "both"}
        Of what the manifest says of its sources.
    rows : int, optional
        None for pictures, briefings and pages.
    unit, mode, made_on : str
    options : mapping, optional
        What else was asked for; what was not is left out.
    """
    counts = ready.view.counts
    credited = credits_of("fr" if language == "fr" else "en", frozenset({"places", "outlines"}))
    return Manifest(
        file=name, format=extension, sha256=sha256, bytes=size, rows=rows, view=ready.link, unit=unit, mode=mode,
        data=ready.digest,
        versions={
            "liptako": program_version(), "vocabulary": vocabulary_version(),
            "gazetteer": ready.gazetteer.version, "boundaries": ready.boundaries.version,
        },
        counts={
            "events": counts.events, "events_in_store": counts.events_total, "facts": counts.facts,
            "documents": counts.documents, "publishers": counts.publishers, "hidden": dict(counts.hidden),
        },
        sources=[one.line() for one in credited], made_on=made_on,
        options={key: value for key, value in (options or {}).items() if value is not None},
    )  # fmt: skip


def describe_bytes(
    ready: Publication, name: str, data: bytes, language: str, *, made_on: str, options: Mapping[str, Any]
) -> Manifest:
    """Return the manifest of a file that is made in memory: a picture, a briefing or a page."""
    extension = name.rpartition(".")[2].lower()
    digest = hashlib.sha256(data).hexdigest()
    told = {"language": language, **options}
    return describe(ready, name, extension, digest, len(data), language, made_on=made_on, options=told)
