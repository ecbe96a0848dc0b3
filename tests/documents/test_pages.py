from __future__ import annotations

import pytest

from geodata.documents.pages import entries, open_page
from geodata.errors import DocumentError, EmptyDocument

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Neuf morts à Djibo</title>
<meta property="og:site_name" content="Le Journal d'ici">
<meta property="article:published_time" content="2025-03-04T10:00:00Z"></head>
<body><nav>Accueil Contact Menu principal</nav><article><h1>Neuf morts à Djibo</h1>
<p>Neuf soldats sont tombés lundi à Djibo, selon une note interne que la rédaction a pu lire hier soir.</p>
<p>Les habitants du secteur 4 disent avoir entendu des tirs jusqu'à l'aube, puis des hélicoptères au loin.</p>
</article><footer>Tous droits réservés</footer><script>var tracker = 1;</script></body></html>"""


def test_the_article_is_read_without_the_furniture_of_its_page() -> None:
    document = open_page(PAGE.encode(), "page.html", url="https://journal.example/djibo").document
    assert "Neuf soldats sont tombés lundi à Djibo" in document.text
    assert "secteur 4" in document.text
    assert "Contact" not in document.text
    assert "tracker" not in document.text
    assert document.title == "Neuf morts à Djibo"
    assert document.publisher == "Le Journal d'ici"
    assert document.published is not None
    assert document.published.isoformat() == "2025-03-04"
    assert (document.language, document.url) == ("fr", "https://journal.example/djibo")


def test_a_page_of_one_line_is_read_all_the_same() -> None:
    raw = b"<html><body><p>Gunmen killed nine soldiers in Gao on 3 March 2025.</p></body></html>"
    assert "nine soldiers in Gao" in open_page(raw, "short.html").document.text


def test_a_page_without_text_is_told() -> None:
    with pytest.raises(EmptyDocument, match=r"empty\.html.*without running text"):
        open_page(b"<html><body><script>1</script></body></html>", "empty.html")


@pytest.mark.parametrize(
    "feed",
    [
        "<rss version='2.0'><channel><item><title>One</title><link>/a</link></item>"
        "<item><link>https://other.example/b</link></item><item><link>javascript:alert(1)</link></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>One</title><link href='/a'/></entry>"
        "<entry><link rel='alternate' href='https://other.example/b'/></entry></feed>",
    ],
    ids=["rss", "atom"],
)
def test_a_feed_gives_the_addresses_of_its_articles_and_nothing_that_runs(feed: str) -> None:
    found = entries(feed.encode(), "https://journal.example/feed")
    assert [row.address for row in found] == ["https://journal.example/a", "https://other.example/b"]
    assert found[0].title == "One"


def test_entities_of_a_feed_are_not_resolved() -> None:
    feed = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title><link>/a</link></item></rss>'
    assert "root:" not in entries(feed, "https://journal.example/feed")[0].title


def test_a_feed_that_lists_nothing_is_told() -> None:
    with pytest.raises(DocumentError, match="lists no article"):
        entries(b"<rss><channel/></rss>", "https://journal.example/feed")
