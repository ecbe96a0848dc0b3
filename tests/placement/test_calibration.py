from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import VocabularyError
from geodata.placement import calibration
from geodata.placement.calibration import calibrated


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_belief_never_gives_a_lower_score(one: float, other: float) -> None:
    low, high = sorted((calibrated(one), calibrated(other)))
    assert 0 <= low <= high <= 1
    assert calibrated(min(one, other)) == low


def test_a_table_that_falls_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "calibration.csv"
    table.write_text("belief,share\n0,0.5\n1,0.4\n", encoding="utf-8")
    monkeypatch.setattr(calibration, "TABLE", table)
    with pytest.raises(VocabularyError, match=r"calibration\.csv"):
        calibrated(0.5)
