"""What separates the cells of a text file."""

from __future__ import annotations

import csv
import re
from itertools import islice

from matcher.files.headers import ROWS_LOOKED_AT, how_many_known

SEPARATORS = ",;\t|"
"""What may separate cells, the likeliest first."""

LOOKED_AT = 1_000_000
"""How many characters are looked at."""

_QUOTED = re.compile(r'"[^"]*"')
_STATED = re.compile(r'\s*"?sep=(.)"?\r?\n', re.IGNORECASE)


def stated(text: str) -> tuple[str, int] | None:
    """Return the separator that a first line such as `sep=;` states, and where that line ends."""
    found = _STATED.match(text[:20])
    return (found[1], found.end(1)) if found and found[1] in SEPARATORS else None


def separator(text: str, table: str) -> str:
    """Return what separates cells: what makes the most names of columns in one row.

    Where that does not tell, a comma where the first line has one, else what it has the most of.
    """
    start = text.lstrip("\ufeff\r\n ")[:LOOKED_AT]
    counts = {one: _most_known(start, one, table) for one in SEPARATORS}
    most = max(counts.values())
    best = [one for one in SEPARATORS if counts[one] == most]
    if most > 1 and len(best) == 1:
        return best[0]
    header = _QUOTED.sub("", start).partition("\n")[0].partition("\r")[0]
    if "," in header:
        return ","
    commonest = max(SEPARATORS, key=header.count)
    return commonest if commonest in header else ","


def _most_known(text: str, separator: str, table: str) -> int:
    lines = islice(filter(str.strip, text.splitlines()[: 10 * ROWS_LOOKED_AT]), ROWS_LOOKED_AT)
    most = 0
    for line in lines:
        try:
            cells = next(csv.reader([line[:100_000]], delimiter=separator), [])
        except csv.Error:
            continue
        most = max(most, how_many_known(table, cells))
    return most
