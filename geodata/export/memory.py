"""Memory given back while rows are written: what allocators keep for later grows with the file, though the rows do not.

Arrow's own allocator and that of the C library keep what was freed in parts that the next batch does not quite fit.
"""

from __future__ import annotations

import pyarrow as pa


def give_back() -> None:
    """Give freed memory back to the system: that of Arrow, and that of numpy and of strings.

    Arrow asks the C library for the latter (``malloc_trim``, where there is one) when its plain pool is told so.
    """
    pa.default_memory_pool().release_unused()
    pa.system_memory_pool().release_unused()
