"""The Streamlit application that shows what :mod:`geodata` found, beside the sentences that say so."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dashboard.exploring import explore

__all__ = ["explore"]


def __getattr__(name: str) -> Any:
    """Load `dashboard.explore` when it is asked for: the commands do without it."""
    if name == "explore":
        return import_module("dashboard.exploring").explore
    raise AttributeError(f"module 'dashboard' has no attribute {name!r}")
