"""From a view request to the bytes of a PDF."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from dashboard.briefing import contents, statuses
from dashboard.briefing.contents import Subject
from dashboard.words import Words
from geodata.addresses import write_address
from geodata.errors import PublishError
from geodata.model import View, ViewSpec
from geodata.progress import Progress, Steps, part
from geodata.publication import period_before, region_name
from geodata.sources import credits as sources

if TYPE_CHECKING:
    from dashboard.data import Library

TEMPLATE = "briefing.typ"
MOST_PAGES = 4
# Points of a preview are pixels.
PREVIEW_PPI = 100
# Entries of the chronology tried in turn, until the pages are no more than that.
TRIES = (24, 18, 13, 9, 5, 2)
# Of making one: views, map, pages.
PARTS = 3


@dataclass(frozen=True, slots=True)
class Briefing:
    """A PDF, how many pages it has, and these as small PNG pictures where they were asked for."""

    pdf: bytes
    pages: int
    previews: tuple[bytes, ...] = ()


def make_briefing(
    library: Library,
    spec: ViewSpec,
    language: str,
    *,
    title: str | None = None,
    base: str = "",
    made_on: dt.date | None = None,
    preview: bool = False,
    progress: Progress | None = None,
) -> Briefing:
    """Return a tagged PDF of two to four pages on a view.

    Parameters
    ----------
    library : Library
    spec : ViewSpec
        With the region as its scope. A period with two ends is compared with `ViewSpec.compare` or the one before it.
    language : {"fr", "en"}
    title : str, optional
        By default the region's name.
    base : str
        Address of the dashboard for the link to the view.
    made_on : date, optional
        Printed; without it the same data gives the same bytes on any day.
    preview : bool
        Also draw the pages as small pictures.
    progress : callable, optional
        Called between the steps of the work; may end it by raising.

    Raises
    ------
    PublishError
        If it cannot be set.
    """
    spec = replace(spec, language=language, selected=None)
    steps = Steps(PARTS, progress)
    steps.tell()
    subject = make_subject(library, spec, language, title=title, base=base, made_on=made_on)
    steps.tell(1)
    chart = draw_map(library, subject.view, language, part(progress, 1, PARTS))
    steps.tell(1)
    made = Briefing(b"", 0)
    for most in TRIES:
        made = typeset(as_data(library, subject, language, most), chart, made_on, preview=preview)
        steps.tell()
        if made.pages <= MOST_PAGES:
            break
    steps.tell(1)
    return made


def make_subject(
    library: Library, spec: ViewSpec, language: str, *, title: str | None, base: str, made_on: dt.date | None
) -> Subject:
    """Return the views that the briefing rests on."""
    country = statuses.of_country(library.path(spec.scope))
    place = region_name(library.gazetteer, spec.scope, language)
    return Subject(
        view=library.view(spec),
        before=_before(library, spec),
        statuses=library.view(statuses.status_spec(spec, country)),
        country=country,
        place=place or Words(language).text("Sahel"),
        digest=library.store.digest(),
        link=write_address(spec, base),
        title=title,
        made_on=made_on,
    )


def _before(library: Library, spec: ViewSpec) -> View | None:
    if not (spec.start and spec.end):
        return None
    start, end = spec.compare or period_before(spec.start, spec.end)
    return library.view(replace(spec, start=start, end=end, compare=None))


def as_data(library: Library, subject: Subject, language: str, most: int) -> dict[str, Any]:
    """Return all that the template sets, as plain values."""
    words, teller = Words(language), library.teller(Words(language))
    return {
        **contents.heading(subject, words),
        "titles": contents.titles(subject, words),
        "figures": contents.key_figures(subject, words),
        "types": contents.types(subject, words),
        "months": contents.months(subject, words),
        "chronology": contents.chronology(subject, teller, most),
        "actors": contents.actors(subject, words),
        "withdrawals": statuses.withdrawals(subject.statuses, subject.country, teller),
        "memberships": statuses.memberships(subject.statuses, subject.country, teller),
        "method": contents.method(words, sources(language, frozenset({"places", "outlines"}))),
    }


def draw_map(library: Library, view: View, language: str, progress: Progress | None = None) -> bytes:
    """Return the map with its legend as SVG."""
    from geodata.snapshot import Request, render  # noqa: PLC0415 - matplotlib is loaded by the first picture only

    # Memberships have their own section; shaded countries would drown the marks of a region.
    layers = replace(library.layers(view), shades=())
    request = Request(language=language, size="figure", framed=False)
    return render(view, layers, library.boundaries, request, fmt="svg", progress=progress)


def typeset(data: dict[str, Any], chart: bytes, made_on: dt.date | None, *, preview: bool = False) -> Briefing:
    """Return the PDF and how many pages it has.

    Text reaches the template as values of a JSON string and is never part of its source, so that no mark in a
    document, name or title means anything to the typesetter. It is given no folder and needs no connection.

    Raises
    ------
    PublishError
        If the typesetter refuses.
    """
    import typst  # noqa: PLC0415 - 80 MB, loaded by the first briefing only

    from geodata.snapshot.sheet import font_family  # noqa: PLC0415

    made = {"day": [made_on.year, made_on.month, made_on.day] if made_on else None}
    inputs = {"data": json.dumps({**data, **made}, ensure_ascii=True), "map": chart.decode()}
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(font_family()[0].parent)])
    stamp = int(dt.datetime(made_on.year, made_on.month, made_on.day, tzinfo=dt.UTC).timestamp()) if made_on else 0
    try:
        with as_file(files("dashboard").joinpath("briefing", TEMPLATE)) as template:
            compiler = typst.Compiler(template, root=template.parent, font_paths=fonts, sys_inputs=inputs)
            pdf = compiler.compile(format="pdf", timestamp=stamp, pdf_standards="ua-1")
            pages = json.loads(compiler.query("<pages>", field="value", one=True))
            drawn = compiler.compile(format="png", ppi=PREVIEW_PPI) if preview else []
    except typst.TypstError as error:
        raise PublishError(f"The briefing cannot be set: {error.message}.", "Tell the maintainers.") from error
    # One page comes as bytes, several as a list of them.
    previews = tuple(drawn) if isinstance(drawn, list) else (bytes(drawn or b""),)
    return Briefing(bytes(pdf), int(pages), previews)  # type: ignore[arg-type]  # bytes, as no output file is named
