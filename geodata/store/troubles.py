"""Errors of the database in plain words."""

from __future__ import annotations

from geodata.errors import StoreError

# Words in the database's message, and what the user is to do.
REMEDIES = {
    "readonly": "Give yourself the right to write there, or set LIPTAKO_HOME to another folder.",
    "disk is full": "Make room, then run the same command again: nothing was half written.",
    "unable to open": "See that its folder exists and may be written to, or set LIPTAKO_HOME to another folder.",
    "locked": "Another program is writing to it; run the command again when that has ended.",
    "not a database": "Move that file away, or set LIPTAKO_HOME to another folder.",
    "malformed": "Restore it from a copy, or move it away and add the documents again.",
}
OTHER_REMEDY = "See that LIPTAKO_STORE and LIPTAKO_HOME name a store that can be reached."


def trouble(place: str, reason: str) -> StoreError:
    """Return the error that says where, why and what to do.

    Parameters
    ----------
    place : str
        Where the store is.
    reason : str
        As the database words it.
    """
    remedy = next((remedy for words, remedy in REMEDIES.items() if words in reason.lower()), OTHER_REMEDY)
    return StoreError(f"the store {place}: {reason.strip().rstrip('.')}.", remedy)
