"""Work beside the page is told how far it is, ends when nobody wants it, and says why it failed."""

from __future__ import annotations

from threading import Event

from dashboard.working import Work
from geodata.errors import PublishError


def test_work_is_done_and_told_how_far_it_is() -> None:
    def make(work: Work) -> bytes:
        work.tell(1, 2)
        return b"rows"

    work = Work(("a",), make)
    work.wait(10)
    assert (work.data, work.share, work.running, work.error) == (b"rows", 0.5, False, None)


def test_stopped_work_ends_before_its_next_rows_and_leaves_nothing() -> None:
    begun, goes_on, ended = Event(), Event(), []

    def make(work: Work) -> bytes:
        try:
            begun.set()
            goes_on.wait(10)
            work.tell(1, 2)
            ended.append("went on")
            return b"rows"
        finally:
            ended.append("cleaned up")

    work = Work(("a",), make)
    begun.wait(10)
    assert work.running
    work.stop()
    assert not work.running
    goes_on.set()
    work.wait(10)
    assert (work.data, ended) == (None, ["cleaned up"])


def test_a_failure_is_kept_for_the_page() -> None:
    def make(_: Work) -> bytes:
        raise PublishError("no room.", "Make some.")

    work = Work(("a",), make)
    work.wait(10)
    assert isinstance(work.error, PublishError)
    assert work.data is None


def test_what_can_be_seen_is_there_before_the_file_and_gone_once_it_is_stopped() -> None:
    shown, goes_on = Event(), Event()

    def make(work: Work) -> bytes:
        work.show([b"preview"])
        shown.set()
        goes_on.wait(10)
        return b"file"

    work = Work(("a",), make)
    assert shown.wait(10)
    assert (work.seen, work.data) == ((b"preview",), None)
    work.stop()
    goes_on.set()
    work.wait(10)
    assert (work.seen, work.data) == ((), None)
