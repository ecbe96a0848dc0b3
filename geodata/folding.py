"""Fold text so that spellings compare: accents, case, apostrophes, hyphens and spaces, without moving an offset.

`fold` keeps the length of the text, so that an offset found in the folded text is an offset of the text.
`key` goes further and gives the form under which the gazetteer keeps a name: words joined by single blanks,
so that "Fada N'Gourma", "FADA N’GOURMA" and "Fada-N'Gourma" are one key.
"""

from __future__ import annotations

import re
import unicodedata

_SINGLE = dict(zip("øđłıðħŧŋɓɗɲɛɔƙƴəʻʼʿʾ", "odlidhtnbdneokye''''", strict=True))
_APOSTROPHES = "'’‘‛ʼʹ`´′＇"
_HYPHENS = "-‐‑‒–—―−﹣－"
_SPACES = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_WORDS = re.compile(r"[^\W_]+")


def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)
    plain = "".join(c for c in base if not unicodedata.combining(c)).lower()
    plain = _SINGLE.get(plain, plain)
    return plain if len(plain) == 1 else char


def _table() -> dict[int, str]:
    """Map every character whose folded form is another single character."""
    table = {}
    for code in (*range(0x2500), *range(0xFF00, 0xFFF0)):  # Latin and what news mixes into it
        char = chr(code)
        if char.isascii() and not char.isupper():
            continue
        if char.isalnum() or char.isspace():
            folded = _fold_char(char)
            if folded != char and (folded.isalnum() or folded.isspace() or folded == "'"):
                table[code] = folded
    table.update({ord(c): "'" for c in _APOSTROPHES})
    table.update({ord(c): "-" for c in _HYPHENS})
    table.update({ord(c): " " for c in _SPACES})
    return table


_TABLE = _table()


def fold(text: str) -> str:
    """Return the text without accents and case, as long as it was.

    Parameters
    ----------
    text : str
        Text in NFC; letters that have no composed form keep their combining mark.

    Returns
    -------
    str
        ``len(fold(text)) == len(text)``; apostrophes are ``'``, hyphens and dashes ``-``, line breaks blanks.

    Examples
    --------
    >>> fold("L’État d’Inatès")
    "l'etat d'inates"
    """
    return text.translate(_TABLE)


def words(text: str) -> list[str]:
    """Return the folded words of the text: runs of letters and digits."""
    return _WORDS.findall(fold(text))


def key(name: str) -> str:
    """Return the gazetteer's key of a name: its folded words, joined by blanks.

    Examples
    --------
    >>> key("Fada N’Gourma")
    'fada n gourma'
    """
    return " ".join(words(name if name.isascii() else unicodedata.normalize("NFC", name)))
