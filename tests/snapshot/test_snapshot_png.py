"""The pixels of a picture come back from its file as they were."""

from __future__ import annotations

import io

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from geodata.snapshot.png import encode


@settings(deadline=None)
@given(arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(4))))
def test_pixels_are_read_back_as_they_were_written(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
    image = Image.open(io.BytesIO(encode(pixels, 300, "Ménaka")))
    assert np.array_equal(np.asarray(image.convert("RGB")), pixels[:, :, :3])


def test_resolution_and_title_stand_in_the_file() -> None:
    image = Image.open(io.BytesIO(encode(np.zeros((2, 3, 3), np.uint8), 300, "Ménaka, été")))
    assert image.mode == "RGB"
    assert round(image.info["dpi"][0]) == 300
    assert image.info["Title"] == "Ménaka, été"
