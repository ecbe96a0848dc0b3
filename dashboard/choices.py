"""What a filter can be set to: the values that the store has, the most frequent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from geodata.columns import Columns

# Names that a list offers; the rest is reached by the words of the text filter.
MOST_NAMES = 400


@dataclass(frozen=True, slots=True)
class Choices:
    """Values of filters.

    Parameters
    ----------
    actors, publishers : tuple of str
        The most frequent first, at most `MOST_NAMES`.
    statuses, languages : tuple of str
    most_sources : int
        The greatest number of sources of one event.
    """

    actors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    most_sources: int = 1


def choices(columns: Columns) -> Choices:
    """Return what the filters of a store can be set to."""
    of_documents = columns.document_publisher[columns.source]
    return Choices(
        actors=_frequent(columns.actor, columns.actors),
        publishers=_frequent(of_documents, columns.publisher_names),
        statuses=_frequent(columns.status, columns.statuses),
        languages=tuple(language for language in sorted(columns.languages) if language),
        most_sources=int(columns.publishers.max(initial=1)),
    )


def _frequent(codes: NDArray[Any], names: Sequence[str]) -> tuple[str, ...]:
    counted = np.bincount(codes, minlength=len(names)) if len(codes) else np.zeros(len(names), int)
    order = np.argsort(-counted, kind="stable")[:MOST_NAMES]
    return tuple(names[at] for at in order if counted[at])
