"""Serve the dashboard over the sample store: ``python -m tests.dashboard.serve_sample PORT``."""

from __future__ import annotations

import sys

from dashboard import data, server
from tests.dashboard.sample_view import SampleGazetteer, make_store

if __name__ == "__main__":
    library = data.Library(make_store(), SampleGazetteer())
    data.opened = lambda: library
    server.serve("127.0.0.1", int(sys.argv[1]), open_browser=False)
