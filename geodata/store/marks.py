"""What tells one state of a store from another; here, so that it can be asked without loading what writes stores."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from geodata.model import stable_id

# The newest migration last, and before it all that a store may be upgraded from.
REVISIONS = ("0001", "0002", "0003")
# Keys of the table `meta`: the sum of the hashes of all documents, a mark of the last write, and which code merged.
CONTENTS, WRITTEN, MERGED_BY = "contents", "written", "merged_by"
# The last changes, each under a number: the marks before and after, and the numbers of the events that it touched.
CHANGE = "change:"
# The digest is the sum of the hashes of the documents: it does not depend on their order, and one that comes or goes
# changes it without a look at the others.
DIGITS = 32
NOTHING = "0" * DIGITS


def digest_of(contents: str | None, review_ids: Iterable[str]) -> str:
    """Return a hash that changes with anything that a view could show.

    Parameters
    ----------
    contents : str or None
        The value of `CONTENTS`.
    review_ids : iterable of str
        In the order in which they were written. Reviews are only ever added: how many there are tells whether there is
        a new one, and a store without any keeps the digest that it had before there were reviews.
    """
    return stable_id(contents or NOTHING, *review_ids)


def touched(changes: Iterable[str], mark: str, now: str) -> frozenset[int] | None:
    """Return the numbers of the events touched between two marks; None where that is not known any more.

    Parameters
    ----------
    changes : iterable of str
        The values of the keys that begin with `CHANGE`.
    mark, now : str
        Values of `WRITTEN`.
    """
    told = {before: (after, events) for before, after, events in map(json.loads, changes)}
    found = set[int]()
    while mark != now:
        if mark not in told:
            return None
        mark, events = told.pop(mark)
        found.update(events)
    return frozenset(found)


@cache
def merging_version() -> str:
    """Return a hash of the code that merges and tells what an event comes to: others' events are merged anew."""
    sources = sorted(files("geodata.events").iterdir(), key=lambda path: path.name)
    told = [path for path in sources if path.name.endswith(".py")]
    return stable_id(*(path.read_text(encoding="utf-8") for path in (*told, files("geodata") / "profiles.py")))
