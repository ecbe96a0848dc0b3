"""Documents: the list, a reader with every mention and fact marked, and a place to add more."""

from __future__ import annotations

import streamlit as st

from dashboard import adding, spotlight, state, troubles
from dashboard.data import Library
from dashboard.escape import css_text, shorten
from dashboard.panels import block, filters, reader
from dashboard.panels.markup import join
from dashboard.panels.telling import Teller
from dashboard.words import Words
from geodata.errors import NotFound

NAME = "documents"
UPLOADS = ["txt", "text", "md", "markdown", "html", "htm"]


def show(library: Library, words: Words) -> None:
    """Show the page."""
    chosen = state.page_part("doc")
    teller = library.teller(words)
    left, right = st.columns([34, 66], gap="medium")
    with left:
        if chosen:
            st.button(words.text("Add documents"), key="add_more", on_click=_close, icon=":material/add:")
        _list(library, chosen, teller)
    with right:
        if chosen:
            open_reader(library, chosen, teller)
        else:
            _add(library, words)


def open_reader(library: Library, document_id: str, teller: Teller) -> None:
    """Show one document at the sentence that the address names."""
    words = teller.words
    try:
        document = library.store.document(document_id)
    except NotFound as error:
        gone = words.text("This document is not in the store any more.")
        block.show(reader.trouble(gone, troubles.told(error, words)), key="reader", cls="lk-reader")
        return
    at = state.page_part("at")
    facts = library.facts_in(document.id)
    new = document.id in state.added()
    block.show(
        join(
            [
                reader.bar(document.id, len(facts), words, new=new),
                reader.page(document, facts, library.placements(document.id), teller),
            ]
        ),
        key="reader",
        on_action=_act,
        cls="lk-reader",
        subject=document.id,
        target=f"at-{at}" if at and at.isdecimal() else None,
        block="center",
    )


def _list(library: Library, chosen: str | None, teller: Teller) -> None:
    words = teller.words
    wanted = _search(words)
    named = library.documents_named(wanted)
    filters.documents(library.documents_by_id().values(), words)
    found = filters.kept_documents(named)
    listed = reader.listing(
        found, library.reports_by_document(), teller,
        chosen=chosen, number=_page_number(), total=len(library.documents_by_id()),
    )  # fmt: skip
    block.show(listed, key="documents", on_action=_act, cls="lk-list", subject=f"{wanted} {_page_number()}")


def _page_number() -> int:
    """Return which page of the list the address names, from 0."""
    named = state.page_part("page") or ""
    return max(0, int(named[:6]) - 1) if named.isdecimal() and named.isascii() else 0


def _search(words: Words) -> str:
    """Show the box that searches the list, and return its words; they stand in the address."""
    st.session_state["find_document"] = state.page_part("find") or ""

    def searched() -> None:
        wanted = str(state.sent("find_document") or "").strip()[: state.TEXT_LIMIT]
        state.set_page_parts(find=wanted or None, page=None)

    hint = words.text("title, publisher, words")
    st.text_input(words.text("Find a document"), key="find_document", placeholder=hint, on_change=searched)
    return str(state.page_part("find") or "")


def _act(name: str, value: str) -> None:
    if name == "open":
        document_id, _, at = value.partition("@")
        state.set_page_parts(doc=document_id, at=at or None)
    elif name == "map":
        state.change(scope=None, selected=None)
        state.go_to("map", of=value)
    else:
        _turn(name, value)


def _turn(name: str, value: str) -> None:
    if name == "page" and value.isdecimal():
        state.set_page_parts(page=str(int(value) + 1) if int(value) else None)


def _close() -> None:
    state.set_page_parts(doc=None, at=None)


def _add(library: Library, words: Words) -> None:
    report = state.recall("added")
    if report:
        new = [row.document_id for row in report if row.new and row.document_id and row.facts]
        block.show(reader.added(report, words, spotlight.address(new)), key="added", on_action=_act, cls="lk-added")
    st.subheader(words.text("Add documents"), anchor=False)
    # Streamlit's own words on the uploader are English in every language: the style sheet puts ours in their place.
    with st.container(key="dress_upload"):
        st.html(f"<style>:root {{ --lk-choose: {css_text(words.text('Choose files'))}; }}</style>")
    files, text, address = st.tabs([words.text("Files"), words.text("A text"), words.text("An address")])
    with files:
        _files_form(library, words)
    with text:
        _text_form(library, words)
    with address:
        _address_form(library, words)


def _files_form(library: Library, words: Words) -> None:
    with st.form("add_files", clear_on_submit=True):
        files = st.file_uploader(
            words.text("Text, Markdown or HTML files, up to 25 MB each"), type=UPLOADS, accept_multiple_files=True
        )
        sent = st.form_submit_button(words.text("Read the files"), type="primary")
    if sent:
        _read(library, [adding.Upload(file.name, file.getvalue()) for file in files], words)


def _text_form(library: Library, words: Words) -> None:
    with st.form("add_text", clear_on_submit=True):
        left, right = st.columns([70, 30])
        title = left.text_input(words.text("Title"))
        published = right.text_input(
            words.text("Published on"),
            placeholder="2025-06-30",
            help=words.text("Year, month or day. Words such as “on Monday” are read from it."),
        )
        text = st.text_area(words.text("The text"), height=230)
        sent = st.form_submit_button(words.text("Read the text"), type="primary")
    if sent:
        _read(library, [adding.pasted(text, title, published)] if text.strip() else [], words)


def _address_form(library: Library, words: Words) -> None:
    with st.form("add_address", clear_on_submit=True):
        text = st.text_area(
            words.text("Addresses of articles or feeds, one a line"),
            placeholder="https://…",
            height=100,
            help=words.text(
                "The page is fetched from its site; nothing else is sent. Of a feed, the newest {n} articles are read.",
                n=words.number(adding.FEED_LIMIT),
            ),
        )
        sent = st.form_submit_button(words.text("Fetch and read"), type="primary")
    if sent:
        _read(library, adding.addresses(text), words)


def _read(library: Library, uploads: list[adding.Upload], words: Words) -> None:
    if not uploads:
        st.warning(words.text("There is nothing to read: choose a file, paste a text or give an address."))
        return
    bar = st.progress(0.0)

    def tell(done: int, total: int, name: str) -> None:
        told = words.text("{n} of {total}: {name}", n=done + 1, total=total, name=shorten(name, 80))
        bar.progress(done / total, told)

    report = adding.read_all(library, uploads, tell)
    bar.empty()
    state.remember("added", report)
    state.note_added(row.document_id for row in report if row.new and row.document_id)
    if len(report) == 1 and report[0].document_id:
        state.set_page_parts(doc=report[0].document_id, at=None)
    st.rerun()
