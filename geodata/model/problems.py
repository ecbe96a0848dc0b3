"""Trouble with one document, kept with its reason instead of stopping the rest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, where and why.

    Parameters
    ----------
    what : str
        Name of the error or of the check, such as ``EmptyDocument`` or ``UnsupportedLanguage``.
    where : str
        The file, address or document id.
    why : str
        The message: what came, and what to do.
    """

    what: str
    where: str
    why: str
