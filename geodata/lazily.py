"""Names of a package that are loaded when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any


def lazily(package: str, holders: Mapping[str, Iterable[str]]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a package (PEP 562): it imports the module that holds the name asked for.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    holders : mapping of str to names
        The modules in it, each with what it holds for the package. None may bear the name of what it holds: once
        imported it would stand in its place.
    """
    holder_of = {name: module for module, names in holders.items() for name in names}

    def find(name: str) -> Any:
        if name not in holder_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{holder_of[name]}"), name)

    return find
