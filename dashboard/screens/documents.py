"""Documents: the list, a reader with every mention and fact marked, and a place to add more."""

from __future__ import annotations

import streamlit as st

from dashboard import adding, state
from dashboard.data import Library
from dashboard.panels import block, reader
from dashboard.words import Words
from geodata.errors import LiptakoError

NAME = "documents"
UPLOADS = ["txt", "md", "html", "htm", "text", "markdown"]


def show(library: Library, words: Words) -> None:
    """Show the page."""
    _take_over_request()
    chosen = state.page_part("doc")
    documents = library.store.documents()
    left, right = st.columns([34, 66], gap="medium")
    with left:
        _add(library, words)
        found = reader.listing(
            documents, library.facts_by_document(), str(state.sent("find_document") or ""), chosen, words
        )
        st.text_input(
            words.text("Find a document"), key="find_document", placeholder=words.text("title, publisher, words")
        )
        block.show(found, key="documents", on_action=_open, cls="lk-list", subject="list")
    with right:
        _reader(library, chosen, words)


def _reader(library: Library, chosen: str | None, words: Words) -> None:
    if not chosen:
        block.show(reader.nothing_chosen(words), key="reader", cls="lk-reader")
        return
    try:
        document = library.store.document(chosen)
    except LiptakoError as error:
        block.show(
            reader.trouble(words.text("This document is not in the store any more."), str(error)),
            key="reader",
            cls="lk-reader",
        )
        return
    at = state.page_part("at")
    page = reader.page(
        document,
        library.facts_by_document().get(document.id, []),
        library.placements(document.id),
        words,
        lambda place_id, own: library.place_name(place_id, own, words.language),
    )
    target = f"at-{at}" if at and at.isdecimal() else None
    block.show(page, key="reader", on_action=_open, cls="lk-reader", subject=document.id, target=target, block="center")


def _open(name: str, value: str) -> None:
    if name == "open":
        document_id, _, at = value.partition("@")
        state.set_page_parts(doc=document_id, at=at or None)
    elif name == "scope":
        state.change(scope=value or None, selected=None)
        state.remember("to_map", True)


def _take_over_request() -> None:
    asked = state.document_to_open()
    if asked and asked[0]:
        state.set_page_parts(doc=asked[0], at=None if asked[1] is None else str(asked[1]))


def _add(library: Library, words: Words) -> None:
    with st.expander(words.text("Add documents"), expanded=not library.store.documents()):
        with st.form("add", border=False, clear_on_submit=True):
            files = st.file_uploader(
                words.text("Text, Markdown or HTML files"), type=UPLOADS, accept_multiple_files=True
            )
            pasted = st.text_area(words.text("or paste a text"), height=110)
            title = st.text_input(words.text("Title of the pasted text"))
            published = st.text_input(words.text("Published on"), placeholder="2025-06-30")
            ready = st.form_submit_button(words.text("Read and add"), type="primary")
        if ready:
            uploads = [adding.Upload(file.name, file.getvalue()) for file in files]
            if pasted.strip():
                uploads.append(adding.pasted(pasted, title, published))
            _read(library, uploads, words)
    report = state.recall("added")
    if report:
        block.show(reader.added(report, words), key="added", on_action=_open, cls="lk-added")


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
