"""From files to documents: text is normalised once, here, before any offset is taken."""

from __future__ import annotations

from geodata.documents.finding import find_documents
from geodata.documents.reading import Opened, open_document, open_text, read_document, read_text

__all__ = ["Opened", "find_documents", "open_document", "open_text", "read_document", "read_text"]
