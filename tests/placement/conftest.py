"""The place index that `make setup` builds, and the table of short texts."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return open_gazetteer()
