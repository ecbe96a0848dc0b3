"""Make the columns of the store in a process of its own, and say how far it is: `python -m geodata.columns`.

A server that did it itself would keep the memory that it takes, and let its visitors wait.
"""

from __future__ import annotations

from geodata.columns import open_columns
from geodata.store import Store


def main() -> None:
    """Print how many events are read and how many there are, a line each batch."""
    with Store.open() as store:
        open_columns(store, progress=lambda done, total: print(done, total, flush=True))


if __name__ == "__main__":
    main()
