"""Random cohorts around whose pairs everything is settled, and plans of them that are running."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from caring import WEEK, cohort_of, leader, person

from matcher.check import CHECKS
from matcher.check.facts import Facts
from matcher.cohort import Answer, CalendarRow, Cohort, Facilitator, Person
from matcher.dates import Code, answers
from matcher.decisions import DateRange
from matcher.plans import (
    CheckInKind,
    MeetingState,
    Objective,
    Outcome,
    Pair,
    Plan,
    Provenance,
    Workshop,
    WorkshopState,
)
from matcher.settle.care import Care, settle_care

START = date(2027, 3, 1)
KINDS = (Answer.YES, Answer.YES, Answer.YES, Answer.IF_NEEDED, Answer.NO, Answer.UNKNOWN)
TONGUES = ((), (), (), ("English",), ("english ", "Welsh"), ("Welsh",))
OF_CARE = ("check_ins.", "catch_ups.", "facilitators.", "unplaced.")
OF_LEADERS = {"facilitators.known", "facilitators.can_come", "facilitators.held"}

Couples = list[tuple[Person, Person | None]]


def random_days(random: Random, count: int) -> tuple[date, ...]:
    days = [START + timedelta(days=random.randrange(3))]
    while len(days) < count:
        days.append(days[-1] + timedelta(days=random.randint(17, 26)))
    return tuple(days)


def random_cohort(random: Random, pairs: int, days: Sequence[date], **values: Any) -> Cohort:
    """Return a cohort with every rule on care in it, somewhere."""
    span = [days[0] + timedelta(days=step) for step in range((days[-1] - days[0]).days + 15)]
    names = [f"F{one}" for one in range(1, random.randint(1, 3) + 1)]
    people = [_person(random, f"{side}{one}", names) for side in "PH" for one in range(pairs)]
    leaders = [_leader(random, one, [it.person_id for it in people]) for one in names]
    who = [*(one.person_id for one in people), *names]
    share = random.choice([0.1, 0.5, 0.9])
    settings: dict[str, Any] = {
        "workshops": {
            "count": len(days),
            "facilitators": 0,
            "min_gap_days": 1,
            "max_missed": len(days),
            "blocks": [2, len(days) - 2] if len(days) > 2 and random.random() < 0.2 else [],
            "publication_date": days[0] + timedelta(days=15) if random.random() < 0.2 else None,
        },
        "check_ins": {
            "per_gap": random.choice([0, 1, 1, 1, 2]),
            "earliest_days_after": random.choice([0, 5, 8]),
            "latest_days_before": random.choice([0, 3, 5]),
            "max_per_facilitator_day": random.choice([1, 1, 2]),
            "mode": random.choice(["together", "or_calls"]),
        },
        "catch_ups": {"within_days": random.choice([0, 5, 14])},
    }
    return cohort_of(
        *people,
        leaders=tuple(leaders),
        availability={
            one: {day: random.choice(KINDS) for day in span if random.random() < share}
            for one in who
        },
        calendar=tuple(_row(random, span) for _ in range(random.randrange(3))),
        **settings,
        **values,
    )


def _person(random: Random, identity: str, leaders: list[str]) -> Person:
    bars = {random.choice(["avoids", "conflicts"]): (random.choice(leaders),)}
    return person(
        identity,
        languages=random.choice(TONGUES),
        interpreters=random.choice([0, 0, 0, 1]),
        weekdays=tuple(random.sample(WEEK, random.randint(2, 5))),
        **(bars if random.random() < 0.1 else {}),
    )


def _leader(random: Random, identity: str, people: list[str]) -> Facilitator:
    return leader(
        identity,
        languages=random.choice(TONGUES),
        max_pairs=random.choice([None, None, 0, 1, 2]),
        weekdays=tuple(random.sample(WEEK, random.randint(2, 5))),
        conflicts=tuple(random.sample(people, 1)) if random.random() < 0.2 else (),
    )


def _row(random: Random, span: list[date]) -> CalendarRow:
    first = random.choice(span)
    kind: Any = random.choice(["blocked", "avoid"])
    return CalendarRow(date_from=first, date_to=first + timedelta(days=1), kind=kind)


def couples_of(cohort: Cohort, *, alone: bool = False) -> Couples:
    if alone:
        return [(one, None) for one in cohort.people]
    return list(zip(cohort.patients, cohort.professionals, strict=True))


def plan_of(
    cohort: Cohort, couples: Couples, days: Sequence[date], care: Care, held: int = 0
) -> Plan:
    """Return a plan with this care in it."""
    people = [one for couple in couples for one in couple if one is not None]
    can = answers(cohort, people, days) >= Code.IF_NEEDED
    number = {"fit": 0, "parts": {}, "coverage": 1.0, "missed": 0, "if_needed": 0, "value": 0}
    return Plan(
        status=Outcome.FEASIBLE,
        objective=Objective(pairs=len(couples), worst_fit=0, total=0),
        bound=0,
        gap=0.0,
        pairs=tuple(
            Pair.model_validate(
                {
                    "patient": one.person_id,
                    "professional": None if other is None else other.person_id,
                    "facilitator": facilitator,
                    **number,
                }
            )
            for (one, other), facilitator in zip(couples, care.facilitators, strict=True)
        ),
        workshops=tuple(
            Workshop(
                number=index + 1,
                date=day,
                absent=tuple(
                    sorted(
                        one.person_id
                        for one, comes in zip(people, can[:, index], strict=True)
                        if not comes
                    )
                ),
                state=WorkshopState.HELD if index < held else WorkshopState.PLANNED,
            )
            for index, day in enumerate(days)
        ),
        check_ins=care.check_ins,
        catch_ups=care.catch_ups,
        unplaced=care.unplaced,
        provenance=Provenance(
            version="0", ortools="0", seed=1, input_digest="sha256:0", seconds=0.0
        ),
    )


def found_by_the_check(cohort: Cohort, plan: Plan) -> list[str]:
    """Return what the rules on care find."""
    facts = Facts(cohort, plan)
    return [
        f"{rule}: {text}"
        for rule, check in CHECKS.items()
        if rule.startswith(OF_CARE) and rule not in OF_LEADERS
        for text in check(facts)
    ]


def after_a_while(random: Random, plan: Plan) -> Plan:
    """Return a plan some of whose meetings took place or were announced."""
    states = (MeetingState.PLANNED, MeetingState.ANNOUNCED, MeetingState.DONE)
    return plan.model_copy(
        update={
            name: tuple(
                one.model_copy(update={"state": random.choice(states)})
                for one in getattr(plan, name)
            )
            for name in ("check_ins", "catch_ups")
        }
    )


def changed(random: Random, cohort: Cohort) -> Cohort:
    """Return a cohort in which answers, settings and facilitators are others than before."""
    other = random_cohort(random, len(cohort.patients), (START, START + timedelta(days=70)))
    programme = cohort.programme
    sections = ("check_ins", "catch_ups")
    values: dict[str, Any] = {
        name: getattr(other.programme, name) for name in sections if random.random() < 0.4
    }
    leaders = [
        one.model_copy(update={"languages": random.choice(TONGUES)})
        if random.random() < 0.2
        else one.model_copy(update={"max_pairs": random.choice([None, 0, 1])})
        for one in cohort.facilitators
        if random.random() < 0.85
    ]
    entries = {**cohort.availability}
    for identity, answered in other.availability.items():
        if random.random() < 0.3:
            entries[identity] = {**entries.get(identity, {}), **answered}
    first = START + timedelta(days=random.randrange(60))
    blocked = (DateRange(first=first, last=first + timedelta(days=3)),)
    return cohort.model_copy(
        update={
            "programme": programme.model_copy(update=values),
            "facilitators": tuple(leaders),
            "availability": entries,
            "decisions": cohort.decisions.model_copy(update={"blocked": blocked}),
        }
    )


def whole_check_ins(care: Care, couple: tuple[str, str | None], number: int) -> int:
    """Return how many check-ins a pair has after a workshop; two calls are one."""
    ours = [one for one in care.check_ins if one.couple == couple and one.after_workshop == number]
    calls = [
        sum(one.mode is CheckInKind.CALL and one.person == identity for one in ours)
        for identity in couple
        if identity is not None
    ]
    return sum(one.mode is CheckInKind.TOGETHER for one in ours) + min(calls)


def settled(cohort: Cohort, days: Sequence[date], *, alone: bool = False) -> Care:
    return settle_care(cohort, couples_of(cohort, alone=alone), days)
