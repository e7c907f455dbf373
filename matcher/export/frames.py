"""A table -> a pandas frame in which every column has the type of what stands in it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from matcher.export.tables import Table


def frame_of(table: Table) -> pd.DataFrame:
    """Return a table as a frame: dates as timestamps, whole numbers as such where some are missing.

    Text stays text, with nothing where there is none.
    """
    import pandas as pd

    frame = pd.DataFrame(table.rows, columns=list(table.columns))
    for place, name in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        kinds = {type(cell) for cell in cells if cell is not None}
        if kinds == {date}:
            frame[name] = pd.to_datetime(pd.Series(cells, index=frame.index))
        elif kinds == {int} and None in cells:
            frame[name] = pd.Series(cells, index=frame.index, dtype="Int64")
    return frame
