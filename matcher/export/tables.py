"""The tables of a plan, as people read them.

Ids stand in every table. Where the plan knows its cohort, names and titles stand next to them.
To add a table, write a function from a plan to a `Table` and put it into `TABLES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matcher.cohort import ID_FIELDS
from matcher.criteria import CRITERIA
from matcher.dates import Code, answers
from matcher.programme import Weekday

if TYPE_CHECKING:
    from datetime import date

    from matcher.cohort import Cohort
    from matcher.follow_up import FollowUp
    from matcher.plans import OfPair, Pair, Plan, Workshop

LIST_SEPARATOR = ";"
WEEKDAYS = tuple(Weekday)

BOTH, IF_NEEDED, MISSED, REMOTE = "both", "if_needed", "missed", "remote"
"""What an attendance cell says: both come; both come, one only if needed; one cannot come; both
are there, and one joins from home.
"""
REMOTE_IF_NEEDED = "remote_if_needed"
"""The same, and one of the two comes only if needed."""

THIRD_ABSENT = "third_absent"
"""The column of the workshops to which the third of a pair cannot come."""


@dataclass(frozen=True)
class Table:
    """Named columns and rows of plain values.

    Attributes
    ----------
    columns
        The names of the columns.
    rows
        One tuple a row, as long as `columns`: text, numbers, dates and nothing.
    ids
        The columns that hold ids, or lists of ids with ``;`` between them.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Column:
    """A column and its cells, one for each row."""

    name: str
    cells: list[Any]
    is_id: bool = False


def pairs(plan: Plan) -> Table:
    """Return the pairs: who, on which project, how well they fit and what that is made of."""
    known = [criterion.name for criterion in CRITERIA]
    other = sorted({name for pair in plan.pairs for name in pair.parts} - set(known))
    return _table(
        *_partners(plan, plan.pairs),
        *_one_each(plan, "project", "projects", [pair.project for pair in plan.pairs], "title"),
        _Column("fit", [pair.fit for pair in plan.pairs]),
        *(_Column(name, [pair.parts.get(name) for pair in plan.pairs]) for name in known + other),
        *(
            _Column(name, [getattr(pair, name) for pair in plan.pairs])
            for name in ("coverage", "missed", "if_needed", "value")
        ),
        *_one_each(plan, "facilitator", "facilitators", [pair.facilitator for pair in plan.pairs]),
        *_thirds(plan),
    )


def workshops(plan: Plan) -> Table:
    """Return the workshops: when, where, who leads and who cannot come."""
    held = plan.workshops
    return _table(
        _Column("number", [workshop.number for workshop in held]),
        _Column("date", [workshop.date for workshop in held]),
        _Column("weekday", [WEEKDAYS[workshop.date.weekday()].value for workshop in held]),
        *_one_each(plan, "venue", "venues", [workshop.venue for workshop in held]),
        *_several_each(
            plan, "facilitators", "facilitators", [workshop.facilitators for workshop in held]
        ),
        *_several_each(plan, "absent", "people", [workshop.absent for workshop in held]),
        *_several_each(plan, "remote", "people", [workshop.remote for workshop in held]),
        _Column("state", [workshop.state.value for workshop in held]),
    )


def check_ins(plan: Plan) -> Table:
    """Return the check-ins: which pair meets which facilitator when."""
    meetings = plan.check_ins
    return _table(
        *_partners(plan, meetings),
        _Column("after_workshop", [meeting.after_workshop for meeting in meetings]),
        _Column("date", [meeting.date for meeting in meetings]),
        *_one_each(
            plan, "facilitator", "facilitators", [meeting.facilitator for meeting in meetings]
        ),
        _Column("mode", [meeting.mode.value for meeting in meetings]),
        *_one_each(plan, "person", "people", [meeting.person for meeting in meetings]),
        _Column("state", [meeting.state.value for meeting in meetings]),
    )


def catch_ups(plan: Plan) -> Table:
    """Return the catch-up days: which pair makes good which workshop, when and with whom."""
    days = plan.catch_ups
    return _table(
        *_partners(plan, days),
        _Column("workshop", [one.workshop for one in days]),
        _Column("date", [one.date for one in days]),
        *_one_each(plan, "facilitator", "facilitators", [one.facilitator for one in days]),
        _Column("state", [one.state.value for one in days]),
    )


def unplaced(plan: Plan) -> Table:
    """Return what a pair should have and for which there is no way, and why."""
    return _table(
        _Column("what", [one.what for one in plan.unplaced]),
        *_partners(plan, plan.unplaced),
        _Column("workshop", [one.workshop for one in plan.unplaced]),
        _Column("reason", [one.reason for one in plan.unplaced]),
    )


def waiting(plan: Plan) -> Table:
    """Return who has no place, and why."""
    return _table(
        *_one_each(plan, "person", "people", [one.person for one in plan.waiting]),
        _Column("reason", [one.reason for one in plan.waiting]),
    )


def attendance(plan: Plan) -> Table:
    """Return pair by workshop: `both`, `if_needed`, `missed`, `remote` or `remote_if_needed`.

    The cells speak of the two; `third_absent` names the workshops to which their third cannot come,
    and `follow_up_1`, … what is known of each: invited, accepted, declined, came, did not come.
    Without its cohort a plan cannot say at which workshop somebody comes only if needed: such a
    pair's cells stay empty where it is not `missed`.
    """
    can = _answers(plan)
    return _table(
        *_partners(plan, plan.pairs),
        *(
            _Column(
                f"workshop_{workshop.number}",
                [
                    MISSED
                    if set(pair.two) & set(workshop.absent)
                    else _how_they_come(pair, workshop, can)
                    for pair in plan.pairs
                ],
            )
            for workshop in plan.workshops
        ),
        *_follow_up(plan),
        *_thirds(plan, _Column(THIRD_ABSENT, [_missed_by_third(plan, it) for it in plan.pairs])),
    )


