"""Coordinates that a text gives in figures: "16°16'N 0°03'W", "14,5° N et 1,2° O", "16.2717, -0.0447"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.model import Mention

_SIDES = {"N": 1, "S": -1, "E": 1, "W": -1, "O": -1}  # O is Ouest
_PART = (
    r"(\d{1,3}(?:[.,]\d+)?)\s?[°º]\s?(?:(\d{1,2}(?:[.,]\d+)?)\s?['’′]\s?)?"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s?(?:[\"”″]|''|’’)\s?)?"
)
_WAY = r"(?:de\s)?(?:lat(?:itude|\.)?\s|lon(?:gitude|g?\.)?\s)?"
_NORTH, _EAST = r"(N(?:ord|orth)?|S(?:ud|outh)?)", r"(E(?:st|ast)?|W(?:est)?|O(?:uest)?)"
_MINUTES = re.compile(rf"{_PART}{_WAY}{_NORTH}\b\s?[,;/]?\s?(?:et\s|and\s)?{_PART}{_WAY}{_EAST}\b")
# Two bare numbers are coordinates only with so many decimals, or a sign, that they are hardly scores or prices.
_DECIMAL = re.compile(
    r"(?<![\w.,])(?=-?\d+\.\d{3,}\s?[,;]\s?-?\d+\.\d{3}|-?\d+\.\d+\s?[,;]\s?-|-)"
    r"(-?\d{1,2}\.\d{2,8})\s?[,;]\s?(-?\d{1,3}\.\d{2,8})(?![\w%]|[.,]\d)"
)


def coordinate_mentions(text: str) -> Iterator[Mention]:
    """Yield a mention without a key for every pair of coordinates that lies on Earth."""
    for pattern in (_MINUTES, _DECIMAL):
        for match in pattern.finditer(text):
            if read_coordinates(match[0]) is not None:
                yield Mention(match.start(), match.end(), match[0], "", "site")


def read_coordinates(written: str) -> tuple[float, float] | None:
    """Return latitude and longitude in WGS 84 degrees, or None where the words are no coordinates.

    Parameters
    ----------
    written : str
        Degrees with minutes and seconds or decimals and N, S, E, W or O (Ouest), latitude first; or two decimal
        numbers, latitude first.
    """
    if match := _MINUTES.fullmatch(written):
        lat, lon = _degrees(match.groups()[:4]), _degrees(match.groups()[4:])
    elif match := _DECIMAL.fullmatch(written):
        lat, lon = float(match[1]), float(match[2])
    else:
        return None
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _degrees(parts: tuple[str | None, ...]) -> float:
    *numbers, side = parts
    size: float = sum(float(part.replace(",", ".")) / 60.0**power for power, part in enumerate(numbers) if part)
    return _SIDES[(side or "N")[0]] * size
