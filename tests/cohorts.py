"""Made-up cohorts: small random ones that mix every rule, and large ones for timing.

All of them are built from records, without files, and the same seed makes the same cohort.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from benchmarks.cohorts import benchmark_cohort as benchmark_cohort
from benchmarks.cohorts import next_days
from matcher.cohort import (
    Answer,
    CalendarRow,
    Cohort,
    Facilitator,
    Person,
    Project,
    Side,
    Status,
    Venue,
)
from matcher.decisions import DateRange, Decisions
from matcher.plans import Plan
from matcher.programme import Programme, Weekday

KINDS: dict[str, float] = {
    "partners": 0.3,
    "bars": 0.35,
    "languages": 0.3,
    "reserves": 0.5,
    "confirmed": 0.2,
    "absentees": 0.25,
    "locks": 0.2,
    "forbids": 0.25,
    "fixed_dates": 0.15,
    "blocked": 0.2,
    "avoided": 0.5,
    "areas": 0.4,
    "if_needed": 0.7,
    "weekdays": 0.4,
    "projects": 0.5,
    "limits": 0.8,
    "require_shared_project": 0.1,
    "min_fit": 0.15,
    "worst_first": 0.4,
    "everyone": 0.25,
    "blocks": 0.25,
    "odd_costs": 0.4,
    "venues": 0.15,
    "facilitators": 0.15,
    "holidays": 0.2,
    "few_wanted": 0.4,
    "impossible": 0.03,
    "windows": 0.0,
    "weekday_limits": 0.0,
    "sessions": 0.0,
    "quorum": 0.0,
    "balance": 0.0,
    "budget": 0.0,
    "not_from": 0.0,
    "underway": 0.0,
}
"""What a random cohort may have, and how likely it is to have it."""

SIZES: dict[str, dict[str, tuple[int, int]]] = {
    "tiny": {"people": (2, 4), "days": (5, 8), "workshops": (2, 3)},
    "small": {"people": (5, 9), "days": (10, 25), "workshops": (3, 5)},
}
"""Size -> the fewest and the most people a side, candidate days and workshops."""

THEMES = ("Sleep", "Falls", "Discharge", "Pain")
GOALS = ("listen", "lead", "learn", "write", "present")
STATEMENTS = ("change", "learn", "share")
TOWNS = ("North", "South")
CLINICS = ("Elm", "Oak")


def random_cohort(seed: int, size: str = "tiny", **kinds: float) -> Cohort:
    """Return a small cohort with a mixture of rules.

    Parameters
    ----------
    seed
        The same seed, size and kinds make the same cohort.
    size
        ``tiny`` (small enough for brute force) or ``small``; a key of `SIZES`.
    kinds
        Probabilities that replace those of `KINDS`: ``locks=1`` forces locks, ``locks=0`` bars
        them. A kind draws from a stream of its own, so that others stay as they were.
    """
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        raise ValueError(f"no such kind: {', '.join(unknown)}")
    return _Maker(seed, size, {**KINDS, **kinds}).cohort()


class _Maker:
    """Makes one random cohort, part after part."""

    def __init__(self, seed: int, size: str, kinds: dict[str, float]) -> None:
        self._seed, self._size, self._kinds = f"{size}:{seed}", SIZES[size], kinds
        self._has = {kind: self._random(f"has {kind}").random() < kinds[kind] for kind in KINDS}
        self._counts = {
            what: self._random(f"how many {what}").randint(*SIZES[size][what])
            for what in ("days", "workshops")
        }
        self._days, self._weekdays = self._window()

    def cohort(self) -> Cohort:
        projects = self._projects()
        people = self._people([project.project_id for project in projects])
        facilitators = self._facilitators()
        cohort = Cohort(
            programme=self._programme(),
            people=tuple(people),
            availability=self._availability(people, facilitators),
            projects=tuple(projects),
            venues=tuple(self._venues()),
            facilitators=tuple(facilitators),
            calendar=tuple(self._calendar()),
            current_plan=self._running(people),
        )
        return cohort.model_copy(update={"decisions": self._decisions(people)})

    def _random(self, stream: str) -> Random:
        return Random(f"{self._seed}:{stream}")

    def _window(self) -> tuple[list[date], list[Weekday]]:
        random = self._random("window")
        start = date(2027, 3, 22) if self._has["holidays"] else date(2027, 2, 1)
        start += timedelta(days=random.randrange(4))
        weekdays = random.choice([list(Weekday)[:5], list(Weekday)[:5], list(Weekday)[1:6:2]])
        if self._has["blocks"]:
            weekdays = random.choice([list(Weekday)[:5], list(Weekday)[:6]])
        return next_days(start, self._counts["days"], weekdays), weekdays

    def _programme(self) -> Programme:
        random = self._random("programme")
        people = self._size["people"][1]
        wanted = random.randint(1, 3) if self._has["few_wanted"] else random.randint(2, people + 1)
        return Programme.model_validate(
            {
                "programme": {"start": self._days[0], "end": self._days[-1], "pairs": wanted},
                "workshops": self._workshops(),
                "pairing": {
                    "require_shared_project": self._has["require_shared_project"],
                    "min_fit": random.randint(250, 500) if self._has["min_fit"] else 0,
                    "fairness": "worst_first" if self._has["worst_first"] else "total",
                },
                "costs": self._costs(),
                "balance": {"limits": self._balance()},
                "venues": self._venue_settings(),
            }
        )

    def _workshops(self) -> dict[str, Any]:
        random = self._random("workshops")
        count = self._counts["workshops"]
        span = (self._days[-1] - self._days[0]).days
        least = random.randint(1, max(1, span // (count + 2)))
        most = least + random.randint(2, max(3, span // 2))
        return {
            "count": count,
            "weekdays": self._weekdays,
            "min_gap_days": 400 if self._breaks("gaps") else least,
            "max_gap_days": 400 if self._breaks("gaps") else most,
            "blocks": random.choice(_compositions(count)) if self._has["blocks"] else [],
            "max_missed": random.choice([0, 1, 1, 2]),
            "everyone": [random.randint(1, count)] if self._has["everyone"] else [],
            "facilitators": random.randint(0, 2),
            **self._rules_on_days(count),
        }

    def _rules_on_days(self, count: int) -> dict[str, Any]:
        random = self._random("rules on days")
        rules: dict[str, Any] = {}
        if self._has["windows"]:
            first, last = sorted(random.sample(self._days, 2))
            number = random.randint(1, count)
            rules["windows"] = [f"{number}:{first}..{last}"]
            if random.random() < 0.5:
                some = _some(random, self._weekdays, 1, 3)
                rules["weekdays_for"] = [f"{random.randint(1, count)}:{day}" for day in some]
            if random.random() < 0.3:
                rules["fixed"] = [f"{random.randint(1, count)}:{random.choice(self._days)}"]
            if random.random() < 0.5:
                rules["publication_date"] = self._days[0] - timedelta(days=random.randint(0, 9))
                rules["notice_weeks"] = random.randint(0, 2)
        if self._has["weekday_limits"]:
            rules["max_same_weekday"] = random.choice([1, 1, 2])
        if self._has["sessions"]:
            rules["sessions_per_day"] = random.choice([2, 2, 3])
        if self._has["quorum"]:
            rules["quorum"] = random.randint(1, 2)
        return rules

    def _balance(self) -> list[str]:
        if not self._has["balance"]:
            return []
        random = self._random("balance")
        names = {"area": (*TOWNS, "*"), "theme": (*THEMES, "*"), "organisation": (*CLINICS, "*")}
        rules = []
        for _ in range(random.randint(1, 2)):
            field = random.choice(list(names))
            side = random.choice(["", "", "patient.", "professional."])
            name, sign = random.choice(names[field]), random.choice(["<=", "<=", ">="])
            number = random.choice([0, 1, 1, 2])
            rules.append(f"{side}{field}: {name} {sign} {number}")
        return rules

    def _venue_settings(self) -> dict[str, Any]:
        random = self._random("venue settings")
        return {"budget": random.choice([100, 150.5, 201])} if self._has["budget"] else {}

    def _running(self, people: list[Person]) -> Plan | None:
        """A plan that is running: a workshop or two held, perhaps one announced."""
        if not self._has["underway"]:
            return None
        random = self._random("running")
        patients = [one.person_id for one in people if one.side is Side.PATIENT]
        others = [one.person_id for one in people if one.side is Side.PROFESSIONAL]
        pairs = _matching(random, patients, others, random.randint(1, 2))
        placed = [identity for pair in pairs for identity in pair]
        number_held = random.choice([0, 1, 1, 2])
        dates = sorted(random.sample(self._days, min(number_held + 1, len(self._days))))
        states = ["held"] * number_held + [random.choice(["announced", "planned"])]
        parts: dict[str, int] = {}
        return Plan.model_validate(
            {
                "status": "feasible",
                "objective": {"pairs": len(pairs), "worst_fit": 0, "total": 0},
                "bound": 0,
                "gap": 0.0,
                "pairs": [
                    {
                        **{"patient": one, "professional": other, "fit": 0, "parts": parts},
                        **{"coverage": 1.0, "missed": 0, "if_needed": 0, "value": 0},
                    }
                    for one, other in pairs
                ],
                "workshops": [
                    {
                        **{"number": number, "date": day, "state": state, "venue": "V1"},
                        "absent": _some(random, placed, 0, 1) if state == "held" else [],
                    }
                    for number, (day, state) in enumerate(zip(dates, states, strict=False), start=1)
                ],
                "provenance": {
                    **{"version": "0", "ortools": "0", "seed": 1, "input_digest": "sha256:0"},
                    "seconds": 0.0,
                },
            }
        )

    def _costs(self) -> dict[str, int]:
        random = self._random("costs")
        if not self._has["odd_costs"]:
            return {}
        missed, if_needed, avoided = random.choice(
            [(0, 50, 10), (30, 50, 0), (100, 0, 90), (0, 0, 0), (5, 3, 2), (90_000, 70_000, 80_000)]
        )
        return {"missed_workshop": missed, "if_needed": if_needed, "avoided_date": avoided}

    def _breaks(self, what: str) -> bool:
        """Whether this cohort is made impossible in a certain way."""
        ways = ("gaps", "fixed", "answers")
        return self._has["impossible"] and self._random("impossible").choice(ways) == what

    def _people(self, projects: list[str]) -> list[Person]:
        random = self._random("people")
        few, many = self._size["people"]
        patients = [f"P{number}" for number in range(1, random.randint(few, many) + 1)]
        others = [f"H{number}" for number in range(1, random.randint(few, many) + 1)]
        couples = self._couples(patients, others)
        return [
            self._person(identity, side, other_side, projects, couples.get(identity))
            for side, members, other_side in (
                (Side.PATIENT, patients, others),
                (Side.PROFESSIONAL, others, patients),
            )
            for identity in members
        ]

    def _person(
        self,
        identity: str,
        side: Side,
        others: list[str],
        projects: list[str],
        partner: str | None,
    ) -> Person:
        random = self._random(f"person {identity}")
        weekdays = self._has["weekdays"] and random.random() < 0.7
        return Person(
            person_id=identity,
            side=side,
            area=random.choice((*TOWNS, "")),
            themes=tuple(_some(random, [*THEMES, "falls", *projects], 0, 3)),
            project_id=random.choice(projects) if projects and random.random() < 0.3 else None,
            motivation={name: random.randint(1, 5) for name in _some(random, STATEMENTS, 0, 3)},
            goals=tuple(_some(random, GOALS, 0, 3)),
            prefers=tuple(_some(random, others, 0, 2)),
            avoids=self._barred(random, others),
            conflicts=self._barred(random, others),
            languages=self._languages(random),
            supporters=random.choice([0, 0, 0, 1]),
            weekdays=tuple(_some(random, self._weekdays, 1, 5)) if weekdays else None,
            remote_ok=random.choice([True, False, None]),
            partner_id=partner,
            **self._standing(random),
            **self._organisation(identity),
        )

    def _organisation(self, identity: str) -> dict[str, Any]:
        random = self._random(f"organisation {identity}")
        own = random.choice((*CLINICS, ""))
        barred = random.random() < 0.4 and self._has["not_from"]
        return {"organisation": own, "not_from": (random.choice(CLINICS),) if barred else ()}

    def _couples(self, patients: list[str], others: list[str]) -> dict[str, str]:
        """People who applied together: one of the two says so, or both."""
        if not self._has["partners"]:
            return {}
        random = self._random("partners")
        together: dict[str, str] = {}
        for one, other in _matching(random, patients, others, random.choice([1, 1, 2])):
            says = random.choice(["one", "other", "both"])
            together |= {one: other} if says != "other" else {}
            together |= {other: one} if says != "one" else {}
        return together

    def _barred(self, random: Random, others: list[str]) -> tuple[str, ...]:
        barred = random.random() < 0.2 and self._has["bars"]
        return tuple(_some(random, others, 1, 1)) if barred else ()

    def _languages(self, random: Random) -> tuple[str, ...]:
        if not self._has["languages"]:
            return ()
        return random.choice([(), ("English",), ("english ", "French"), ("French",), ("Urdu",)])

    def _standing(self, random: Random) -> dict[str, Any]:
        draw, absent = random.random(), random.random()
        if self._has["absentees"] and absent < 0.1:
            return {"consent": False, "status": random.choice(["applied", "reserve"])}
        if self._has["absentees"] and absent < 0.2:
            return {"consent": True, "status": Status.WITHDRAWN}
        if self._has["reserves"] and draw < 0.4:
            return {"consent": True, "status": Status.RESERVE}
        if self._has["confirmed"] and draw > 0.85:
            return {"consent": True, "status": Status.CONFIRMED}
        return {"consent": True}

    def _availability(
        self, people: list[Person], facilitators: list[Facilitator]
    ) -> dict[str, dict[date, Answer]]:
        keen = self._random("keen").choice([0.6, 0.75, 0.9])
        everybody: dict[str, dict[date, Answer]] = {}
        for identity, weekdays in (
            *((person.person_id, person.weekdays) for person in people),
            *((leader.facilitator_id, leader.weekdays) for leader in facilitators),
        ):
            random = self._random(f"answers {identity}")
            share = 1.0 if weekdays is None else random.choice([0.0, 0.3, 0.6])
            entries = {
                day: self._answer(random, keen) for day in self._days if random.random() < share
            }
            if entries:
                everybody[identity] = entries
        return everybody

    def _answer(self, random: Random, keen: float) -> Answer:
        if self._breaks("answers"):
            return random.choice([Answer.NO, Answer.UNKNOWN])
        if random.random() < keen:
            gladly = not self._has["if_needed"] or random.random() < 0.65
            return Answer.YES if gladly else Answer.IF_NEEDED
        return random.choice([Answer.NO, Answer.NO, Answer.UNKNOWN])

    def _projects(self) -> list[Project]:
        if not self._has["projects"]:
            return []
        random = self._random("projects")
        return [
            Project(
                project_id=f"PR{number}",
                title=f"Project {number}",
                theme=random.choice((*THEMES, "")),
                max_pairs=random.choice([None, 0, 1, 1, 2, 2]) if self._has["limits"] else None,
                min_pairs=random.choice([0, 0, 0, 1, 2, 2, 3]) if self._has["limits"] else 0,
            )
            for number in range(1, random.randint(1, 3) + 1)
        ]

    def _venues(self) -> list[Venue]:
        if not (self._has["venues"] or self._has["budget"]):
            return []
        random = self._random("venues")
        some = tuple(day for day in self._days if random.random() < 0.8)
        return [
            Venue(venue_id="V1", capacity=random.choice([None, 40]), dates=some, cost_per_day=50),
            *([Venue(venue_id="V3", cost_per_day=75.25)] if self._has["budget"] else []),
            Venue(venue_id="V2", capacity=6),
        ]

    def _facilitators(self) -> list[Facilitator]:
        if not self._has["facilitators"]:
            return []
        return [
            Facilitator(facilitator_id="F1", weekdays=tuple(self._weekdays)),
            Facilitator(facilitator_id="F2", weekdays=tuple(self._weekdays)),
            Facilitator(facilitator_id="F3"),
        ]

    def _calendar(self) -> list[CalendarRow]:
        random = self._random("calendar")
        rows = []
        if self._has["avoided"]:
            rows += [self._row(random, "avoid", "") for _ in range(random.randint(1, 2))]
        if self._has["blocked"]:
            rows.append(self._row(random, "blocked", ""))
        if self._has["areas"]:
            rows.append(self._row(random, "avoid", random.choice(TOWNS)))
            rows.append(self._row(random, "blocked", random.choice(TOWNS)))
        return rows

    def _row(self, random: Random, kind: str, area: str) -> CalendarRow:
        first = random.choice(self._days)
        last = first + timedelta(days=random.randrange(3))
        return CalendarRow.model_validate(
            {"date_from": first, "date_to": last, "kind": kind, "area": area}
        )

    def _decisions(self, people: list[Person]) -> Decisions:
        random = self._random("decisions")
        patients = [one.person_id for one in people if one.side is Side.PATIENT]
        others = [
            one.person_id for one in people if one.side is Side.PROFESSIONAL and one.is_applicant
        ]
        fixed = {random.randint(1, self._counts["workshops"]): random.choice(self._days)}
        if self._breaks("fixed"):
            fixed = {1: self._days[-1] + timedelta(days=1)}
        dates = self._has["fixed_dates"] or self._breaks("fixed")
        locks = _matching(random, patients, others, random.choice([1, 1, 2]))
        forbids = [(one, other) for one in patients for other in others if random.random() < 0.15]
        closed = random.choice(self._days)
        return Decisions(
            locked=tuple(locks) if self._has["locks"] else (),
            forbidden=tuple(forbids) if self._has["forbids"] else (),
            fixed_dates=fixed if dates else {},
            blocked=(DateRange(first=closed, last=closed),) if self._has["blocked"] else (),
        )


def _some(random: Random, items: Any, fewest: int, most: int) -> list[Any]:
    return random.sample(list(items), min(len(items), random.randint(fewest, most)))


def _matching(
    random: Random, patients: list[str], others: list[str], size: int
) -> list[tuple[str, str]]:
    size = min(size, len(patients), len(others))
    return list(zip(random.sample(patients, size), random.sample(others, size), strict=True))


def _compositions(count: int) -> list[tuple[int, ...]]:
    """Return the ways to cut workshops into blocks of one or two, not all of them of one."""
    cuts: list[tuple[int, ...]] = [()]
    done = []
    while cuts:
        cut = cuts.pop()
        if sum(cut) == count:
            done.append(cut)
        cuts += [(*cut, size) for size in (1, 2) if sum(cut) + size <= count]
    return [cut for cut in sorted(done) if 2 in cut]
