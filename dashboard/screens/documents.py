"""Documents: the list, a reader with every mention and fact marked, and a place to add more."""

from __future__ import annotations

import streamlit as st

from dashboard import adding, state
from dashboard.data import Library
from dashboard.escape import css_text
from dashboard.panels import block, reader
from dashboard.panels.telling import Teller
from dashboard.words import Words
from geodata.errors import NotFound

NAME = "documents"
UPLOADS = ["txt", "text", "md", "markdown", "html", "htm"]


def show(library: Library, words: Words) -> None:
    """Show the page."""
    _take_over_request()
    chosen = state.page_part("doc")
    teller = library.teller(words)
    left, right = st.columns([34, 66], gap="medium")
    with left:
        if chosen:
            st.button(words.text("Add documents"), key="add_more", on_click=_close, icon=":material/add:")
        _list(library, chosen, teller)
    with right:
        if chosen:
            _reader(library, chosen, teller)
        else:
            _add(library, words)


def _list(library: Library, chosen: str | None, teller: Teller) -> None:
    words = teller.words
    st.text_input(words.text("Find a document"), key="find_document", placeholder=words.text("title, publisher, words"))
    wanted = str(state.sent("find_document") or "")
    documents = library.store.documents()
    found = reader.listing(documents, library.facts_by_document(), teller, wanted=wanted, chosen=chosen)
    block.show(found, key="documents", on_action=_open, cls="lk-list", subject="list")


def _reader(library: Library, chosen: str, teller: Teller) -> None:
    words = teller.words
    try:
        document = library.store.document(chosen)
    except NotFound as error:
        gone = words.text("This document is not in the store any more.")
        block.show(reader.trouble(gone, str(error)), key="reader", cls="lk-reader")
        return
    facts = library.facts_by_document().get(document.id, [])
    at = state.page_part("at")
    block.show(
        reader.page(document, facts, library.placements(document.id), teller),
        key="reader",
        cls="lk-reader",
        subject=document.id,
        target=f"at-{at}" if at and at.isdecimal() else None,
        block="center",
    )


def _open(name: str, value: str) -> None:
    if name == "open":
        document_id, _, at = value.partition("@")
        state.set_page_parts(doc=document_id, at=at or None)


def _take_over_request() -> None:
    asked = state.document_to_open()
    if asked and asked[0]:
        state.set_page_parts(doc=asked[0], at=None if asked[1] is None else str(asked[1]))


def _close() -> None:
    state.set_page_parts(doc=None, at=None)


def _add(library: Library, words: Words) -> None:
    report = state.recall("added")
    if report:
        block.show(reader.added(report, words), key="added", on_action=_open, cls="lk-added")
    st.subheader(words.text("Add documents"), anchor=False)
    uploads = _form(words)
    if uploads is not None:
        _read(library, uploads, words)


def _form(words: Words) -> list[adding.Upload] | None:
    """Show the form and return what was sent with it; None where it was not sent."""
    # Streamlit's own words on the uploader are English in every language: the style sheet puts ours in their place.
    st.html(f"<style>:root {{ --lk-choose: {css_text(words.text('Choose files'))}; }}</style>")
    with st.form("add", clear_on_submit=True):
        files = st.file_uploader(
            words.text("Text, Markdown or HTML files, up to 25 MB each"), type=UPLOADS, accept_multiple_files=True
        )
        left, right = st.columns([70, 30])
        title = left.text_input(words.text("or a text: its title"))
        published = right.text_input(words.text("Published on"), placeholder="2025-06-30")
        text = st.text_area(words.text("The text"), height=190)
        if not st.form_submit_button(words.text("Read and add"), type="primary"):
            return None
    uploads = [adding.Upload(file.name, file.getvalue()) for file in files]
    if text.strip():
        uploads.append(adding.pasted(text, title, published))
    return uploads


def _read(library: Library, uploads: list[adding.Upload], words: Words) -> None:
    if not uploads:
        st.warning(words.text("There is nothing to read: choose a file or paste a text."))
        return
    progress = st.progress(0.0)
    report = []
    for done, upload in enumerate(uploads):
        progress.progress(done / len(uploads), words.text("Reading {name}", name=upload.name[:80]))
        report.append(adding.add(library, upload))
    progress.empty()
    state.remember("added", report)
    if len(report) == 1 and report[0].document_id:
        state.set_page_parts(doc=report[0].document_id, at=None)
    st.rerun()
