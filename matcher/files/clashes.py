"""Cells of one row that contradict each other, each of them sound by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matcher.cohort import CalendarRow, Person, Project, Status
from matcher.follow_up import FollowUp

if TYPE_CHECKING:
    from matcher.files.findings import Findings
    from matcher.files.tables import Table
    from matcher.records import Record


@dataclass(frozen=True, slots=True)
class Clash:
    """Cells of one row that contradict each other."""

    columns: tuple[str, ...]
    """The columns that are compared, in none of which a cell was refused; the last is blamed."""
    said: Callable[[dict[str, Any]], tuple[str, str] | None]
    """From the values of a row to what is wrong and what to do, or nothing."""


def _withdrawal(values: dict[str, Any]) -> tuple[str, str] | None:
    if "withdrawn_after_workshop" in values and values.get("status") != Status.WITHDRAWN:
        return (
            "this is filled in for somebody whose status is not withdrawn",
            "Write withdrawn in the column status, or empty this cell.",
        )
    return None


def _pair_limits(values: dict[str, Any]) -> tuple[str, str] | None:
    most = values.get("max_pairs")
    if most is not None and values.get("min_pairs", 0) > most:
        return (
            "min_pairs is more than max_pairs",
            f"Write a number up to {most}, or raise max_pairs.",
        )
    return None


def _date_order(values: dict[str, Any]) -> tuple[str, str] | None:
    if values["date_to"] < values["date_from"]:
        return (
            "date_to is before date_from",
            f"Write a date from {values['date_from'].isoformat()} on, or leave it blank.",
        )
    return None


def _occasion(values: dict[str, Any]) -> tuple[str, str] | None:
    if ("workshop" in values) == ("after_workshop" in values):
        what = "both are" if "workshop" in values else "neither is"
        return (
            f"of workshop and after_workshop {what} filled in",
            "Write the number of the workshop into one of them: after_workshop for a check-in.",
        )
    return None


CLASHES: dict[type[Record], Clash] = {
    Person: Clash(("status", "withdrawn_after_workshop"), _withdrawal),
    Project: Clash(("max_pairs", "min_pairs"), _pair_limits),
    CalendarRow: Clash(("date_from", "date_to"), _date_order),
    FollowUp: Clash(("workshop", "after_workshop"), _occasion),
}
"""What is looked at besides each cell of a row."""


def has_clash(
    table: Table,
    record: type[Record],
    row: int,
    values: dict[str, Any],
    refused: set[str],
    findings: Findings,
) -> bool:
    """Return whether cells of a row contradict each other, and note it."""
    clash = CLASHES.get(record)
    if clash is None or not refused.isdisjoint(clash.columns):
        return False
    said = clash.said(values)
    if said is not None:
        blamed = clash.columns[-1]
        findings.error(table.file, *said, row=row, column=blamed, value=values.get(blamed))
    return said is not None
