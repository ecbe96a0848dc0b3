"""Errors that visitors meet, in their language: the messages of geodata are English, here are their translations."""

from __future__ import annotations

from dashboard.labels import N_, retold
from dashboard.words import Words
from geodata.errors import LiptakoError

# What happened and what to do, as geodata says it; a message that is not here is shown as it comes.
MESSAGES: tuple[str, ...] = (
    N_("a correction needs a name."),
    N_("Say who you are."),
    N_("a note says nothing."),
    N_("Write the note."),
    N_("a move says nothing."),
    N_("Name a place."),
    N_("a redate says nothing."),
    N_("Give a day."),
    N_("a membership has no place to move."),
    N_("Reject it, or write a note."),
    N_("{what} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD."),
    N_("no {what} has an id that starts with {text}."),
    N_("the correction did not arrive whole."),
    N_("Press the button again."),
    N_("The date of publication does not read: {what}."),
    N_("{text} is empty: there is no text to read in it."),
    N_("Leave it out, or fill it."),
    N_("{text} is a page without running text."),
    N_("Open it in a browser, copy and paste it."),
    N_("Open it in a browser, copy the text and paste it."),
    N_("{text} is not text: it holds binary data."),
    N_("{text} is not text, or in an encoding that cannot be told."),
    N_("{text} has {size} MB; at most {limit} MB are read."),
    N_("Split it, or set LIPTAKO_MAX_MB higher."),
    N_("{text} is no address of a page."),
    N_("It begins with https:// or http:// and names a host, such as https://example.org/article."),
    N_("{text} belongs to an inner network and is not fetched from."),
    N_("Copy the text and paste it, or set LIPTAKO_FETCH_PRIVATE=1."),
    N_("the host {text} is not found: {why}."),
    N_("{text} could not be fetched: {why}."),
    N_("{text} took longer than {n} seconds."),
    N_("The font file {name} of matplotlib is missing."),
    N_("Install matplotlib again."),
    N_("{name} cannot be written: the disk is full."),
    N_("{name} cannot be written: your share of the disk is used up."),
    N_("the GeoPackage cannot be written: the disk is full, or writing is not allowed."),
    N_("Make room, or choose another folder."),
    N_("{name} cannot be written: there is no permission to write there."),
    N_("Choose a folder that you may write to."),
    N_("{n} rows are more than the {most} that an Excel sheet holds."),
    N_("Narrow the view, or write .csv, .parquet or .gpkg."),
    N_("the view shows {name} alone, which a public file may not tell so exactly."),
    N_("Choose a wider place, or write the file as precisely as known."),
    N_("the view searches for {text}, which a public file would tell, and which may name somebody."),
    N_("Take the search out of the view."),
    N_("the store has changed while it was read."),
    N_("Export the view again."),
)


def told(error: LiptakoError, words: Words) -> str:
    """Return what happened and what to do about it."""
    return " ".join(part for part in parts(error, words) if part)


def parts(error: LiptakoError, words: Words) -> tuple[str, str]:
    """Return what happened, and what to do about it."""
    return retold(error.what, words, MESSAGES), retold(error.remedy, words, MESSAGES)
