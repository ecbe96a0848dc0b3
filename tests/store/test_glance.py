"""A glance at a store says what the store says, and leaves to it what it cannot answer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.documents import read_text
from geodata.errors import StoreError
from geodata.model import DateSpan, Membership
from geodata.reviewing import make_review
from geodata.store import Glance, Readable, Store, open_to_read

TEXT = "Le Mali a quitté la Cédéao le 29 janvier 2025."


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    del home  # empty
    document = read_text(TEXT, "départ.md")
    fact = Membership(
        id="left", document_id=document.id, start=0, end=len(TEXT), excerpt=TEXT, trigger_start=8, trigger_end=16,
        status="effective", date=DateSpan.parse("2025-01-29"), organisation="ECOWAS", members=("ML",),
        action="withdraw", rule="test",
    )  # fmt: skip
    with Store.open() as opened:
        opened.add(document, [], [fact])
        yield opened


def test_a_glance_says_what_the_store_says(store: Store) -> None:
    glance = open_to_read()
    assert isinstance(glance, Glance)
    assert isinstance(glance, Readable)
    assert (glance.place, glance.digest(), glance.written()) == (store.place, store.digest(), store.written())
    assert glance.facts(layer="membership") == store.facts(layer="membership") != []
    assert glance.reviewed_at() == 0
    event = store.events()[0]
    store.review(make_review("confirm", store.page([1])[0].event, who="Awa"))
    assert (glance.reviewed_at(), glance.digest()) == (1, store.digest())
    assert event.id in glance.reviews().by_event


def test_a_glance_scans_the_reports_that_the_store_scans(store: Store) -> None:
    glance = open_to_read()
    for first_only in (True, False):
        with glance.scan() as quick, store.scan() as slow:
            assert quick([1], first_only=first_only) == slow([1], first_only=first_only) != ""


def test_what_a_glance_does_not_know_itself_the_store_answers_until_it_is_closed(store: Store) -> None:
    with open_to_read() as glance:
        assert glance.page([1]) == store.page([1])
        assert glance.facts() == store.facts()
        assert [row.event.id for row in glance.page(glance.search(["mali"]).tolist())]


def test_a_glance_writes_nothing(store: Store) -> None:
    del store
    glance = open_to_read()
    assert isinstance(glance, Glance)
    with pytest.raises(StoreError, match="readonly"), glance._connected() as connection:
        connection.execute("DELETE FROM meta")


@pytest.mark.parametrize(
    "change",
    ["UPDATE alembic_version SET version_num = '0001'", "UPDATE meta SET value = 'x' WHERE key = 'merged_by'"],
)
def test_a_store_that_has_to_be_upgraded_or_merged_is_opened_in_whole(store: Store, change: str) -> None:
    with sqlite3.connect(store.place) as connection:
        connection.execute(change)
    connection.close()
    assert Glance.of(f"sqlite:///{store.place}") is None


@pytest.mark.parametrize("content", [None, b"", b"no database at all, but long enough to be looked at"])
def test_what_is_no_store_of_ours_is_left_to_the_store_to_tell(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "liptako.sqlite"
    if content is not None:
        path.write_bytes(content)
    assert Glance.of(f"sqlite:///{path}") is None
    assert path.exists() == (content is not None)
    assert Glance.of("postgresql://localhost/liptako") is None


def test_a_store_that_is_gone_is_told_in_plain_words(store: Store) -> None:
    glance = open_to_read()
    store.close()
    for left in Path(store.place).parent.glob("liptako.sqlite*"):
        left.unlink()
    with pytest.raises(StoreError, match=r"liptako\.sqlite"):
        glance.digest()


def test_memberships_are_whole_facts(store: Store) -> None:
    del store
    assert all(isinstance(fact, Membership) for fact in open_to_read().facts(layer="membership"))


def test_a_picture_is_drawn_without_what_makes_it_slow_to_start() -> None:
    heavy = {"sqlalchemy", "pandas", "geopandas", "pyarrow", "streamlit", "folium"}
    program = (
        "import sys, geodata.cli, geodata.publication, geodata.snapshot.drawing, geodata.export.describing\n"
        "import geodata.store.glance, geodata.boundaries, geodata.gazetteer.boundaries.points\n"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
