"""The dialog that publishes a view: as a picture, a briefing, a page or data, seen before it is downloaded."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.data import Library
from dashboard.labels import N_
from dashboard.panels import chrome
from dashboard.panels.publish_work import Wanted, offer, stop_making
from dashboard.words import Words
from dashboard.working import Work
from geodata.addresses import write_address
from geodata.errors import LiptakoError
from geodata.model import Layers, View
from geodata.progress import part

# Width of a preview in pixels: as wide as the dialog shows it.
PREVIEW_WIDTH = 900
TITLE_LIMIT = 300
RESOLUTIONS = (150, 300, 600)
TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html",
}
LANGUAGES = {"fr": N_("French"), "en": N_("English"), "both": N_("both languages")}
SIZES = {
    "screen": N_("screen, 16:9"),
    "slide": N_("slide, 16:9"),
    "a4-landscape": N_("A4 across"),
    "a4-portrait": N_("A4 upright"),
    "a3-landscape": N_("A3 across"),
    "a3-portrait": N_("A3 upright"),
    "square": N_("square"),
}
THEMES = {"light": N_("light"), "grey": N_("to print in grey"), "dark": N_("dark")}
FORMS = {"picture": N_("Picture"), "briefing": N_("Briefing"), "page": N_("Page"), "data": N_("Data")}


if TYPE_CHECKING:
    from geodata.publication import Publication


@dataclass(frozen=True, slots=True)
class Ready:
    """What every form publishes: the view, and where the dashboard can be reached."""

    holdings: Library
    publication: Publication
    base: str
    words: Words

    @property
    def view(self) -> View:
        """The view."""
        return self.publication.view


def button(library: Library, view: View, words: Words) -> None:
    """Offer to publish the view."""
    if st.button(words.text("Publish"), key="publish", width="stretch", icon=":material/ios_share:"):
        _open(library, view, words)


def _open(library: Library, view: View, words: Words) -> None:
    # Nobody waits any more for a file whose dialog is closed.
    @st.dialog(words.text("Publish this view"), width="large", on_dismiss=stop_making)
    def dialog() -> None:
        try:
            _show(_ready(library, view, words))
        except LiptakoError as error:
            chrome.trouble(error, words)

    dialog()


def _ready(library: Library, view: View, words: Words) -> Ready:
    from geodata.publication import Publication  # noqa: PLC0415 - loads matplotlib, which most visits do not need

    base = _base()
    # Marks are made by the work that draws them: of many events they take a while.
    publication = Publication(
        view, Layers((), (), (), (), (), library.bounds(view.spec)), library.gazetteer, library.boundaries,
        library.store.digest(), write_address(view.spec, base),
    )  # fmt: skip
    return Ready(library, publication, base, words)


def _base() -> str:
    """Return the address under which others reach the dashboard: as set, or as this visitor came; else nothing."""
    from geodata.snapshot.code import is_public  # noqa: PLC0415 - as above

    came = str(st.context.url or "").partition("?")[0]
    return os.environ.get("LIPTAKO_ADDRESS") or (came if is_public(came) else "")


def _show(ready: Ready) -> None:
    words = ready.words
    form = st.segmented_control(
        words.text("Form"),
        list(FORMS),
        default="picture",
        format_func=lambda key: words.text(FORMS[key]),
        key="publish_form",
        label_visibility="collapsed",
        required=True,
    )
    {"picture": _picture, "briefing": _briefing, "page": _page, "data": _data}[form or "picture"](ready)


def _picture(ready: Ready) -> None:
    words = ready.words
    left, right = st.columns([30, 70], gap="medium")
    with left:
        title = _title(words)
        language = _choice(words.text("Language"), LANGUAGES, words, "language", default=words.language)
        size = _choice(words.text("Size"), SIZES, words, "size")
        theme = _choice(words.text("Colours"), THEMES, words, "theme")
        fmt = st.selectbox(words.text("Format"), ["png", "svg", "pdf"], format_func=str.upper, key="publish_format")
        dpi = None
        if fmt == "png":
            dpi = st.selectbox(words.text("Dots per inch"), RESOLUTIONS, key="publish_dpi")

    def make(work: Work) -> bytes:
        from geodata import snapshot  # noqa: PLC0415 - matplotlib is loaded by the first picture only

        made = replace(ready.publication, layers=ready.holdings.layers(ready.view))

        def draw(fmt: str, dpi: int | None, number: int) -> bytes:
            request = made.request(language, _today(), title=title or None, size=size, theme=theme, dpi=dpi)
            told = part(work.tell, number, 2)
            return snapshot.render(made.view, made.layers, made.boundaries, request, fmt=fmt, progress=told)

        work.show([draw("png", _preview_dpi(size), 0)])
        return draw(fmt, dpi, 1)

    with right:
        _offer(ready, "picture", make, language, fmt, title, size, theme, str(dpi))


def _preview_dpi(size: str) -> int:
    from geodata.snapshot.sizes import DPI_RANGE, find_size  # noqa: PLC0415 - as above

    return max(DPI_RANGE[0], round(PREVIEW_WIDTH / find_size(size).width))


def _briefing(ready: Ready) -> None:
    from dashboard import briefing  # noqa: PLC0415 - the typesetter is loaded by the first briefing only

    words, spec = ready.words, ready.view.spec
    left, right = st.columns([30, 70], gap="medium")
    with left:
        title = _title(words)
        language = _language(words)
        st.caption(words.text("Map, key figures with their change, chronology with quotes, actors, statuses, method: "
                              "two to four pages."))  # fmt: skip
        if not (spec.start and spec.end):
            st.caption(words.text("Set a period to compare it with the one before."))

    def make(work: Work) -> bytes:
        with ready.holdings.of_one_state():
            made = briefing.make_briefing(
                ready.holdings, spec, language, title=title or None, base=ready.base, made_on=_today(), preview=True,
                progress=work.tell,
            )  # fmt: skip
        work.show(made.previews)
        return made.pdf

    with right:
        _offer(ready, "briefing", make, language, "pdf", title)


def _page(ready: Ready) -> None:
    from dashboard.standalone import make_page  # noqa: PLC0415 - read by the first page only

    words = ready.words
    title = _title(words)
    language = _language(words)
    st.caption(
        words.text(
            "One file with the interactive map and the excerpts, {events}. It needs no server and no connection, asks "
            "nobody for anything, and can be mailed.",
            events=words.plural("{n} event", "{n} events", ready.view.counts.events),
        )
    )

    def make(work: Work) -> bytes:
        with ready.holdings.of_one_state():
            return make_page(
                ready.holdings, ready.view.spec, language, title=title or None, base=ready.base, made_on=_today(),
                progress=work.tell,
            )  # fmt: skip

    _offer(ready, "page", make, language, "html", title)


def _data(ready: Ready) -> None:
    from dashboard.panels import publish_data  # noqa: PLC0415 - the formats are loaded by the first data only

    publish_data.show(ready.publication, ready.words.language, _today().isoformat(), ready.words)


def _title(words: Words) -> str:
    said: str = st.text_input(
        words.text("Title"),
        max_chars=TITLE_LIMIT,
        placeholder=words.text("made from place and period"),
        key="publish_title",
    )
    return said.strip()


def _language(words: Words) -> str:
    single = {key: label for key, label in LANGUAGES.items() if key != "both"}
    return _choice(words.text("Language"), single, words, "one_language", default=words.language)


def _choice(label: str, table: dict[str, str], words: Words, key: str, *, default: str = "") -> str:
    keys = list(table)
    at = keys.index(default) if default in keys else 0
    chosen: str = st.selectbox(
        label, keys, index=at, format_func=lambda code: words.text(table[code]), key=f"publish_{key}"
    )
    return chosen


def _offer(
    ready: Ready, form: str, make: Callable[[Work], bytes], language: str, extension: str, *choices: str
) -> None:
    made_of = (form, ready.publication.link, ready.publication.digest, _today().isoformat())
    name = ready.publication.file_name(language, extension)
    subject = (*made_of, language, extension, *choices)
    offer(Wanted(form, subject, make, extension.upper(), name, TYPES[extension]), ready.words)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
