"""What lies in the folder of a batch, beside a folder for each plan."""

from __future__ import annotations

DATA, TABLE, BOOK, PROBLEMS, PICTURE = (
    *("batch.json", "batch.csv", "batch.xlsx"),
    *("problems.csv", "batch"),
)
PICTURES = tuple(f"{PICTURE}.{ending}" for ending in ("png", "svg"))
OWN_FILES = frozenset({DATA, TABLE, BOOK, PROBLEMS, *PICTURES})
FORMAT_START = "matcher-batch/"
