"""Pictures without colours, in two languages, and with the way back to their view."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import segno
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from PIL import Image

from geodata.boundaries import load_boundaries
from geodata.errors import SnapshotError
from geodata.model import ViewSpec
from geodata.snapshot import Request, compose, render
from geodata.snapshot.code import ORDER, is_public
from geodata.snapshot.sheet import Sheet, _font, _glyphs, clean, font_family
from geodata.snapshot.sizes import find_size
from geodata.symbols import greys, states, styles
from tests.snapshot.snapshot_sample import sample
from tests.snapshot.test_snapshot_render import ONE, assert_legible, words

LINK = "https://maps.example.org/liptako/?from=2025-01-01&place=ML-7"


def drawn(**options: str) -> Figure:
    view, layers = sample(spec=ViewSpec(scope="ML"))
    return compose(view, layers, load_boundaries(), Request(digest="3f9a1c07", **options))  # type: ignore[arg-type]  # texts only


def test_a_grey_picture_has_no_colour() -> None:
    view, layers = sample()
    image = np.asarray(
        Image.open(io.BytesIO(render(view, layers, load_boundaries(), Request(theme="grey")))).convert("RGB")
    )
    spread = image.max(axis=2).astype(int) - image.min(axis=2)
    assert spread.max() <= 2


def test_every_colour_has_a_grey_and_states_differ_in_their_strokes() -> None:
    used = {row.colour for row in styles().values()} | {row.colour for row in states().values()}
    assert used <= set(greys())
    assert len({row.grey_pattern for row in states().values()}) == len(states())


def test_styles_of_one_shape_differ_in_grey_or_fill() -> None:
    looks = [(row.shape, row.fill, greys()[row.colour]) for row in styles().values()]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize("size", ["a4-landscape", "a4-portrait", "square"])
@pytest.mark.parametrize("theme", ["light", "grey", "dark"])
def test_a_picture_in_two_languages_is_legible(size: str, theme: str) -> None:
    picture = drawn(language="both", size=size, theme=theme, link=LINK)
    assert_legible(picture)
    said = words(picture)
    for part in ("Combats / Battles", "événements rapportés", "reported events", "3f9a1c07"):
        assert part in said


def test_what_is_the_same_in_both_languages_is_said_once() -> None:
    said = words(drawn(language="both"))
    assert "BURKINA FASO\n" in said
    assert "Burkina Faso / Burkina Faso" not in said


def test_each_language_of_the_title_names_the_place_in_its_own_words() -> None:
    view, layers = sample(ONE, (), (), spec=ViewSpec(scope="ML-6"))
    names = {"fr": "Tombouctou (région)", "en": "Timbuktu (region)"}
    said = words(compose(view, layers, load_boundaries(), Request(language="both", scope_name=names)))
    assert "Tombouctou (région)\u00a0: événements" in said
    assert "Timbuktu (region): reported events" in said


def test_the_code_on_the_picture_is_that_of_the_link() -> None:
    """Read back the modules at their middles."""
    view, layers = sample(ONE, (), (), shades=False)
    options = {"link": LINK, "theme": "dark"}
    figure = compose(view, layers, load_boundaries(), Request(**options))  # type: ignore[arg-type]  # texts only
    (ink,) = [one for one in figure.findobj(PathPatch) if one.get_zorder() == pytest.approx(ORDER + 0.1)]
    box = ink.get_window_extent()
    image = Image.open(io.BytesIO(render(view, layers, load_boundaries(), Request(**options)))).convert("L")  # type: ignore[arg-type]
    pixels = np.asarray(image)
    modules = [list(row) for row in segno.make(LINK, error="m", micro=False, boost_error=False).matrix]
    step = box.width / len(modules)
    read = [
        [
            int(pixels[int(image.height - box.y1 + (row + 0.5) * step), int(box.x0 + (column + 0.5) * step)] < 128)
            for column in range(len(modules))
        ]
        for row in range(len(modules))
    ]
    assert read == modules


def test_only_a_link_that_others_can_open_gets_a_code() -> None:
    assert is_public(LINK)
    for link in ("?place=ML", "http://localhost:8501/", "http://[::1]/", "ftp://example.org/", "x" * 9, ""):
        assert not is_public(link)
    assert not is_public("https://example.org/?q=" + "x" * 900)


def test_a_link_is_written_whole_or_not_at_all() -> None:
    sheet = Sheet(find_size("screen"), 100)
    lines = sheet.chop(LINK, 200, 10, lines=9)
    assert "".join(lines) == LINK
    assert all(sheet.measure(line, 10)[0] <= 200 for line in lines)
    assert sheet.chop(LINK, 200, 10, lines=1) == ()


def test_sources_that_the_user_added_are_credited() -> None:
    view, layers = sample()
    figure = compose(
        view, layers, load_boundaries(), Request(added=["GeoNames, Mali (CC BY 4.0)"], language="fr", size="a4")
    )
    assert "GeoNames, Mali (CC BY 4.0)" in " ".join(words(figure).split())


@pytest.mark.parametrize("ask", [lambda: _font("bold", 9.0), lambda: clean("Gao"), font_family])
def test_a_missing_font_is_told_with_what_to_do(
    ask: Callable[[], object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("matplotlib.get_data_path", lambda: str(tmp_path))
    for kept in (_font, _glyphs):
        kept.cache_clear()
    with pytest.raises(SnapshotError, match="Install matplotlib again"):
        ask()
