"""A cohort -> the cells of its tables, as texts that are read back as what they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from matcher.cohort import Answer
from matcher.files.cells import TEXT, Kind, escape, unescape
from matcher.files.columns import (
    AVAILABILITY,
    MOTIVATION,
    RECORDS,
    Column,
    Reply,
    VenueDate,
    agreement,
    columns_of,
)
from matcher.files.headings import misread
from matcher.files.protected import must_not_be_kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matcher.cohort import Cohort
    from matcher.files.findings import Findings
    from matcher.records import Record

KEPT = "The files could not hold it. Change it in the cohort, or leave it out."
CHANGED = "this cannot be written so that it is read back as it is"


@dataclass(frozen=True, slots=True)
class Contents:
    """The cells of one table, as text that is not escaped yet."""

    name: str
    """The name of the table, such as `participants`."""
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    own: frozenset[str] = frozenset()
    """The headings of columns that the programme does not know."""


class Writer:
    """Writes the tables of a cohort, and notes what could not be read back.

    Parameters
    ----------
    findings
        Where problems go.
    ending
        What the name of a table ends in where it is a file.
    every_column
        Whether columns without anything in them are written too.
    kinds
        Columns whose cells are of another kind in this cohort.
    """

    def __init__(
        self,
        findings: Findings,
        *,
        ending: str = "",
        every_column: bool = False,
        kinds: Mapping[str, Kind] | None = None,
    ) -> None:
        self._findings = findings
        self._ending = ending
        self._every_column = every_column
        self._kinds = kinds or {}

    def tables(self, cohort: Cohort) -> Iterator[Contents]:
        """Yield every table of a cohort, empty ones included."""
        records: dict[str, Sequence[Record]] = {
            "participants": cohort.people,
            "projects": cohort.projects,
            "venues": cohort.venues,
            "venue_dates": self._venue_dates(cohort),
            "travel": cohort.travel,
            "facilitators": cohort.facilitators,
            "calendar": cohort.calendar,
            "follow_up": cohort.follow_up,
        }
        for name in RECORDS:
            yield self._table(name, records[name])
        yield _answers(cohort)

    def _venue_dates(self, cohort: Cohort) -> list[VenueDate]:
        for venue in cohort.venues:
            if venue.dates == ():
                self._findings.error(
                    f"venue_dates{self._ending}",
                    "a venue that is never free cannot be written: without a row it is always free",
                    "Leave the venue out.",
                    column="venue_id",
                    value=venue.venue_id,
                )
        return [
            VenueDate(venue_id=venue.venue_id, date=day)
            for venue in cohort.venues
            for day in venue.dates or ()
        ]

    def _table(self, name: str, records: Sequence[Record]) -> Contents:
        known = columns_of(RECORDS[name])
        used = [column for column in known if self._is_written(column, records)]
        statements = sorted({key for each in records for key in getattr(each, "motivation", {})})
        extra = sorted({key for each in records for key in getattr(each, "extra", {})})
        free = [*(MOTIVATION + statement for statement in statements), *extra]
        if misread(name, (*(column.name for column in used), *free), extra):
            # Beside all of our own columns, another one is less easily taken for one of them.
            used = list(known)
        header = [*(column.name for column in used), *free]
        self._check_header(name, header, known, extra)
        self._check_extra(name, header, records, extra)
        rows = []
        for number, record in enumerate(records, start=2):
            parts = [(self._kind(each), each.default, getattr(record, each.name)) for each in used]
            answers, others = getattr(record, "motivation", {}), getattr(record, "extra", {})
            parts += [(agreement(), None, answers.get(statement)) for statement in statements]
            parts += [(TEXT, None, others.get(key)) for key in extra]
            rows.append(
                tuple(
                    self._cell(name, number, column, *part)
                    for column, part in zip(header, parts, strict=True)
                )
            )
        return Contents(name, tuple(header), tuple(rows), frozenset(extra))

    def _check_extra(
        self, table: str, header: list[str], records: Sequence[Record], extra: list[str]
    ) -> None:
        """Note the columns that would be taken for one of ours, or must not be kept."""
        file = f"{table}{self._ending}"
        for key in sorted(misread(table, tuple(header), extra)):
            message = "this column would be taken for one of those that are used"
            self._findings.error(file, message, KEPT, row=1, column=key, value=key)
        for key in extra:
            cells = (getattr(record, "extra", {}).get(key, "") for record in records)
            if must_not_be_kept(table, key, cells):
                message = (
                    "this column seems to hold details of health, or others that no plan needs"
                )
                self._findings.error(file, message, "Leave it out.", row=1, column=key)

    def _is_written(self, column: Column, records: Sequence[Record]) -> bool:
        if column.required or self._every_column:
            return True
        return any(getattr(record, column.name) != column.default for record in records)

    def _kind(self, column: Column) -> Kind:
        return self._kinds.get(column.name, column.kind)

    def _cell(self, table: str, row: int, column: str, kind: Kind, default: Any, value: Any) -> str:
        """Return the text of a cell, and note where it would be read as something else."""
        if value is None:
            return ""
        text = kind.write(value)
        found = stripped(text)
        if (kind.read(found) if found else default) != value:
            self._refuse(table, CHANGED, row, column, value)
        return text

    def _check_header(
        self, table: str, header: list[str], known: tuple[Column, ...], extra: list[str]
    ) -> None:
        """Note the columns whose names would be read as something else."""
        names = [name.casefold() for name in header]
        for name in header:
            is_extra = name in extra
            taken = is_extra and (
                name.casefold() in {column.name for column in known}
                or (name.casefold().startswith(MOTIVATION) and name.casefold() != MOTIVATION)
            )
            if taken or names.count(name.casefold()) > 1 or not name or stripped(name) != name:
                self._refuse(table, "a column cannot have this name", 1, name, name)

    def _refuse(self, table: str, message: str, row: int, column: str, value: object) -> None:
        file = f"{table}{self._ending}"
        self._findings.error(file, message, KEPT, row=row, column=column, value=value)


def stripped(text: str) -> str:
    """Return what reading makes of a cell that `escape` wrote."""
    return unescape(escape(text).replace("\0", "").strip())


def _answers(cohort: Cohort) -> Contents:
    days: dict[date, str] = {}
    rows = tuple(
        (who, days.setdefault(day, day.isoformat()), "" if state is Answer.UNKNOWN else state.value)
        for who, answers in cohort.availability.items()
        for day, state in answers.items()
    )
    return Contents(AVAILABILITY, tuple(Reply.model_fields), rows)
