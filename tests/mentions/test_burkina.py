"""Provincial news with the villages of the country file added: departments, communes, provinces, lists of villages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from geodata.gazetteer import Gazetteer, open_gazetteer
from geodata.gazetteer.additions.service import add_countries
from geodata.mentions import recognise
from geodata.model import Document
from geodata.placement import place

TEXTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "burkina.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def villages(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    home = tmp_path_factory.mktemp("villages")
    add_countries(home, ["BF"], str(shared / "data" / "geonames" / "BF_2021.txt"))
    return open_gazetteer(home / "index")


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("row", TEXTS, ids=[row["shows"] for row in TEXTS])
def test_finds_and_places_the_names_of(row: dict[str, Any], villages: Gazetteer) -> None:
    document = Document(id="x", text=row["text"], source="x")
    found = place(document, recognise(document, villages), villages)
    assert [one.mention.text for one in found] == [name[0] for name in row["places"]]
    assert [one.place.place_id if one.place else "-" for one in found] == [name[1] for name in row["places"]]
