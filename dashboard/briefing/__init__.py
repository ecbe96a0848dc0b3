"""The briefing: two to four pages of PDF on a region and a period, every line with its quote and its source."""

from __future__ import annotations

from dashboard.briefing.making import Briefing, make_briefing

__all__ = ["Briefing", "make_briefing"]
