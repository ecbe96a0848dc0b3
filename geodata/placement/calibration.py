"""The score of a placement: the share of placements with that belief that were right when it was measured."""

from __future__ import annotations

import csv
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from geodata.errors import VocabularyError

TABLE = Path(__file__).with_name("calibration.csv")
COMPANY = 0.6
"""Share of names without an entry that lie within 161 km of the middle of their text (LGL and GeoVirus, 201 names)."""


def calibrated(belief: float) -> float:
    """Return the share of placements that are right at a belief, 0 to 1, read off the table beside this module.

    Parameters
    ----------
    belief : float
        0 to 1, as `geodata.placement.resolve.resolve` gives it to the first candidate.
    """
    beliefs, shares = _table(TABLE)
    return float(np.interp(belief, beliefs, shares))


@cache
def _table(path: Path) -> tuple[list[float], list[float]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
        beliefs, shares = [float(row["belief"]) for row in rows], [float(row["share"]) for row in rows]
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise VocabularyError(f"{path.name}: {error!r}.", "Compare it with the version in the package.") from error
    falls = any(after <= before for before, after in pairwise(beliefs)) or shares != sorted(shares)
    if falls or not beliefs or not all(0 <= number <= 1 for number in (*beliefs, *shares)):
        raise VocabularyError(f"{path.name}: its numbers", "must rise and lie between 0 and 1; correct the table.")
    return beliefs, shares
