"""File names that say what is in the file: place, period, language."""

from __future__ import annotations

import re
import unicodedata

from geodata.columns import columns_of_view, counting
from geodata.model import View

LONGEST_PLACE = 40


def file_name(view: View, place: str, language: str, extension: str) -> str:
    """Return the name for a file that shows a view.

    Parameters
    ----------
    view : View
    place : str
        Display name of the view's scope; empty for the whole Sahel.
    language : {"fr", "en", "both"}
    extension : str
        Without the dot.

    Examples
    --------
    ``liptako_mali-gao_2025-01-01_2025-06-30_fr.png``
    """
    first, last = counting.dated(*columns_of_view(view)) or (None, None)
    days = [day.isoformat() for day in (view.spec.start or first, view.spec.end or last) if day]
    return "_".join(["liptako", slug(place) or "sahel", *days, language]) + f".{extension}"


def slug(text: str) -> str:
    """Return small letters and digits with hyphens between, for file names on any system.

    Examples
    --------
    >>> slug("Ménaka (région)")
    'menaka-region'
    """
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")[:LONGEST_PLACE].strip("-")
