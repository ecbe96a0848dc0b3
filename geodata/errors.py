"""Every error that Liptako raises on purpose.

The tree::

    LiptakoError
     +-- DocumentError         a document that cannot be read (what came, why, what to do)
     |    +-- EmptyDocument    nothing to read in it
     |    +-- NotText          binary, or an encoding that cannot be told
     |    +-- TooLarge         above the limit of the reader
     |    +-- FrontMatterError metadata that does not parse
     +-- VocabularyError       a rule, alias or table row that does not fit its schema (file, rule, field)
     +-- GazetteerError        place tables, index or boundaries that are missing or broken
     +-- StoreError            the store cannot be opened, read or written
     |    +-- StoreVersionError  it was written by another version
     |    +-- NotFound         no document, fact or event of that id
     +-- ViewError             a view address or filter that makes no sense
     +-- ReviewError           a correction that makes no sense
     +-- PublishError          a picture, briefing, page or data file that cannot be made or written
     |    +-- SnapshotError    a picture that cannot be drawn
     +-- SetupError            a port, folder or program that the commands need

They are caught at the edges only: the command line prints the message and exits non-zero, the screen shows it.
"""

from __future__ import annotations


class LiptakoError(Exception):
    """Base of the tree.

    Parameters
    ----------
    what : str
        What came, with the file, row or value in question.
    remedy : str, optional
        What is allowed, or what to do; printed after the message.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy


class DocumentError(LiptakoError):
    """A document that cannot be read."""


class EmptyDocument(DocumentError):
    """A document without any text."""


class NotText(DocumentError):
    """A binary file, or text in an encoding that cannot be told."""


class TooLarge(DocumentError):
    """A document above the reader's limit."""


class FrontMatterError(DocumentError):
    """Metadata at the head of a document that does not parse."""


class VocabularyError(LiptakoError):
    """A rule, alias or table row that does not fit its schema."""


class GazetteerError(LiptakoError):
    """Place tables, name index or boundaries that are missing or broken."""


class StoreError(LiptakoError):
    """The store cannot be opened, read or written."""


class StoreVersionError(StoreError):
    """The store was written by another version of the program."""


class NotFound(StoreError):
    """No document, fact or event has the given id."""


class ViewError(LiptakoError):
    """A view address or filter that makes no sense."""


class PublishError(LiptakoError):
    """A picture, briefing, page or data file that cannot be made or written."""


class ReviewError(LiptakoError):
    """A correction that makes no sense."""


class SnapshotError(PublishError):
    """A picture that cannot be drawn."""


class SetupError(LiptakoError):
    """A port, folder or program that a command needs and cannot have."""
