"""What is different from a former manifest, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from geodata.export.manifest import Manifest, digest_of
from geodata.snapshot.wording import words_in

# What a difference in a field of the manifest comes from.
MEANINGS = {
    "data": "the data has changed since",
    "versions, liptako": "another version of the program would make it",
    "versions, vocabulary": "the rules have changed since",
    "versions, gazetteer": "the place names have changed since",
    "versions, boundaries": "the outlines have changed since",
    "sha256": "the file would have other bytes",
}
# What is counted, in words.
COUNTED = {
    "counts, events": "events shown",
    "counts, events_in_store": "events in the store",
    "counts, facts": "reports shown",
    "counts, documents": "documents they rest on",
    "counts, publishers": "publishers",
}
HIDDEN = "counts, hidden"


def differences_told(changed: Mapping[str, tuple[Any, Any]]) -> Iterator[str]:
    """Yield a line for each difference between two manifests, member by member where a field has members.

    Parameters
    ----------
    changed : mapping of str to (object, object)
        As `geodata.export.manifest.Manifest.differences` gives it.
    """
    for name, (then, now) in changed.items():
        yield from _told(name, then, now)


def touched(manifest: Path, former: Manifest) -> Iterator[str]:
    """Yield a line if the file of a manifest is no longer beside it, or no longer what was written."""
    file = manifest.with_name(former.file)
    if not file.exists():
        yield "the file is not beside its manifest"
    elif digest_of(file) != former.sha256:
        yield "the file is not what was written: somebody changed it"


def _told(name: str, then: Any, now: Any) -> Iterator[str]:
    if isinstance(then, dict) and isinstance(now, dict):
        for key in sorted({*then, *now}):
            if then.get(key) != now.get(key):
                yield from _told(f"{name}, {key}", then.get(key), now.get(key))
        return
    counted = _counted(name)
    if counted:
        # What a filter does not hide is not listed: a missing number is 0.
        yield f"{counted}: {then or 0} then, {now or 0} now"
        return
    then, now = ("not given" if value is None else value for value in (then, now))
    meaning = MEANINGS.get(name)
    yield f"{meaning} ({name} was {then}, is {now})" if meaning else f"{name} was {then}, is {now}"


def _counted(name: str) -> str | None:
    """Return in words what a field counts; None for one that does not count."""
    filter_name = name.removeprefix(f"{HIDDEN}, ")
    if filter_name == name:
        return COUNTED.get(name)
    return f"events hidden, {words_in('en').say(f'hidden_by.{filter_name}', n='').strip()}"
