"""A file made beside the dialog: seen as soon as there is anything to see, stopped at any time, then downloaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState, get_script_run_ctx

from dashboard import state
from dashboard.labels import N_
from dashboard.panels import chrome
from dashboard.words import Words
from dashboard.working import Work
from geodata.errors import LiptakoError

# Where the visitor's own work is kept: one at a time.
WORK = "published"
# Seconds within which most files are made, so that no bar is needed; and between two looks at one that takes longer.
PATIENCE, LOOKED_AFTER = 1.0, 0.7
DOING = {
    "picture": N_("Drawing the picture …"),
    "briefing": N_("Setting the pages …"),
    "page": N_("Writing the page …"),
    "data": N_("Writing the rows …"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be offered.

    Parameters
    ----------
    form : {"picture", "briefing", "page", "data"}
    subject : tuple of str
        All that it depends on: another subject is another file.
    make : callable
        As `Work` takes it.
    told : str
        What the button calls it: PNG, CSV ...
    name, mime : str
        Of the file that is downloaded.
    """

    form: str
    subject: tuple[str, ...]
    make: Callable[[Work], bytes]
    told: str
    name: str
    mime: str


def offer(wanted: Wanted, words: Words, *, at_once: bool = True) -> None:
    """Make a file beside the page and offer it: with a bar and a way to stop it while it takes longer than a moment.

    Parameters
    ----------
    wanted : Wanted
    words : Words
    at_once : bool
        Begin before anybody asks; large files wait until a button is pressed.
    """
    looked_at = _stop_another(wanted)
    if _of(wanted) is None and at_once:
        _begin(wanted)
    work = _of(wanted)
    # A look that comes while the page waits leaves on it what stood there before.
    if work and work.running and not looked_at:
        with st.spinner(words.text(DOING[wanted.form])):
            work.wait(PATIENCE)
    if work and work.running:
        # What is looked at again and again is this part of the page and nothing else.
        st.fragment(_look, run_every=LOOKED_AFTER)(wanted, words)
    else:
        _look(wanted, words)


def _stop_another(wanted: Wanted) -> bool:
    """Stop and forget the work on any other file: the visitor has chosen otherwise. Tell whether it was going on."""
    work: Work | None = state.recall(WORK)
    if work is None or work.subject == wanted.subject:
        return False
    going_on = work.running
    work.stop()
    state.remember(WORK, None)
    return going_on


def stop_making() -> None:
    """Stop the file that is being made, if any; one that is ready stays."""
    work: Work | None = state.recall(WORK)
    if work and work.running:
        work.stop()
        state.remember(WORK, None)


def _of(wanted: Wanted) -> Work | None:
    """Return the work on a file, stopped or not."""
    work: Work | None = state.recall(WORK)
    return work if work and work.subject == wanted.subject else None


def _begin(wanted: Wanted) -> None:
    state.remember(WORK, Work(wanted.subject, wanted.make))


def _look(wanted: Wanted, words: Words) -> None:
    work = _of(wanted)
    # Asked once: it may end while this is drawn, and what is drawn as going on has to be looked at again.
    running = work is not None and work.running
    whole = work is not None and not running and work.data is not None
    if work and running:
        st.progress(work.share, words.text(DOING[wanted.form]))
        st.button(words.text("Stop"), key="stop_making", icon=":material/close:", on_click=work.stop)
    elif work and whole:
        _download(work, wanted, words)
    else:
        _tell_why(work, words)
        st.button(words.text("Prepare {name}", name=wanted.told), key="prepare", on_click=_begin, args=(wanted,))
    for picture in work.seen if work else ():
        st.image(picture, width="stretch")
    if whole:
        _look_no_more()


def _tell_why(work: Work | None, words: Words) -> None:
    """Say why there is no file, unless nobody has asked for it yet."""
    if work and work.stopped:
        st.caption(words.text("Stopped; nothing was written."))
    elif work and isinstance(work.error, LiptakoError):
        chrome.trouble(work.error, words)
    elif work:
        st.error(words.text("The file could not be made; the log of the program tells why."))


def _look_no_more() -> None:
    """End the looking at what is made, for which Streamlit has no public word."""
    context, fragment = get_script_run_ctx(suppress_warning=True), ThreadState.get().fragment_id
    if context and fragment:
        message = ForwardMsg()
        message.stop_auto_rerun.fragment_ids.append(fragment)
        context.enqueue(message)


def _download(work: Work, wanted: Wanted, words: Words) -> None:
    st.download_button(
        words.text("Download {name}", name=wanted.told), data=lambda: work.data or b"", file_name=wanted.name,
        mime=wanted.mime, key=f"download_{wanted.form}", on_click="ignore", type="primary",
    )  # fmt: skip
