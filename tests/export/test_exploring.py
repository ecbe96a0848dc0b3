"""The map for notebooks carries all it needs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import dashboard
import geodata
from tests.export.export_sample import facts


def test_a_map_for_notebooks_fetches_nothing(tmp_path: Path) -> None:
    with geodata.open(tmp_path / "store.sqlite") as notebook:
        page = dashboard.explore(notebook.view(language="fr")).get_root().render()
    fetched = re.findall(r'(?:src|href)="([^"]{1,40})', page)
    assert fetched
    assert all(address.startswith("data:") for address in fetched)
    assert all(json.dumps(word)[1:-1] in page for word in ("Légende", "Ménaka"))


def test_the_sample_has_no_name_twice() -> None:
    assert len({fact.id for fact in facts()}) == len(facts())
