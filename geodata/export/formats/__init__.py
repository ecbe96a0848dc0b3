"""One module a format: each writes batches of rows, one after the other, to a path."""
