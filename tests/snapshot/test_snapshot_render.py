"""The picture of a view: whole, legible, honest and the same every time."""

from __future__ import annotations

import datetime as dt
import io
import re
import threading
from itertools import combinations
from typing import Any

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

from geodata.boundaries import load_boundaries
from geodata.errors import SnapshotError
from geodata.model import Layers, View, ViewSpec
from geodata.snapshot import SIZES, Request, compose, render
from geodata.snapshot.sheet import HALO
from tests.snapshot.snapshot_sample import DAY, empty, sample

MALI = (10.1, -12.3, 25.0, 4.3)
MALI_SPEC = ViewSpec(scope="ML", start=dt.date(2025, 1, 1), end=dt.date(2025, 6, 30), as_of=dt.date(2025, 6, 1))
LONG = "Une très longue suite de mots accentués " * 13
HOSTILE = "الساحل $x^2$ \\frac{1}{2} ${a} 😀 日本 <b>&amp;</b>\x00\x1b[31m\nrest"
CROWDED = tuple(
    (f"Lieu-dit {number}", 12 + (number * 7 % 60) / 10, -5 + (number * 11 % 90) / 10, style, 1 + number % 9, None)
    for number in range(150)
    for style in ("Battles", "Protests")
)
ONE = (("Gao", 16.27, -0.04, "Battles", 1, None),)
SAME = tuple(
    ("Gao", 16.27, -0.04, style, n, radius)
    for style, n, radius in (
        ("Battles", 40, None),
        ("Protests", 9, None),
        ("Riots", 3, 5.0),
        ("coup", 1, None),
        ("Violence against civilians", 100, 20.0),
    )
)

CASES: dict[str, tuple[View, Layers]] = {
    "sahel": sample(),
    "mali": sample(bounds=MALI, spec=MALI_SPEC),
    "crowded": sample(CROWDED, bounds=MALI),
    "empty": empty(text="l’eau", layers=frozenset({"incident"})),
    "one": sample(ONE, (), (), shades=False, bounds=(16.27, -0.04, 16.27, -0.04)),
    "same place": sample(SAME, (), (), bounds=(15.5, -1.2, 17.4, 1.2)),
    "antimeridian": sample((("Suva", -18.14, 178.44, "Battles", 1, None),), (), (), bounds=(-25, 170, -5, -165)),
    "pole": sample((), (), (("RU", "Russia", 66.0, 100.0, ("coup",), 1),), bounds=(60, -180, 90, 180)),
    "world": sample(bounds=(-60, -180, 80, 180)),
}


def _with_defaults(options: dict[str, Any]) -> dict[str, Any]:
    return {"made_on": DAY, "digest": "3f9a1c07"} | options


def picture(case: str = "sahel", **options: Any) -> bytes:
    view, layers = CASES[case]
    fmt = options.pop("fmt", "png")
    return render(view, layers, load_boundaries(), Request(**_with_defaults(options)), fmt=fmt)


def figure(case: str = "sahel", **options: Any) -> Figure:
    view, layers = CASES[case]
    return compose(view, layers, load_boundaries(), Request(**_with_defaults(options)))


def texts(drawn: Figure) -> list[Text]:
    return [text for text in drawn.findobj(Text) if text.get_text().strip() and text.get_gid() != HALO]


def words(drawn: Figure) -> str:
    return "\n".join(text.get_text() for text in texts(drawn))


def boxes(drawn: Figure) -> list[tuple[str, Bbox]]:
    renderer = drawn.canvas.get_renderer()  # type: ignore[attr-defined]  # the Agg canvas has one
    return [(text.get_text(), text.get_window_extent(renderer)) for text in texts(drawn)]


def overlap(one: Bbox, other: Bbox) -> float:
    """Return by how many pixels two boxes reach into each other, in the direction where it is less."""
    return min(  # type: ignore[no-any-return]  # numbers, which matplotlib types as Any
        min(one.x1, other.x1) - max(one.x0, other.x0),
        min(one.y1, other.y1) - max(one.y0, other.y0),
    )


@pytest.mark.parametrize(
    ("size", "pixels"), [("screen", (1600, 900)), ("slide", (1920, 1080)), ("square", (1080, 1080))]
)
def test_a_picture_has_the_pixels_of_its_size(size: str, pixels: tuple[int, int]) -> None:
    image = Image.open(io.BytesIO(picture(size=size)))
    assert image.size == pixels


