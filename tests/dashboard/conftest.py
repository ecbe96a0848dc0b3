"""The sample store under a library, for all tests of the dashboard."""

from __future__ import annotations

import pytest

from dashboard.data import Library
from dashboard.panels.telling import Teller
from dashboard.words import Words
from tests.dashboard.sample_view import SampleGazetteer, make_store


@pytest.fixture(scope="session")
def library() -> Library:
    return Library(make_store(), SampleGazetteer())


@pytest.fixture(params=["en", "fr"])
def words(request: pytest.FixtureRequest) -> Words:
    return Words(request.param)


@pytest.fixture
def teller(library: Library, words: Words) -> Teller:
    return library.teller(words)
