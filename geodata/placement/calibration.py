"""The score of a placement: the share of placements of its kind and belief that were right when it was measured.

The table beside this module is written by ``python -m tests.benchmarks.calibrating``, which says how it was measured.
"""

from __future__ import annotations

import csv
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from geodata.errors import VocabularyError
from geodata.model import PlaceKind

Group = Literal["local", "unit", "wide", "bare"]
TABLE = Path(__file__).with_name("calibration.csv")
GROUPS: tuple[Group, ...] = get_args(Group)
COMPANY = 0.5
"""Score of a name without an entry, supposed near the middle of its text: no more than even, whatever was measured."""
_WIDE = frozenset[PlaceKind](("area", "continent", "river", "lake", "site"))
_UNITS = frozenset[PlaceKind](("admin1", "country"))


def group_of(kind: PlaceKind, method: str) -> Group:
    """Return the group in which placements are about equally often right at the same belief.

    Parameters
    ----------
    kind : PlaceKind
    method : str
        What decided; ``prior`` says that nothing in the text did.

    Returns
    -------
    {"local", "unit", "wide", "bare"}
        Towns and districts; regions and countries; areas, of which no two gazetteers share the middle; and towns and
        regions of which the text tells nothing but a name that others bear too.
    """
    if kind in _WIDE:
        return "wide"
    if kind != "country" and method == "prior":
        return "bare"
    return "unit" if kind in _UNITS else "local"


def calibrated(belief: float, group: Group = "local") -> float:
    """Return the share of placements that are right at a belief, 0 to 1, read off the table beside this module.

    Parameters
    ----------
    belief : float
        0 to 1, as `geodata.placement.resolve.resolve` gives it to the first candidate.
    group : {"local", "unit", "wide", "bare"}
    """
    beliefs, shares = _table(TABLE)[group]
    return float(np.interp(belief, beliefs, shares))


@cache
def _table(path: Path) -> dict[Group, tuple[list[float], list[float]]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
        told = {
            group: [(float(row["belief"]), float(row["share"])) for row in rows if row["group"] == group]
            for group in GROUPS
        }
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise VocabularyError(f"{path.name}: {error!r}.", "Compare it with the version in the package.") from error
    return {group: _checked(pairs, path, group) for group, pairs in told.items()}


def _checked(pairs: list[tuple[float, float]], path: Path, group: Group) -> tuple[list[float], list[float]]:
    beliefs, shares = [belief for belief, _ in pairs], [share for _, share in pairs]
    falls = any(after <= before for before, after in pairwise(beliefs)) or shares != sorted(shares)
    if falls or not beliefs or not all(0 <= number <= 1 for number in (*beliefs, *shares)):
        raise VocabularyError(
            f"{path.name}, group {group}: its numbers", "must rise and lie between 0 and 1; correct the table."
        )
    return beliefs, shares
