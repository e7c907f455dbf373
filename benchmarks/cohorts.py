"""Made-up cohorts for timing: any size, and the same seed makes the same cohort."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from matcher.cohort import Answer, CalendarRow, Cohort, Person, Side
from matcher.programme import Programme, Weekday
from matcher.public_holidays import public_holidays

GOALS = ("listen", "lead", "learn", "write", "present")
STATEMENTS = ("change", "learn", "share")


def benchmark_cohort(
    pairs: int,
    pool: int,
    days: int,
    seed: int,
    if_needed: float = 0.0,
    avoided_weeks: int = 0,
) -> Cohort:
    """Return a large cohort for timing: five workshops, three to seven weeks apart.

    Parameters
    ----------
    pairs
        How many pairs are wanted.
    pool
        How many people a side. Each can use every weekday with probability 3/4, and comes on
        92 % of those days.
    days
        How many candidate dates, without public holidays: from Monday to Friday, or on fewer
        weekdays where the window would be shorter than half a year.
    seed
        The same seed makes the same cohort.
    if_needed
        The share of the days on which people come only if needed.
    avoided_weeks
        How many weeks, spread over the window, the calendar says to avoid.
    """
    random = Random(f"benchmark:{pairs}:{pool}:{days}:{seed}:{if_needed}:{avoided_weeks}")
    weekdays = _spread_week(days)
    dates = next_days(date(2027, 1, 11), days, weekdays)
    patients = [f"P{number:03d}" for number in range(1, pool + 1)]
    others = [f"H{number:03d}" for number in range(1, pool + 1)]
    people = [
        *(_anybody(random, identity, Side.PATIENT, others) for identity in patients),
        *(_anybody(random, identity, Side.PROFESSIONAL, patients) for identity in others),
    ]
    programme = {"start": dates[0], "end": dates[-1], "pairs": pairs}
    workshops = {
        "count": 5,
        "weekdays": weekdays,
        "min_gap_days": 21,
        "max_gap_days": 49,
        "max_missed": 1,
    }
    return Cohort(
        programme=Programme.model_validate({"programme": programme, "workshops": workshops}),
        people=tuple(people),
        availability={
            person.person_id: _diary(random, person.weekdays or (), dates, if_needed)
            for person in people
        },
        calendar=tuple(_shunned_weeks(dates, avoided_weeks)),
    )


def _spread_week(days: int) -> list[Weekday]:
    """Return on which weekdays so many dates fill about half a year."""
    week = list(Weekday)[:5]
    return {1: week[2:3], 2: week[1:4:2], 3: week[::2], 4: week[:4]}.get(-(-days // 26), week)


def _anybody(random: Random, identity: str, side: Side, others: list[str]) -> Person:
    themes = [f"Theme {number}" for number in range(1, 13)]
    return Person(
        person_id=identity,
        side=side,
        area=f"Town {random.randint(1, 6)}",
        themes=tuple(random.sample(themes, random.randint(1, 4))),
        motivation={name: random.randint(1, 5) for name in STATEMENTS},
        goals=tuple(random.sample(GOALS, random.randint(1, 3))),
        prefers=tuple(random.sample(others, min(len(others), random.randint(0, 3)))),
        weekdays=tuple(day for day in list(Weekday)[:5] if random.random() < 0.75) or None,
        remote_ok=random.random() < 0.5,
        consent=True,
    )


def _diary(
    random: Random, weekdays: tuple[Weekday, ...], dates: list[date], if_needed: float
) -> dict[date, Answer]:
    usable = {weekday.number for weekday in weekdays}
    diary = {}
    for day in dates:
        comes, reluctant = random.random() < 0.92, random.random() < if_needed
        if day.weekday() not in usable or not comes:
            diary[day] = Answer.NO
        else:
            diary[day] = Answer.IF_NEEDED if reluctant else Answer.YES
    return diary


def _shunned_weeks(dates: list[date], weeks: int) -> list[CalendarRow]:
    mondays = sorted({day - timedelta(days=day.weekday()) for day in dates})
    chosen = [mondays[(2 * index + 1) * len(mondays) // (2 * weeks)] for index in range(weeks)]
    return [
        CalendarRow(date_from=monday, date_to=monday + timedelta(days=6), kind="avoid")
        for monday in chosen
    ]


def next_days(start: date, count: int, weekdays: list[Weekday]) -> list[date]:
    """Return the first days from `start` on certain weekdays that are no holiday in England."""
    numbers = {day.number for day in weekdays}
    holidays = public_holidays("GB", "ENG", start, start + timedelta(days=1000))
    days: list[date] = []
    day = start
    while len(days) < count:
        if day.weekday() in numbers and day not in holidays:
            days.append(day)
        day += timedelta(days=1)
    return days
