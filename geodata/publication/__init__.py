"""What every way of publishing shares: the view with its marks, its name, its address, and whose work it rests on."""

from __future__ import annotations

from geodata.publication.naming import file_name
from geodata.publication.periods import period_before, read_period
from geodata.publication.prepare import Publication, check_names, check_spec, prepare
from geodata.publication.regions import find_region, region_name

__all__ = [
    "Publication",
    "check_names",
    "check_spec",
    "file_name",
    "find_region",
    "period_before",
    "prepare",
    "read_period",
    "region_name",
]
