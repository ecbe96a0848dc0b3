"""Write geodata/placement/calibration.csv: ``python -m tests.benchmarks.calibrating`` (needs LIPTAKO_SHARED).

Measured on the names of LGL and GeoVirus with the install at hand (the default one is meant); TR-News is left out, so
that its accuracy can tell how well the weights hold. For every group and band of belief the share of right placements
(within 161 km, names under protocol B, each once a document) is taken in each corpus apart, shrunk towards one half by
`DOUBT` made-up placements; the mean of the corpora counts. The odds are divided by `ELSEWHERE` at last, since a text of
neither kind is placed worse. A table of one corpus is tried on the other before, and the figures are printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from geodata.placement.calibration import GROUPS, TABLE, Group, group_of
from tests.benchmarks.placing import MEASURED, Judged, judged_corpus

EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 0.95, 0.99, 1.0)
DOUBT = 4.0
FEWEST = 15
"""Placements of a band in one corpus below which that corpus says nothing of it."""
ELSEWHERE = 4.0
"""How much worse the odds are on texts of a kind that was not measured with: the one number here that was chosen so
that nine of ten are right among the scores of .9 and more on a third corpus."""
Row = tuple[Group, float, bool]
Table = dict[Group, list[tuple[float, float]]]
CONFIDENT: tuple[Group, ...] = ("local", "unit", "bare")
HEAD = """\
# From belief (how far the first candidate leads the others and "none of these") to the share of placements that were
# right, which is the score. Written by tests/benchmarks/calibrating.py, which says how it was measured. Groups: towns
# and districts (local), regions and countries (unit), areas (wide), and towns of which only a name is told (bare).
"""


def rows_of(corpus: str) -> list[Row]:
    """Return group, belief and whether it was right for every name that was placed on an entry, once a document.

    What a text repeats is right or wrong together, and says no more than once how sure one can be.
    """
    judged = [one for one in judged_corpus(corpus) if one.placement.place is not None]
    return list({(one.document, one.placement.mention.key): _row(one) for one in judged}.values())


def _row(one: Judged) -> Row:
    place = one.placement.place
    assert place is not None
    return group_of(place.kind, one.placement.method), one.placement.candidates[0].score, one.right


def fitted(corpora: Sequence[Sequence[Row]]) -> Table:
    """Return beliefs (middles of bands) and shares, rising, for each group."""
    table: Table = {}
    for group in GROUPS:
        shares = [_mean_share(corpora, group, band) for band in range(len(EDGES) - 1)]
        known = [(band, share) for band, share in enumerate(shares) if share is not None]
        rising = np.minimum.accumulate([share for _, share in known][::-1])[::-1]
        middles = [(EDGES[band] + EDGES[band + 1]) / 2 for band, _ in known]
        table[group] = [(round(at, 3), round(float(share), 3)) for at, share in zip(middles, rising, strict=True)]
    return table


def _mean_share(corpora: Sequence[Sequence[Row]], group: Group, band: int) -> float | None:
    shares = []
    for rows in corpora:
        low, high = EDGES[band], EDGES[band + 1]
        right = [ok for name, belief, ok in rows if name == group and (low <= belief < high or belief == high == 1.0)]
        if len(right) >= FEWEST:
            shares.append((sum(right) + DOUBT / 2) / (len(right) + DOUBT))
    return sum(shares) / len(shares) if shares else None


def widened(table: Table) -> Table:
    """Return a table with the odds of being right divided by `ELSEWHERE`, in the groups that claim much."""
    return {
        group: [(at, round(_less_sure(share), 3)) for at, share in points] if group in CONFIDENT else points
        for group, points in table.items()
    }


def _less_sure(share: float) -> float:
    odds = share / (1 - share) / ELSEWHERE
    return odds / (1 + odds)


def _score(table: Table, group: Group, belief: float) -> float:
    points = table[group]
    return float(np.interp(belief, [at for at, _ in points], [share for _, share in points])) if points else 0.5


def reliability(table: Table, rows: Sequence[Row]) -> str:
    """Return for each tenth of the score how many placements got it and the share of them that is right."""
    bands: dict[int, list[bool]] = defaultdict(list)
    for group, belief, right in rows:
        bands[min(int(_score(table, group, belief) * 10), 9)].append(right)
    return "  ".join(f"{band / 10:.1f}: {sum(got) / len(got):.3f} of {len(got)}" for band, got in sorted(bands.items()))


def main() -> None:
    """Try each corpus on the other, then write the table from both."""
    corpora = {name: rows_of(name) for name in MEASURED}
    for name, rows in corpora.items():
        others = [other for key, other in corpora.items() if key != name]
        print(f"{name}, scores from the other: {reliability(widened(fitted(others)), rows)}")
    table = widened(fitted(list(corpora.values())))
    lines = [f"{group},{belief},{share}" for group, points in table.items() for belief, share in points]
    TABLE.write_text(HEAD + "group,belief,share\n" + "\n".join(lines) + "\n", encoding="utf-8")
    for name, rows in corpora.items():
        print(f"{name}, scores from both: {reliability(table, rows)}")


if __name__ == "__main__":
    main()
