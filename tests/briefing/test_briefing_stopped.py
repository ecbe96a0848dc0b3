"""Briefings and pages tell how far they are, and end where who is told does not want them any more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.briefing import make_briefing
from dashboard.data import Library
from dashboard.standalone import make_page
from geodata.model import ViewSpec
from geodata.progress import Progress
from geodata.snapshot import render

Make = Callable[[Library, Progress], object]


class Stopped(Exception):
    pass


def briefing(library: Library, progress: Progress) -> object:
    return make_briefing(library, ViewSpec(scope="ML"), "en", progress=progress)


def page(library: Library, progress: Progress) -> object:
    return make_page(library, ViewSpec(), "en", progress=progress)


def picture(library: Library, progress: Progress) -> object:
    view = library.view(ViewSpec())
    return render(view, library.layers(view), library.boundaries, progress=progress)


@pytest.mark.parametrize("make", [briefing, page, picture])
def test_it_is_told_how_far_it_is_up_to_the_end(library: Library, make: Make) -> None:
    shares: list[float] = []
    make(library, lambda done, total: shares.append(done / total))
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert len(set(shares)) >= 4


@pytest.mark.parametrize("make", [briefing, page, picture])
@pytest.mark.parametrize("call", [1, 3])
def test_it_ends_at_once_where_it_is_not_wanted_any_more(library: Library, make: Make, call: int) -> None:
    calls: list[int] = []

    def stop(done: int, _: int) -> None:
        calls.append(done)
        if len(calls) == call:
            raise Stopped

    with pytest.raises(Stopped):
        make(library, stop)
    assert len(calls) == call
    # Nothing is left locked or half set.
    assert make(library, lambda _, __: None)
