"""A file made beside the dialog tells how far it is, can be stopped, and is offered when it is whole."""

from __future__ import annotations

import time
from threading import Event

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.panels import publish_work
from dashboard.working import Work
from geodata.errors import PublishError

MADE: list[str] = []


class Slow:
    """Makes a file in two steps, the second when it is let go."""

    def __init__(self) -> None:
        self.begun, self.goes_on = Event(), Event()

    def __call__(self, work: Work) -> bytes:
        work.tell(1, 2)
        self.begun.set()
        self.goes_on.wait(10)
        work.tell(2, 2)
        MADE.append("whole")
        return b"rows"


def page() -> None:
    import streamlit as st

    from dashboard.panels.publish_work import Wanted, offer, stop_making
    from dashboard.words import Words

    choice = st.session_state.get("choice", "a")
    wanted = Wanted("data", (choice,), st.session_state["make"], "CSV", "rows.csv", "text/csv")
    if st.session_state.get("closes"):
        stop_making()
    else:
        offer(wanted, Words("en"), at_once=st.session_state.get("at_once", True))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, Slow]:
    monkeypatch.setattr(publish_work, "PATIENCE", 0.01)
    MADE.clear()
    app, make = AppTest.from_function(page), Slow()
    app.session_state["make"] = make
    return app, make


def work_of(app: AppTest) -> Work:
    work = app.session_state[f"kept_{publish_work.WORK}"]
    assert isinstance(work, Work)
    return work


def test_what_is_made_can_be_stopped_and_begun_anew(shown: tuple[AppTest, Slow]) -> None:
    app, make = shown
    app.run()
    assert make.begun.wait(10)
    app.run()
    assert [button.label for button in app.button] == ["Stop"]
    work = work_of(app)
    assert work.share == 0.5
    app.button("stop_making").click().run()
    make.goes_on.set()
    work.wait(10)
    assert (MADE, work.data) == ([], None)
    assert [caption.value for caption in app.caption] == ["Stopped; nothing was written."]
    app.button("prepare").click().run()
    work_of(app).wait(10)
    app.run()
    assert (MADE, work_of(app).data, list(app.button)) == (["whole"], b"rows", [])


def test_another_choice_stops_what_was_made_before(shown: tuple[AppTest, Slow]) -> None:
    app, make = shown
    app.run()
    assert make.begun.wait(10)
    before = work_of(app)
    app.session_state["choice"] = "b"
    app.run()
    assert before.stopped
    assert work_of(app).subject == ("b",)
    make.goes_on.set()


def test_large_files_wait_until_they_are_asked_for(shown: tuple[AppTest, Slow]) -> None:
    app, make = shown
    app.session_state["at_once"] = False
    app.run()
    assert [button.label for button in app.button] == ["Prepare CSV"]
    assert not make.begun.is_set()
    make.goes_on.set()
    app.button("prepare").click().run()
    assert make.begun.wait(10)
    # Ends before the next test counts what was made.
    while work_of(app).running:
        time.sleep(0.01)


def test_what_fails_is_told_and_can_be_tried_again(shown: tuple[AppTest, Slow]) -> None:
    app, make = shown
    tries: list[int] = []

    def fail_once(work: Work) -> bytes:
        tries.append(1)
        if len(tries) == 1:
            raise PublishError("gao.csv cannot be written: the disk is full.", "Make room, or choose another folder.")
        return make(work)

    make.goes_on.set()
    app.session_state["make"] = fail_once
    app.run()
    work_of(app).wait(10)
    app.run()
    assert [button.label for button in app.button] == ["Prepare CSV"]
    app.button("prepare").click().run()
    work_of(app).wait(10)
    assert work_of(app).data == b"rows"


def test_a_closed_dialog_stops_what_is_being_made_and_keeps_what_is_ready(shown: tuple[AppTest, Slow]) -> None:
    app, make = shown
    app.run()
    assert make.begun.wait(10)
    dropped = work_of(app)
    app.session_state["closes"] = True
    app.run()
    make.goes_on.set()
    dropped.wait(10)
    assert (MADE, dropped.data) == ([], None)
    app.session_state["closes"] = False
    app.run()
    work_of(app).wait(10)
    app.session_state["closes"] = True
    app.run()
    assert work_of(app).data == b"rows"


def test_a_file_that_is_whole_while_the_bar_is_drawn_is_looked_at_again(
    shown: tuple[AppTest, Slow], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, make = shown
    ended: list[str] = []
    monkeypatch.setattr(publish_work, "_look_no_more", lambda: ended.append("no more"))
    bar = st.progress

    def drawn(share: float, text: str) -> object:
        shown_bar = bar(share, text)
        make.goes_on.set()
        work_of(app).wait(10)
        return shown_bar

    app.run()
    assert make.begun.wait(10)
    monkeypatch.setattr(st, "progress", drawn)
    app.run()
    assert [button.label for button in app.button] == ["Stop"]
    assert ended == []
    app.run()
    assert ended == ["no more"]
