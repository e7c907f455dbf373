"""Made-up intakes of any size: areas, organisations, pairs who apply together, venues, staff."""

from __future__ import annotations

from datetime import date
from random import Random

from benchmarks.cohorts import GOALS, STATEMENTS, next_days
from matcher.cohort import Answer, Cohort, Facilitator, Person, Side, Venue
from matcher.programme import Programme, Weekday

WEEK = tuple(Weekday)[:5]

START = date(2027, 1, 11)

AREA_PEOPLE = 300
"""How many people live in an area on average, up to `LARGE`; then areas grow as well."""

LARGE = 20_000


def benchmark_intake(people: int, seed: int = 1, days: int = 125) -> Cohort:
    """Return an invented intake, half of it patients; the same seed makes the same one.

    Everybody can use each weekday with probability 3/4, is away on about one day in twelve of
    those and comes only if needed on one in twelve more. One in ten applied together with somebody
    on the other side. Every area has a venue for every four cohorts and three facilitators for
    every cohort, all of whom it may do without on any day.

    Parameters
    ----------
    people
        How many.
    seed
        Decides everything.
    days
        How many candidate dates.
    """
    random = Random(f"intake:{people}:{seed}:{days}")
    dates = next_days(START, days, list(WEEK))
    areas = _areas(random, people)
    each = people // 2
    everybody: list[Person] = []
    for side, letter in ((Side.PATIENT, "P"), (Side.PROFESSIONAL, "H")):
        for number in range(each):
            everybody.append(_anybody(random, f"{letter}{number:06d}", side, areas))
    everybody = _with_partners(random, everybody, each)
    cohorts = {area: max(1, round(people * share / 24)) for area, share in areas}
    facilitators = [
        Facilitator(
            facilitator_id=f"F{area[5:]}-{number}",
            area=area,
            max_pairs=6,
            weekdays=WEEK,
        )
        for area, count in cohorts.items()
        for number in range(3 * count)
    ]
    venues = [
        Venue(venue_id=f"V{area[5:]}-{number}", area=area, capacity=60, cost_per_day=100.0 + number)
        for area, count in cohorts.items()
        for number in range(1 + count // 4)
    ]
    return Cohort(
        programme=Programme.model_validate(
            {
                "programme": {"start": dates[0], "end": dates[-1], "pairs": 12},
                "workshops": {"min_gap_days": 21, "max_gap_days": 49},
            }
        ),
        people=tuple(everybody),
        availability={
            one.person_id: _exceptions(random, one.weekdays or (), dates) for one in everybody
        },
        venues=tuple(venues),
        facilitators=tuple(facilitators),
    )


def _areas(random: Random, people: int) -> list[tuple[str, float]]:
    """Return the areas with their shares of the people: some twice as large as others."""
    per_area = AREA_PEOPLE * max(1.0, people / LARGE)
    count = max(1, round(people / per_area))
    weights = [random.uniform(1, 2) for _ in range(count)]
    return [(f"Area {number:03d}", weight / sum(weights)) for number, weight in enumerate(weights)]


def _anybody(random: Random, identity: str, side: Side, areas: list[tuple[str, float]]) -> Person:
    (area,) = random.choices([name for name, _ in areas], [share for _, share in areas])
    themes = [f"Theme {number}" for number in range(1, 13)]
    works = side is Side.PROFESSIONAL
    return Person(
        person_id=identity,
        side=side,
        area=area,
        organisation=f"{area} Hospital {random.randint(1, 12)}" if works else "",
        themes=tuple(random.sample(themes, random.randint(1, 4))),
        motivation={name: random.randint(1, 5) for name in STATEMENTS},
        goals=tuple(random.sample(GOALS, random.randint(1, 3))),
        weekdays=tuple(day for day in WEEK if random.random() < 0.75) or (random.choice(WEEK),),
        remote_ok=random.random() < 0.5,
        consent=True,
    )


def _with_partners(random: Random, everybody: list[Person], each: int) -> list[Person]:
    """Return the people, of whom one in ten of a side applied together with somebody."""
    ours, theirs = everybody[:each], everybody[each:]
    for index in random.sample(range(each), each // 10):
        ours[index] = ours[index].model_copy(
            update={"partner_id": theirs[index].person_id, "area": theirs[index].area}
        )
    return [*ours, *theirs]


def _exceptions(
    random: Random, weekdays: tuple[Weekday, ...], dates: list[date]
) -> dict[date, Answer]:
    """Return on which of the days that they could use people are away, or come if needed."""
    usable = {weekday.number for weekday in weekdays}
    days = [day for day in dates if day.weekday() in usable]
    marked = random.sample(days, len(days) // 6)
    half = len(marked) // 2
    answers = dict.fromkeys(marked[:half], Answer.NO)
    return answers | dict.fromkeys(marked[half:], Answer.IF_NEEDED)
