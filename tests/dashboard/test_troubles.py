from __future__ import annotations

import pytest

from dashboard import troubles
from dashboard.words import Words
from geodata.documents.reading import open_text
from geodata.errors import LiptakoError, PublishError, SetupError, SnapshotError
from geodata.model import DateSpan


def test_an_empty_text_is_refused_in_both_languages() -> None:
    with pytest.raises(LiptakoError) as caught:
        open_text(" ", "brief.txt")
    assert troubles.told(caught.value, Words("en")) == str(caught.value)
    french = troubles.told(caught.value, Words("fr"))
    assert french.startswith("brief.txt est vide")
    assert "fill it" not in french


def test_a_day_that_does_not_read_is_told_with_what_was_written() -> None:
    with pytest.raises(ValueError, match="is not a date") as caught:
        DateSpan.parse("next week")
    told = troubles.told(LiptakoError(f"{caught.value}."), Words("fr"))
    assert "n’est pas une date" in told
    assert "next week" in told


def test_an_error_without_a_translation_is_shown_as_it_comes() -> None:
    assert troubles.told(SetupError("port 1 is taken.", "Try 2."), Words("fr")) == "port 1 is taken. Try 2."


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (PublishError("gao.csv cannot be written: the disk is full.", "Make room, or choose another folder."), "plein"),
        (SnapshotError("The font file X.ttf of matplotlib is missing.", "Install matplotlib again."), "X.ttf"),
        (PublishError("the view shows Gao alone, which a public file may not tell so exactly.", ""), "que Gao"),
    ],
)
def test_what_goes_wrong_while_a_view_is_published_is_told_in_french(error: LiptakoError, expected: str) -> None:
    what, remedy = troubles.parts(error, Words("fr"))
    assert expected in what
    assert what != error.what
    assert not error.remedy or remedy != error.remedy
