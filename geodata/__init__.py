"""From news text to facts on a map: read, recognise, place, state, merge, store, select."""
