"""Small invented intakes, and the best of all their divisions by trying every one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Any

from matcher.cohort import Answer, Cohort, Person, Side
from matcher.programme import Programme, Weekday
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

START = date(2027, 1, 11)
DAYS = tuple(START + timedelta(weeks=week) for week in range(8))


def made_intake(
    seed: int,
    each: int = 4,
    areas: tuple[str, ...] = ("Leeds",),
    **intake: Any,
) -> Cohort:
    """Return an intake with two workshops on Mondays; a cohort has two pairs unless said."""
    random = Random(f"small intake:{seed}")
    sizes = {"pairs": 2, "smallest": 2, "largest": 2, **intake}
    people = [
        _anybody(random, f"{letter}{number:02d}", side, areas[number % len(areas)])
        for letter, side in (("P", Side.PATIENT), ("H", Side.PROFESSIONAL))
        for number in range(each)
    ]
    return Cohort(
        programme=Programme.model_validate(
            {
                "programme": {"start": DAYS[0], "end": DAYS[-1], "pairs": 2},
                "workshops": {
                    **{"count": 2, "weekdays": ["Mon"], "min_gap_days": 7, "max_gap_days": 21},
                    **{"max_missed": 1, "facilitators": 0},
                },
                "intake": sizes,
            }
        ),
        people=tuple(people),
        availability={
            one.person_id: {day: random.choice(ANSWERS) for day in DAYS} for one in people
        },
    )


ANSWERS = (Answer.YES, Answer.YES, Answer.YES, Answer.IF_NEEDED, Answer.NO)


def _anybody(random: Random, identity: str, side: Side, area: str) -> Person:
    return Person(
        person_id=identity,
        side=side,
        area=area,
        themes=tuple(random.sample(("access", "waiting", "food", "sleep"), 2)),
        motivation={"change": random.randint(1, 5), "learn": random.randint(1, 5)},
        weekdays=(Weekday.MON,),
        consent=True,
    )


def with_settings(cohort: Cohort, **sections: dict[str, Any]) -> Cohort:
    """Return a cohort with some settings changed."""
    given = cohort.programme.model_dump()
    for name, values in sections.items():
        given[name] = {**given[name], **values}
    return cohort.model_copy(update={"programme": Programme.model_validate(given)})


def with_people(cohort: Cohort, **changes: dict[str, Any]) -> Cohort:
    """Return a cohort in which some people differ, by their ids."""
    people = tuple(one.model_copy(update=changes.get(one.person_id, {})) for one in cohort.people)
    return cohort.model_copy(update={"people": people})


def best_of_all_divisions(cohort: Cohort) -> tuple[int, int]:
    """Return the most pairs, and the highest total with so many, of two cohorts of two pairs.

    Every way to choose two patients and two professionals for the first cohort is tried.
    """
    ours = [one.person_id for one in cohort.patients]
    theirs = [one.person_id for one in cohort.professionals]
    found = []
    for some in combinations(ours, 2):
        for others in combinations(theirs, 2):
            first = {*some, *others}
            rest = {*ours, *theirs} - first
            worths = [_of(cohort, first), _of(cohort, rest)]
            found.append((sum(pairs for pairs, _ in worths), sum(total for _, total in worths)))
    return max(found)


def _of(cohort: Cohort, ids: set[str]) -> tuple[int, int]:
    """Return pairs and total of the best plan of some people, where it has two pairs."""
    people = tuple(one for one in cohort.people if one.person_id in ids)
    problem = build_problem(cohort.model_copy(update={"people": people}))
    worth = solve(problem, Budget(20)).worth
    return (0, 0) if worth is None or worth.pairs < 2 else (worth.pairs, worth.total)