def test_paper_sizes_follow_the_dots_per_inch() -> None:
    assert Image.open(io.BytesIO(picture("one", size="a4-landscape", dpi=300))).size == (3508, 2480)
    assert Image.open(io.BytesIO(picture("one", size="A4 portrait"))).size == (1240, 1754)


@pytest.mark.parametrize("fmt", ["png", "svg", "pdf"])
def test_the_same_view_gives_the_same_bytes(fmt: str) -> None:
    assert picture(fmt=fmt) == picture(fmt=fmt)


def test_threads_do_not_disturb_each_other() -> None:
    alone = {case: picture(case) for case in ("mali", "one")}
    together: dict[str, bytes] = {}
    threads = [threading.Thread(target=lambda case=case: together.update({case: picture(case)})) for case in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def test_without_a_day_no_date_of_making_is_printed() -> None:
    assert "2026" in words(figure("one"))
    undated = words(figure("one", made_on=None))
    assert "2026" not in undated
    assert "Made with Liptako" in undated


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", SIZES)
def test_no_text_stands_on_another_and_none_is_cut_off(size: str, language: str) -> None:
    drawn = figure("sahel", size=size, language=language)
    assert_legible(drawn)


@pytest.mark.parametrize("size", ["screen", "a4-portrait"])
@pytest.mark.parametrize("case", [case for case in CASES if case != "sahel"])
def test_odd_views_are_legible_too(case: str, size: str) -> None:
    assert_legible(figure(case, size=size, language="fr"))


@pytest.mark.parametrize("title", [LONG, HOSTILE, "W" * 500, "😀🇲🇱", "عنوان طويل جدا " * 40])
def test_any_title_is_legible(title: str) -> None:
    for size in ("screen", "a4-portrait"):
        assert_legible(figure("one", size=size, title=title))


def assert_legible(drawn: Figure) -> None:
    placed = boxes(drawn)
    page = drawn.bbox
    for text, box in placed:
        assert box.x0 >= 0, text
        assert box.y0 >= 0, text
        assert box.x1 <= page.x1, text
        assert box.y1 <= page.y1, text
    clashes = [
        (one, other, overlap(first, second))
        for (one, first), (other, second) in combinations(placed, 2)
        if overlap(first, second) > 0.6
    ]
    assert not clashes


def test_a_title_of_500_characters_stands_whole_and_a_longer_one_ends_in_an_ellipsis() -> None:
    for length, is_cut in ((500, False), (2000, True)):
        title = (LONG * 4)[:length]
        lines = [text.get_text() for text in texts(figure("one", title=title)) if "accentués" in text.get_text()]
        assert lines[-1].endswith("…") is is_cut
        assert is_cut or " ".join(lines).split() == title.split()


def test_dollar_signs_are_not_mathematics() -> None:
    assert "cost $x^2$ and ${y}" in words(figure("one", title="cost $x^2$ and ${y}"))
    assert picture("one", title="$\\undefined{$").startswith(b"\x89PNG")


def test_a_title_without_any_glyph_gives_way_to_the_default() -> None:
    assert "Mali: reported events" in words(figure("mali", title="\U0001f9ff\u200d \x00"))


def test_the_default_title_tells_scope_and_period() -> None:
    said = "\n".join(words(figure("mali", language=one)) for one in ("en", "fr"))
    assert re.search(r"Mali: reported events, January\s–\sJune 2025", said)
    assert re.search(r"Mali\s: événements rapportés, janvier\s?–\s?juin 2025", said)


def test_a_scope_is_never_called_by_its_code() -> None:
    view, layers = empty(scope="gn:2457161")
    assert "Lieu choisi" in words(compose(view, layers, load_boundaries(), Request(language="fr")))
    assert "Gao: reported" in words(compose(view, layers, load_boundaries(), Request(scope_name="Gao")))
    view, layers = sample(ONE, (), (), spec=ViewSpec(scope="gn:Gao"))
    assert "Gao: reported" in words(compose(view, layers, load_boundaries()))


def test_french_and_english_pictures_say_the_same_in_their_words() -> None:
    french, english = words(figure(language="fr")), words(figure())
    for said in ("événements affichés sur 88", "Événements par type", "Connu au pays près", "Combats", "1\u202f140"):
        assert said in french
    for said in ("events shown of 88", "Events by type", "Known to the country only", "Battles", "1,140"):
        assert said in english
    for both in ("Boundaries and names shown do not imply endorsement", "n’impliquent aucune approbation"):
        assert both in french
        assert both in english


def test_the_picture_carries_where_it_comes_from() -> None:
    said = " ".join(words(figure()).split())
    for part in ("Natural Earth (public domain)", "GeoNames (CC BY 4.0)", "Radio Sable", "3f9a1c07", "21 Nov 2026"):
        assert part in said


def test_counts_of_types_add_up_to_the_events_shown() -> None:
    from geodata.snapshot.contents import describe
    from geodata.snapshot.outlines import Names
    from geodata.snapshot.wording import Words

    view, layers = CASES["sahel"]
    english = Words("en")
    names = Names(load_boundaries(), english)
    told = describe(view, layers, load_boundaries(), names, english, Request())
    assert sum(row.count or 0 for row in told.types) == view.counts.events
    assert {row.name: row.count for row in told.countries} == {"Mali": 7, "Burkina Faso": 2, "Niger": 1}
    assert {row.name: row.count for row in told.areas}["Ménaka (region)"] == 3


def test_filters_stand_on_the_picture_in_words() -> None:
    said = words(figure("empty", language="fr")).replace("\u00a0", " ")
    assert "Couches : Incidents" in said
    assert "« l’eau »" in said


def test_organisations_bear_their_name_in_the_language() -> None:
    view, layers = sample(spec=ViewSpec(organisation="ECOWAS", as_of=DAY))
    assert "CEDEAO, au 21 nov. 2026" in words(compose(view, layers, load_boundaries(), Request(language="fr")))
    assert "ECOWAS, as of 21 Nov 2026" in words(compose(view, layers, load_boundaries()))


def test_an_empty_view_says_so() -> None:
    assert "No event matches this view" in words(figure("empty"))
    assert "Aucun événement ne correspond à cette vue" in words(figure("empty", language="fr"))
    assert "No event matches this view" not in words(figure("one"))


def test_events_outside_the_frame_are_counted_as_not_drawn() -> None:
    said = [text.get_text() for text in texts(figure("mali", language="en"))]
    assert said[said.index("Outside this frame") + 1] == "6"


def test_regions_and_countries_are_listed_and_not_pinned() -> None:
    view, layers = sample((), shades=False)
    drawn = compose(view, layers, load_boundaries())
    from matplotlib.collections import PathCollection

    on_map = [one for one in drawn.findobj(PathCollection) if one.get_zorder() == 4.0 and one.get_clip_path()]
    assert not on_map


def test_svg_holds_real_text() -> None:
    svg = picture("mali", fmt="svg", language="fr").decode()
    assert ">Ménaka (région)</text>" in svg
    assert "Verdana" in svg


def test_markup_in_names_is_escaped_in_svg() -> None:
    svg = picture("one", fmt="svg", title="<script>alert(1)</script>").decode()
    assert "<script>" not in svg


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"fmt": "gif"}, "png, svg, pdf"),
        ({"size": "a9"}, "screen"),
        ({"language": "de"}, "fr, en or both"),
        ({"theme": "neon"}, "light, grey, dark"),
        ({"dpi": 0}, "50 to 1200"),
        ({"dpi": 100_000}, "50 to 1200"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_can(options: dict[str, Any], message: str) -> None:
    with pytest.raises(SnapshotError, match=message):
        picture("one", **options)


def test_bounds_that_are_no_part_of_the_world_are_refused() -> None:
    view, layers = sample(ONE, bounds=(50.0, 0.0, 40.0, 1.0))
    with pytest.raises(SnapshotError, match="south, west, north, east"):
        render(view, layers, load_boundaries())


def test_dark_pictures_are_dark() -> None:
    image = Image.open(io.BytesIO(picture("one", theme="dark"))).convert("L")
    assert image.getpixel((2, 2)) < 60  # type: ignore[operator]  # one band, one number


def test_a_thousand_marks_are_drawn() -> None:
    many = tuple(
        (f"P{n}", 11 + n % 97 / 10, -9 + n * 31 % 199 / 10, ("Battles", "Riots", "coup")[n % 3], 1 + n % 7, None)
        for n in range(1000)
    )
    view, layers = sample(many, bounds=MALI)
    drawn = render(view, layers, load_boundaries(), Request(size="a4", dpi=300))
    assert Image.open(io.BytesIO(drawn)).size == (3508, 2480)
