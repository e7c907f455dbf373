"""A poll whose headings stand in two rows, months above days: joined to dates, or refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from matcher.files.clean.words import day_number, folded, months

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.headers import Row

ROWS_LOOKED_AT = 20
"""Among how many of the first rows the months are looked for."""

_MONTH = re.compile(r"([a-z]+)\.?(?:\s+\d{4})?")
_DAY = re.compile(r"(?:([a-z]+)\.?,?\s*)?(\d{1,2})(?:st|nd|rd|th|er)?")
_TIME = re.compile(
    r"\d{1,2}(?:[:.h]\d{0,2})?\s?(?:[ap]m)?(?:\s?(?:-|\u2013|to|a)\s?.{1,9})?|all day"
)

_REMEDY = "Keep one row of headings, with one column a date, such as 2027-03-04."


def with_joined_months(file: str, rows: Sequence[Row], findings: Findings) -> Sequence[Row] | None:
    """Return the rows of a poll with one row of headings, or nothing after an error.

    Parameters
    ----------
    file
        What problems call it.
    rows
        The rows that are not blank.
    findings
        Where it is noted that months and days were joined, or why they cannot be.
    """
    for place, (above, below) in enumerate(pairwise(rows[:ROWS_LOOKED_AT])):
        if _has_months(above[1]) and _has_days(below[1]):
            return _joined(file, rows, place, findings)
    return rows


def _has_months(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells[1:] if cell]
    return bool(filled) and all(map(_is_month, filled)) and not _is_day(cells[0])


def _has_days(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells[1:] if cell]
    return bool(filled) and all(map(_is_day, filled))


def _is_month(text: str) -> bool:
    found = _MONTH.fullmatch(folded(text))
    return found is not None and found[1] in months()


def _is_day(text: str) -> bool:
    found = _DAY.fullmatch(folded(text))
    return (
        found is not None
        and 1 <= int(found[2]) <= 31
        and (found[1] is None or day_number(found[1]) is not None)
    )


def _joined(file: str, rows: Sequence[Row], place: int, findings: Findings) -> Sequence[Row] | None:
    (month_row, above), (day_row, below) = rows[place], rows[place + 1]
    made, month, seen, sound = [below[0] or above[0]], "", dict[str, int](), True
    for index, day in enumerate(below[1:], start=1):
        month = (above[index] if index < len(above) else "") or month
        heading = f"{day} {month}" if day else ""
        if day and not month:
            _refuse(file, day_row, day, "no month stands above this day", findings)
        elif day and heading in seen:
            said = f"there are several columns for {heading}"
            _refuse(file, day_row, day, said, findings)
        sound &= not day or (bool(month) and heading not in seen)
        seen[heading] = index
        made.append(heading)
    if not sound:
        return None
    for index, heading in enumerate(made[1:], start=1):
        if heading:
            findings.repair(
                file,
                f"the month stands in row {month_row}, above the day; they are joined",
                before=below[index],
                after=heading,
                row=day_row,
                column=heading,
            )
    rest = rows[place + 2 :]
    if rest and _has_times(rest[0][1]):
        _say_times(file, rest[0], findings)
        rest = rest[1:]
    return [*rows[:place], (day_row, tuple(made)), *rest]


def _has_times(cells: Sequence[str]) -> bool:
    """Return whether a row below the days holds times of day and nobody's answers."""
    filled = [cell for cell in cells[1:] if cell]
    times = all(_TIME.fullmatch(folded(cell)) for cell in filled)
    return not cells[0] and bool(filled) and times


def _say_times(file: str, times: Row, findings: Findings) -> None:
    findings.repair(
        file,
        "this row holds times of day, below the headings; it is left out",
        before=" ".join(filter(None, times[1])),
        after="",
        row=times[0],
    )


def _refuse(file: str, row: int, day: str, message: str, findings: Findings) -> None:
    findings.error(file, message, _REMEDY, row=row, column=day, value=day)
