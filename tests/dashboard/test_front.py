from __future__ import annotations

import re

from dashboard import assets, front


def test_the_first_page_names_files_that_there_are() -> None:
    named = re.findall(r'rel="modulepreload" href="([^"]+)"', front.page(None, "en"))
    own = [address for address in named if address.startswith(assets.PREFIX)]
    assert own == [assets.address(name) for name in front.SCRIPTS]
    widgets = [address for address in named if address not in own]
    assert {address.rpartition("/")[2].partition(".")[0] for address in widgets} >= set(front.WIDGETS)
    assert all((front.FOLDER / address.lstrip("/")).is_file() for address in widgets)


def test_the_sentences_of_the_address_are_asked_for_with_the_page_once_the_store_is_open() -> None:
    assert "liptakoEarly" not in front.page(None, "en")
    assert 'const at = "/liptako/room/abc.json" + location.search' in front.page("/liptako/room/abc.json", "en")


def test_the_first_page_speaks_the_language_of_the_address_and_bears_our_name() -> None:
    assert '<html lang="fr"' in front.page(None, "fr")
    assert '<html lang="en"' in front.page(None, '"><script>')
    assert "<title>Liptako</title>" in front.page(None, "en")


def test_all_scripts_and_styles_of_the_first_page_are_known_ahead() -> None:
    assert len(front.scripts()) > len(front.WIDGETS)
    assert all((front.FOLDER / path).is_file() for path in front.scripts())
