"""Serve the dashboard over the sample store: ``python tests/dashboard/serve_sample.py PORT``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

from sample_view import SampleGazetteer, make_store

from dashboard import data, server

if __name__ == "__main__":
    library = data.Library(make_store(), SampleGazetteer())
    data.library = lambda: library  # type: ignore[assignment]
    server.serve("127.0.0.1", int(sys.argv[1]), open_browser=False)
