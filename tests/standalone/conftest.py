"""The dashboard's sample store, with a hostile title and place name in it, as a page."""

from __future__ import annotations

import pytest

from dashboard.data import Library
from tests.dashboard.sample_view import SampleGazetteer, make_store


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(make_store(), SampleGazetteer())
