"""What is answered about one person: the place that they have, or what one would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.cohort import Answer
from matcher.dates import Code, answers
from matcher.explaining.answers import PersonAnswer, Price
from matcher.explaining.forced_worths import on_dates
from matcher.explaining.pairs import coming, pair_answer
from matcher.explaining.resolving import with_place
from matcher.plans import Outcome
from matcher.solve.problem import build_problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from matcher.cohort import Person
    from matcher.explaining.resolving import Case
    from matcher.solve.problem import Problem


def person_answer(case: Case, person: Person) -> PersonAnswer:
    """Return why somebody has the place that they have, or none."""
    identity = person.person_id
    if not person.is_applicant:
        return PersonAnswer(person=identity, standing="gone")
    if not case.plan.pairs:
        return PersonAnswer(person=identity, standing="no_plan")
    couple = next((one for one in case.couples if identity in one), None)
    if couple is not None:
        other = couple[1]
        pair = None if other is None else pair_answer(case, couple[0], other)
        return PersonAnswer(
            person=identity, standing="placed", pair=pair, attendance=coming(case, (identity,))
        )
    joined = next((one for one in case.plan.pairs if one.third == identity), None)
    if joined is not None and joined.professional is not None:
        return PersonAnswer(
            person=identity,
            standing="third",
            pair=pair_answer(case, joined.patient, joined.professional),
            attendance=coming(case, (identity,)),
        )
    reason = next((one.reason for one in case.plan.waiting if one.person == identity), None)
    row, column = case.row.get(identity), case.column.get(identity)
    here = case.problem.allowed[row] if row is not None else case.problem.allowed[:, column]
    if not here.any():
        return PersonAnswer(
            person=identity, standing="waiting", reason=reason, attendance=coming(case, (identity,))
        )
    placed = _in(case.problem, case, identity)
    has_days = bool(case.plan.workshops)
    free, days = _with_every_day(case, identity) if has_days else (None, ())
    return PersonAnswer(
        person=identity,
        standing="waiting",
        reason=reason,
        attendance=coming(case, (identity,)),
        placed=case.price(placed, person=identity),
        on_these_dates=case.price(on_dates(placed, case.dates), person=identity),
        with_every_day=free,
        days=days,
    )


def _in(problem: Problem, case: Case, identity: str) -> Problem:
    if identity in case.row:
        return with_place(problem, row=case.row[identity])
    return with_place(problem, column=case.column[identity])


def _with_every_day(case: Case, identity: str) -> tuple[Price, tuple[date, ...]]:
    """Return the best plan if somebody could come on every day, and the days that bring a place.

    The days are those of that plan's workshops; that a yes for them alone is enough is found out
    by solving once more.
    """
    price = case.price(_answering(case, identity, case.problem.candidates.days), person=identity)
    if not price.placed:
        return price, ()
    then = {moved.workshop: moved.then for moved in price.dates}
    dates = [then.get(one.number, one.date) for one in case.plan.workshops]
    person = [one for one in case.cohort.people if one.person_id == identity]
    said = answers(case.cohort, person, dates)[0]
    days = tuple(day for day, code in zip(dates, said, strict=True) if code != Code.YES)
    if not days:
        return price, ()
    again = case.price(_answering(case, identity, days), person=identity)
    is_enough = again.placed and again.status is Outcome.OPTIMAL
    return price, days if is_enough else ()


def _answering(case: Case, identity: str, days: Iterable[date]) -> Problem:
    """Return the problem in which somebody answers yes for some days."""
    given = case.cohort.availability
    entries = {**given.get(identity, {}), **dict.fromkeys(days, Answer.YES)}
    changed = case.cohort.model_copy(update={"availability": {**given, identity: entries}})
    return build_problem(changed)
