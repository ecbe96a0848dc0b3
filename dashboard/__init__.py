"""The Streamlit application that shows what :mod:`geodata` found, beside the sentences that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.lazily import lazily

if TYPE_CHECKING:
    from dashboard.exploring import explore

__all__ = ["explore"]

# Loaded when it is asked for: the commands do without it.
__getattr__ = lazily(__name__, {"exploring": ("explore",)})
