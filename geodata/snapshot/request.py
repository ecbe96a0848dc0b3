"""What a picture is asked for, beside the view that it shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How a picture is to look, and what it says of where it comes from.

    Parameters
    ----------
    title : str, optional
        Default: scope, layers and period of the view.
    language : {"en", "fr", "both"}
    size : str
        A key of `geodata.snapshot.SIZES`: screen, slide, a4-landscape, a4-portrait, a3-landscape, a3-portrait, square.
    dpi : int, optional
        Pixels per inch; the size's own by default.
    theme : {"light", "grey", "dark"}
        ``grey`` prints without colours: shapes, lightness and strokes tell apart what colours tell on the screen.
    made_on : date, optional
        Printed on the picture; without it no date is, so that the same view gives the same bytes on any day.
    digest : str
        Digest of the data, printed on the picture.
    scope_name : str or mapping of str to str
        Display name of the view's scope, or one for each language, for the default title; by default taken from
        boundaries, marks and facts.
    link : str
        Address of the view, printed on the picture; one that others can open is also drawn as a QR code.
    added : sequence of str
        Sources that the user added, named among the credits.
    framed : bool
        False leaves out title, sources and notes, for a page that bears them itself.
    """

    title: str | None = None
    language: str = "en"
    size: str = "screen"
    dpi: int | None = None
    theme: str = "light"
    made_on: dt.date | None = None
    digest: str = ""
    scope_name: str | Mapping[str, str] = ""
    link: str = ""
    added: Sequence[str] = ()
    framed: bool = True


PLAIN = Request()
