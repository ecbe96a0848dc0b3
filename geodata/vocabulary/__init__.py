"""The words the program knows: YAML tables in French and English, their readers and their checks."""

from __future__ import annotations

from geodata.vocabulary.loading import version
from geodata.vocabulary.names import (
    ActorWords,
    Group,
    Organisation,
    actor_words,
    groups,
    mask_terms,
    organisation,
    organisations,
)

__all__ = [
    "ActorWords",
    "Group",
    "Organisation",
    "actor_words",
    "groups",
    "mask_terms",
    "organisation",
    "organisations",
    "version",
]
