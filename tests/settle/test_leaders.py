"""Who leads the workshops."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations, product
from random import Random
from typing import Any

import pytest
from running_plans import running
from settling import DAYS, PAIR, WEEK, cohort_of, couples_of, leader, person

from matcher.cohort import Answer, Cohort, Facilitator, Person
from matcher.plans import Workshop, WorkshopState
from matcher.settle.leaders import settle_leaders
from worlds import with_rules

Leading = list[tuple[str, ...]]


def leaders_of(
    cohort: Cohort, days: Sequence[date] = DAYS, after: Sequence[str | None] | None = None
) -> Leading:
    """Return who leads, with `after` as who looks after each pair."""
    couples = couples_of(cohort)
    return list(settle_leaders(cohort, couples, days, after or [None] * len(couples)))


def led(number: int, state: str, *leaders: str, **values: Any) -> Workshop:
    return Workshop(
        **{"number": number, "date": DAYS[number - 1], "state": WorkshopState(state)} | values,
        facilitators=leaders,
    )


def some(*identities: str, **values: Any) -> tuple[Facilitator, ...]:
    return tuple(leader(identity, **values) for identity in identities)


def test_nobody_leads_where_nobody_is_named_or_needed() -> None:
    assert leaders_of(cohort_of(*PAIR)) == [(), (), ()]
    nobody_needed = cohort_of(*PAIR, facilitators_needed=0, facilitators=some("F1"))
    assert leaders_of(nobody_needed) == [(), (), ()]


def test_without_a_workshop_nobody_leads() -> None:
    assert leaders_of(cohort_of(*PAIR, facilitators=some("F1")), ()) == []


def test_the_days_are_shared_evenly() -> None:
    leaders = some("F1", "F2", "F3")
    shared = leaders_of(cohort_of(*PAIR, facilitators_needed=2, facilitators=leaders))
    assert shared == [("F1", "F2"), ("F1", "F3"), ("F2", "F3")]


def test_whoever_cannot_come_does_not_lead() -> None:
    cohort = cohort_of(
        *PAIR,
        facilitators=some("F1", "F2"),
        availability={"F1": {DAYS[0]: Answer.NO, DAYS[1]: Answer.UNKNOWN, DAYS[2]: Answer.YES}},
    )
    assert leaders_of(cohort) == [("F2",), ("F2",), ("F1",)]


def test_whoever_comes_gladly_leads_before_one_who_comes_if_needed() -> None:
    cohort = cohort_of(
        *PAIR,
        facilitators=some("F1", "F2"),
        availability={"F1": {DAYS[0]: Answer.IF_NEEDED}, "F2": {DAYS[1]: Answer.IF_NEEDED}},
    )
    assert leaders_of(cohort)[:2] == [("F2",), ("F1",)]


def test_too_few_facilitators_are_an_error() -> None:
    cohort = cohort_of(*PAIR, facilitators_needed=2, facilitators=some("F1"))
    with pytest.raises(ValueError, match="too few facilitators can come on these dates"):
        leaders_of(cohort)


def test_too_few_besides_one_who_was_announced_are_an_error() -> None:
    cohort = cohort_of(*PAIR, facilitators_needed=2, facilitators=some("F1"))
    with pytest.raises(ValueError, match="too few facilitators can come on these dates"):
        leaders_of(running(cohort, led(1, "announced", "F1")))


def test_whoever_has_a_pair_there_leads_even_if_needed_only_and_again() -> None:
    cohort = cohort_of(
        *PAIR,
        facilitators=some("F1", "F2"),
        availability={"F2": {DAYS[0]: Answer.IF_NEEDED}, "P1": {DAYS[1]: Answer.NO}},
    )
    assert leaders_of(cohort, after=["F2"]) == [("F2",), ("F1",), ("F2",)]


def test_a_pair_that_left_its_facilitator_unnamed_or_unknown_counts_for_nobody() -> None:
    cohort = cohort_of(*PAIR, facilitators=some("F1", "F2"))
    assert leaders_of(cohort, after=["F9"]) == leaders_of(cohort, after=[None])


def test_somebody_who_comes_alone_is_a_pair_of_their_own() -> None:
    cohort = cohort_of(*PAIR, facilitators=some("F1", "F2"))
    found = settle_leaders(cohort, [(PAIR[0], None)], DAYS, ["F2"])
    assert found == (("F2",),) * 3


def test_the_same_people_lead_all_sessions_of_a_day_which_is_one_day_for_them() -> None:
    cohort = cohort_of(*PAIR, facilitators=some("F1", "F2"))
    days = (DAYS[0], DAYS[0], DAYS[1])
    assert leaders_of(cohort, days) == [("F1",), ("F1",), ("F2",)]


def test_what_was_held_stays_and_counts_as_a_day() -> None:
    cohort = cohort_of(*PAIR, facilitators=some("F1", "F2"))
    under_way = running(cohort, led(1, "held", "F9", "F1"), led(2, "held"))
    assert leaders_of(under_way) == [("F9", "F1"), (), ("F2",)]
    moved = running(cohort, led(1, "held", "F2", date=DAYS[1]))
    assert leaders_of(moved) == [("F1",), ("F1",), ("F2",)]


def test_what_was_held_stays_where_no_facilitators_are_named_any_more() -> None:
    assert leaders_of(running(cohort_of(*PAIR), led(1, "held", "F1"))) == [("F1",), (), ()]


def test_the_second_session_of_a_day_is_led_by_those_who_led_the_first() -> None:
    cohort = cohort_of(*PAIR, facilitators_needed=2, facilitators=some("F1", "F2", "F3", "F4"))
    days = (DAYS[0], DAYS[0], DAYS[1])
    one = running(cohort, led(1, "held", "F4"))
    assert leaders_of(one, days) == [("F4",), ("F1", "F4"), ("F2", "F3")]
    three = running(cohort, led(1, "held", "F4", "F3", "F2"))
    assert leaders_of(three, days)[:2] == [("F4", "F3", "F2"), ("F2", "F3")]


def test_who_was_announced_stays_if_they_can_still_come_and_others_join() -> None:
    cohort = cohort_of(
        *PAIR,
        facilitators_needed=2,
        facilitators=some("F1", "F2", "F3", "F4"),
        availability={"F4": {DAYS[1]: Answer.NO}, "F1": {DAYS[1]: Answer.IF_NEEDED}},
    )
    told = running(cohort, led(1, "announced", "F4", "F9"), led(2, "announced", "F4", "F1"))
    found = leaders_of(told)
    assert "F4" in found[0]
    assert "F1" in found[1]
    assert "F4" not in found[1]
    assert [len(one) for one in found] == [2, 2, 2]


def test_of_too_many_who_were_announced_the_best_stay() -> None:
    cohort = cohort_of(
        *PAIR,
        facilitators=some("F1", "F2", "F3"),
        availability={"F2": {DAYS[0]: Answer.IF_NEEDED}},
    )
    assert leaders_of(running(cohort, led(1, "announced", "F2", "F3")))[0] == ("F3",)


def random_world(seed: int) -> tuple[Cohort, list[str | None]]:
    """Return a cohort with a programme under way, and who looks after each pair."""
    random = Random(seed)
    names = [f"F{n}" for n in range(1, random.randint(2, 4) + 1)]
    people = [person(name) for name in ("P1", "P2", "H1", "H2")]
    answered = {
        name: {day: random.choice(list(Answer)) for day in DAYS if random.random() < 0.5}
        for name in (*names, *(one.person_id for one in people))
    }
    cohort = cohort_of(
        *people,
        facilitators=some(*names),
        availability=answered,
        facilitators_needed=random.randint(1, 2),
    )
    workshops = [
        led(number, random.choice(list(WorkshopState)), *random.sample(names, random.randint(0, 2)))
        for number in (1, 2, 3)
        if random.random() < 0.6
    ]
    after = [random.choice([None, *names]) for _ in couples_of(cohort)]
    return running(cohort, *workshops), after


class ByHand:
    """What a choice of leaders counts, from the records."""

    def __init__(self, cohort: Cohort, after: Sequence[str | None]) -> None:
        self.cohort, self.after, self.couples = cohort, after, couples_of(cohort)
        plan = cohort.current_plan
        assert plan is not None
        self.was = {one.number: one for one in plan.workshops}
        self.needed = cohort.programme.workshops.facilitators

    def answer(self, who: str, day: date) -> Answer:
        return self.cohort.availability.get(who, {}).get(day, Answer.YES)

    def comes(self, who: str, day: date) -> bool:
        return self.answer(who, day) in (Answer.YES, Answer.IF_NEEDED)

    def options(self, number: int) -> list[tuple[str, ...]]:
        day, before = DAYS[number - 1], self.was.get(number)
        if before is not None and before.state is WorkshopState.HELD:
            return [before.facilitators]
        ids = [one.facilitator_id for one in self.cohort.facilitators]
        can = [one for one in ids if self.comes(one, day)]
        some_of = [set(one) for one in combinations(can, self.needed)]
        if before is not None and before.state is WorkshopState.ANNOUNCED:
            told = set(before.facilitators) & set(can)
            some_of = [one for one in some_of if told <= one or one <= told]
        return [tuple(sorted(one)) for one in some_of]

    def worth(self, choice: Sequence[tuple[str, ...]]) -> tuple[Any, ...]:
        alone = asked = 0
        for number, (day, leaders) in enumerate(zip(DAYS, choice, strict=True), start=1):
            before = self.was.get(number)
            for one in leaders:
                if before is None or before.state is not WorkshopState.HELD:
                    alone += not self.has_a_pair(one, day)
                    asked += self.answer(one, day) is Answer.IF_NEEDED
        times = Counter(one for leaders in choice for one in leaders)
        return alone, asked, sum(often**2 for often in times.values()), choice

    def has_a_pair(self, leader: str, day: date) -> bool:
        """Whether a pair that somebody looks after comes, both as they answered or as it was."""
        return any(
            one == leader and all(self.there(each, day) for each in couple)
            for couple, one in zip(self.couples, self.after, strict=True)
        )

    def there(self, someone: Person, day: date) -> bool:
        return self.comes(someone.person_id, day)

    def best(self) -> list[tuple[str, ...]] | None:
        choices = product(*(self.options(number) for number in (1, 2, 3)))
        return min(map(list, choices), key=self.worth, default=None)


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_no_other_choice_of_leaders_is_better(first: int) -> None:
    for seed in range(first, first + 100):
        cohort, after = random_world(seed)
        best = ByHand(cohort, after).best()
        if best is None:
            with pytest.raises(ValueError, match="too few facilitators"):
                leaders_of(cohort, after=after)
        else:
            assert leaders_of(cohort, after=after) == best, seed


def test_a_year_of_workshops_and_many_facilitators_take_little_time() -> None:
    days = [DAYS[0] + timedelta(days=7 * week) for week in range(52)]
    random = Random(1)
    people = [person(f"{side}{n:03}") for side in "PH" for n in range(200)]
    leaders = some(*(f"F{n:03}" for n in range(100)), weekdays=WEEK)
    cohort = cohort_of(
        *people,
        facilitators_needed=4,
        facilitators=leaders,
        availability={
            one.facilitator_id: {
                day: random.choice([Answer.NO, Answer.IF_NEEDED, Answer.YES]) for day in days
            }
            for one in leaders
        },
    )
    cohort = with_rules(cohort, workshops={"count": 52})
    after = [random.choice([None, *(one.facilitator_id for one in leaders)]) for _ in range(200)]
    start = time.process_time()
    found = leaders_of(cohort, days, after)
    assert time.process_time() - start < 10
    assert {len(one) for one in found} == {4}
    assert leaders_of(cohort, days, after) == found
