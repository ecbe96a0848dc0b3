"""The stand-alone page as a file: all inside, nothing that runs but its own scripts, the same bytes every time."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dashboard import standalone
from dashboard.data import Library
from dashboard.standalone import make_page
from geodata.errors import PublishError
from geodata.model import View, ViewSpec
from tests.dashboard.sample_view import HOSTILE

DAY = dt.date(2026, 11, 22)


class Parts(HTMLParser):
    """Collects elements, attributes that would fetch, and what stands in scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.fetching: list[str] = []
        self.handlers: list[str] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self._open: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"src", "href", "action", "srcset", "poster", "data"}:
                self.fetching.append(f"{tag} {name}={value}")
            if name.startswith("on"):
                self.handlers.append(name)
        if tag == "script":
            self._open = dict(attrs)

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.scripts.append((self._open, data))
            self._open = None

    def script(self, element_id: str) -> str:
        return next(text for attrs, text in self.scripts if attrs.get("id") == element_id)


def parsed(page: bytes) -> Parts:
    parts = Parts()
    parts.feed(page.decode())
    return parts


def test_nothing_in_the_page_is_fetched_from_anywhere(library: Library) -> None:
    page = make_page(library, ViewSpec(), "en")
    parts = parsed(page)
    assert not parts.fetching
    assert not parts.handlers
    styles = page.decode().partition("<style>")[2].partition("</style>")[0]
    assert not re.findall(r"@import|url\((?!#|data:)", styles)


def test_only_the_scripts_of_the_page_may_run(library: Library) -> None:
    page = make_page(library, ViewSpec(), "en").decode()
    policy = html.unescape(page.partition('Content-Security-Policy" content="')[2].partition('"')[0])
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    running = [text for attrs, text in parsed(page.encode()).scripts if "type" not in attrs]
    assert allowed == {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in running}
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy


def test_hostile_text_stays_data(library: Library) -> None:
    page = make_page(library, ViewSpec(), "en", title=HOSTILE)
    assert b"<script>window.hacked" not in page
    cards = json.loads(parsed(page).script("data"))["cards"]
    assert any("<script>window.hacked=1</script>" in json.dumps(card) for card in cards)


def test_the_cards_quote_the_documents_and_name_their_places(library: Library) -> None:
    told = json.loads(parsed(make_page(library, ViewSpec(), "en")).script("data"))
    card = next(card for card in told["cards"] if "gn:2461003" in card["places"])
    assert "fought" in "".join(row["words"] for row in card["quotes"])
    assert "Wire A" in card["quotes"][0]["source"]
    assert told["chains"]["gn:2461003"][-1] == "gn:2461003"


@pytest.mark.parametrize(("language", "word"), [("fr", "Tout afficher"), ("en", "Show everything")])
def test_the_page_speaks_its_language(library: Library, language: str, word: str) -> None:
    page = make_page(library, ViewSpec(), language).decode()
    assert f'<html lang="{language}">' in page
    assert word in page


def test_the_same_data_gives_the_same_bytes_and_only_the_day_differs(library: Library) -> None:
    assert make_page(library, ViewSpec(), "fr") == make_page(library, ViewSpec(), "fr")
    assert "22 nov. 2026" in make_page(library, ViewSpec(), "fr", made_on=DAY).decode()


def test_two_thousand_events_stay_below_three_megabytes(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_page(library_of(library, 2000, monkeypatch), ViewSpec(), "fr")
    assert len(json.loads(parsed(page).script("data"))["cards"]) == 2000
    assert len(page) < 3_000_000


def test_beyond_what_a_mail_takes_the_newest_are_kept_and_the_page_says_so(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standalone, "MOST_CARDS", 20)
    page = make_page(library_of(library, 50, monkeypatch), ViewSpec(), "en")
    assert len(json.loads(parsed(page).script("data"))["cards"]) == 20
    assert "the newest 20 in full" in page.decode()


def library_of(library: Library, events: int, monkeypatch: pytest.MonkeyPatch) -> Library:
    """Return the library with its events told again and again under other ids; hostile names left out, being long."""
    real = Library.view

    def many(self: Library, spec: ViewSpec) -> View:
        view = real(self, spec)
        plain = [row for row in view.events if HOSTILE not in str(row)]
        rows = tuple(
            replace(row, event=replace(row.event, id=f"{number:04d}{row.event.id[4:]}"))
            for number in range(events // len(plain) + 1)
            for row in plain
        )[:events]
        return replace(
            view, events=rows, counts=replace(view.counts, events=events, events_total=events), columns=None, rows=None
        )

    monkeypatch.setattr(Library, "view", many)
    return library


def test_a_script_that_would_end_its_element_is_refused() -> None:
    with pytest.raises(PublishError, match="end tag"):
        standalone._inline("x = '</script>'")