TABLES: dict[str, Callable[[Plan], Table]] = {
    "pairs": pairs,
    "workshops": workshops,
    "check_ins": check_ins,
    "catch_ups": catch_ups,
    "unplaced": unplaced,
    "waiting": waiting,
    "attendance": attendance,
}
"""Every table of a plan, by its name."""


def _how_they_come(
    pair: Pair, workshop: Workshop, can: Mapping[tuple[str, date], int] | None
) -> str | None:
    is_remote = bool(set(pair.two) & set(workshop.remote))
    if not pair.if_needed:
        return REMOTE if is_remote else BOTH
    if can is None:
        return None
    both = (can.get((who, workshop.date)) for who in pair.two)
    asked = Code.IF_NEEDED in both
    if is_remote:
        return REMOTE_IF_NEEDED if asked else REMOTE
    return IF_NEEDED if asked else BOTH


def _answers(plan: Plan) -> dict[tuple[str, date], int] | None:
    """Return what the people of the pairs answered for the workshops, by person and day."""
    cohort = _cohort(plan)
    if cohort is None:
        return None
    paired = {who for pair in plan.pairs for who in pair.members}
    people = [person for person in cohort.people if person.person_id in paired]
    days = sorted({workshop.date for workshop in plan.workshops})
    grid = answers(cohort, people, days)
    return {
        (person.person_id, day): int(grid[row, column])
        for row, person in enumerate(people)
        for column, day in enumerate(days)
    }


def _cohort(plan: Plan) -> Cohort | None:
    cohort: Cohort | None = plan._cohort
    return cohort


def _names(plan: Plan, kind: str) -> dict[str, str] | None:
    """Return id -> name for one kind of record, where the plan knows its cohort."""
    cohort = _cohort(plan)
    if cohort is None:
        return None
    records = getattr(cohort, kind)
    name = "title" if kind == "projects" else "name"
    return {getattr(one, ID_FIELDS[kind]): getattr(one, name) for one in records}


def _one_each(
    plan: Plan, column: str, kind: str, ids: Iterable[str | None], suffix: str = "name"
) -> list[_Column]:
    """Return a column of ids and, where they are known, one of the names that go with them."""
    ids = list(ids)
    columns = [_Column(column, ids, is_id=True)]
    names = _names(plan, kind)
    if names is not None:
        said = [None if one is None else names.get(one, "") for one in ids]
        columns.append(_Column(f"{column}_{suffix}", said))
    return columns


def _several_each(
    plan: Plan, column: str, kind: str, lists: Iterable[Sequence[str]]
) -> list[_Column]:
    """Return a column of lists of ids and, where they are known, one of lists of names."""
    lists = list(lists)
    columns = [_Column(column, [LIST_SEPARATOR.join(ids) for ids in lists], is_id=True)]
    names = _names(plan, kind)
    if names is not None:
        said = [f"{LIST_SEPARATOR} ".join(names.get(one, "") for one in ids) for ids in lists]
        columns.append(_Column(f"{column}_names", said))
    return columns


def _partners(plan: Plan, rows: Sequence[OfPair]) -> list[_Column]:
    return [
        *_one_each(plan, "patient", "people", [row.patient for row in rows]),
        *_one_each(plan, "professional", "people", [row.professional for row in rows]),
    ]


def _follow_up(plan: Plan) -> list[_Column]:
    """Return a column for each workshop of which it is known who was invited, answered or came."""
    cohort = _cohort(plan)
    known = {row.key: row for row in cohort.follow_up} if cohort is not None else {}
    numbers = {row.workshop for row in known.values()}
    return [
        _Column(
            f"follow_up_{one.number}",
            [
                f"{LIST_SEPARATOR} ".join(
                    f"{who} {_known_of(known[who, (one.number, 0)])}"
                    for who in pair.members
                    if (who, (one.number, 0)) in known
                )
                for pair in plan.pairs
            ],
        )
        for one in plan.workshops
        if one.number in numbers
    ]


def _known_of(row: FollowUp) -> str:
    """Return the last that is known: whether they came, what they said, or that they were asked."""
    if row.came is not None:
        return "came" if row.came else "did not come"
    if row.reply is not None:
        return row.reply.value
    return "invited" if row.invited else "not invited"


def _thirds(plan: Plan, *more: _Column) -> list[_Column]:
    """Return the third members of pairs, and more about them, where there is any."""
    if not any(pair.third for pair in plan.pairs):
        return []
    return [*_one_each(plan, "third", "people", [pair.third for pair in plan.pairs]), *more]


def _missed_by_third(plan: Plan, pair: Pair) -> str:
    """Return the numbers of the workshops to which the third of a pair cannot come."""
    missed = (str(one.number) for one in plan.workshops if pair.third in one.absent)
    return LIST_SEPARATOR.join(missed)


def _table(*columns: _Column) -> Table:
    return Table(
        columns=tuple(column.name for column in columns),
        rows=list(zip(*(column.cells for column in columns), strict=True)),
        ids=frozenset(column.name for column in columns if column.is_id),
    )
