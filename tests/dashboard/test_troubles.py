from __future__ import annotations

import pytest

from dashboard import troubles
from dashboard.words import Words
from geodata.documents.reading import open_text
from geodata.errors import LiptakoError, SetupError
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
