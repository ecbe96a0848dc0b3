from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import VocabularyError
from geodata.model import PlaceKind
from geodata.placement import calibration
from geodata.placement.calibration import GROUPS, Group, calibrated, group_of


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(GROUPS))
def test_more_belief_never_gives_a_lower_score(one: float, other: float, group: Group) -> None:
    low, high = sorted((calibrated(one, group), calibrated(other, group)))
    assert 0 <= low <= high <= 1
    assert calibrated(min(one, other), group) == low


@pytest.mark.parametrize(
    ("kind", "method", "group"),
    [("settlement", "near", "local"), ("admin2", "chain", "local"), ("admin1", "kind", "unit"),
     ("country", "prior", "unit"), ("settlement", "prior", "bare"), ("area", "unique", "wide")],
)  # fmt: skip
def test_the_kind_and_what_decided_choose_the_column(kind: PlaceKind, method: str, group: Group) -> None:
    assert group_of(kind, method) == group


def test_an_area_never_scores_as_a_town_can() -> None:
    assert calibrated(1.0, "wide") < calibrated(1.0, "local")


@pytest.mark.parametrize("text", ["belief,share\n0,0.5\n1,0.4\n", "group,belief,share\nlocal,0,0.5\nlocal,1,0.4\n"])
def test_a_table_that_falls_or_lacks_a_column_is_refused(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "calibration.csv"
    table.write_text(text, encoding="utf-8")
    monkeypatch.setattr(calibration, "TABLE", table)
    with pytest.raises(VocabularyError, match=r"calibration\.csv"):
        calibrated(0.5)
