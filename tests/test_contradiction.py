"""The rules that are said to contradict do so by themselves, and what is promised comes true."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

import matcher
from matcher.cohort import Cohort, Venue
from matcher.impossible import Contradiction, contradiction
from matcher.impossible.questions import Answer, Questions
from matcher.impossible.rules import Rule, active_rules
from matcher.plans import Outcome
from matcher.programme import Weekday
from matcher.solve.problem import build_problem
from worlds import cohort, people, with_decisions, with_person, with_rules

SMALL = cohort(*people(3, 3, area="North"))
TUESDAYS = with_rules(
    SMALL, workshops={"weekdays": (Weekday.TUE,), "min_gap_days": 22, "max_gap_days": 27}
)
NEVER_BOTH = with_person(
    with_person(SMALL, "P1", weekdays=(Weekday.MON,)), "H1", weekdays=(Weekday.TUE,)
)
LOCKED = with_decisions(NEVER_BOTH, locked=(("P1", "H1"),))
LIMITS = ("area: North <= 1", "area: North >= 2")

CASES: dict[str, tuple[Cohort, set[str]]] = {
    "gaps in a short window": (
        with_rules(SMALL, workshops={"min_gap_days": 40, "max_gap_days": 60}),
        {"workshops.min_gap_days", "programme.end"},
    ),
    "gaps that no week gives": (
        TUESDAYS,
        {"workshops.min_gap_days", "workshops.max_gap_days", "workshops.weekdays"},
    ),
    "a workshop for everyone": (
        with_decisions(
            with_rules(NEVER_BOTH, workshops={"everyone": (2,), "max_missed": 3}),
            locked=(("P1", "H1"),),
        ),
        {"workshops.everyone", "lock"},
    ),
    "a lock": (LOCKED, {"workshops.max_missed", "lock"}),
    "a fit": (with_rules(SMALL, pairing={"min_fit": 999}), {"pairing.min_fit"}),
    "a quorum": (with_rules(SMALL, workshops={"quorum": 4}), {"workshops.quorum"}),
    "no theme in common": (
        with_rules(SMALL, pairing={"require_shared_project": True}),
        {"pairing.require_shared_project"},
    ),
    "two limits": (with_rules(SMALL, balance={"limits": LIMITS}), {"balance.limits"}),
}


@pytest.fixture(scope="module")
def answered() -> dict[str, Contradiction]:
    return {name: contradiction(given) for name, (given, _) in CASES.items()}


def without(given: Cohort, rules: Iterable[Rule]) -> Answer:
    for rule in rules:
        given = rule.dropped(given)
    return Questions(30).ask(build_problem(given), is_one_enough=True)


@pytest.mark.parametrize("name", CASES)
def test_the_rules_that_contradict_are_named(name: str, answered: dict[str, Contradiction]) -> None:
    assert {rule.key for rule in answered[name].rules} == CASES[name][1]
    assert answered[name].is_smallest


@pytest.mark.parametrize("name", CASES)
def test_the_rules_contradict_by_themselves_and_without_any_one_of_them_do_not(
    name: str, answered: dict[str, Contradiction]
) -> None:
    given, rules = CASES[name][0], answered[name].rules
    said = {rule.said for rule in rules}
    others = [rule for rule in active_rules(given) if rule.said not in said]
    assert without(given, others).is_impossible
    for rule in rules:
        assert without(given, [*others, rule]).pairs


@pytest.mark.parametrize("name", CASES)
def test_every_repair_gives_the_pairs_that_it_promises(
    name: str, answered: dict[str, Contradiction]
) -> None:
    repairs = answered[name].repairs
    assert repairs
    assert [one.pairs for one in repairs] == sorted((one.pairs for one in repairs), reverse=True)
    for repair in repairs:
        made = matcher.plan(CASES[name][0].with_changes(*repair.changes))
        assert made.objective is not None
        assert made.objective.pairs == repair.pairs
        assert repair.sentence.endswith(f": {repair.pairs} pair{'s' * (repair.pairs > 1)}")


def test_a_repair_relaxes_no_more_than_it_must() -> None:
    repairs = {one.rules[0].key: one for one in contradiction(TUESDAYS).repairs}
    assert repairs["workshops.min_gap_days"].changes == ("rule=workshops.min_gap_days=21",)
    assert repairs["workshops.max_gap_days"].changes == ("rule=workshops.max_gap_days=28",)
    assert repairs["workshops.min_gap_days"].sentence == "with gaps from 21 days: 2 pairs"


def test_two_changes_are_offered_where_one_is_not_enough() -> None:
    given = with_rules(SMALL, workshops={"quorum": 3}, pairing={"min_fit": 999})
    found = contradiction(given)
    assert found.repairs
    for repair in found.repairs:
        assert len(repair.changes) == 2
        assert {rule.key for rule in repair.rules} == {"workshops.quorum", "pairing.min_fit"}
        made = matcher.plan(given.with_changes(*repair.changes))
        assert len(made.pairs) == repair.pairs
        for change in repair.changes:
            assert matcher.plan(given.with_changes(change)).status is Outcome.INFEASIBLE


def test_no_rule_is_blamed_where_it_is_the_people() -> None:
    nobody = cohort(*people(3, 3, consent=False))
    found = contradiction(nobody)
    assert (found.rules, found.is_smallest, found.repairs) == ((), True, ())
    assert len(matcher.plan(nobody).reasons) == 1


def test_without_time_nothing_is_called_impossible() -> None:
    class Stopped:
        def report(self, snapshot: object) -> None:
            """Take no note."""

        def stop_requested(self) -> bool:
            return True

    found = contradiction(TUESDAYS, progress=Stopped())
    assert (found.rules, found.is_smallest, found.repairs) == ((), False, ())


def test_a_cohort_with_a_plan_has_no_contradiction() -> None:
    with pytest.raises(ValueError, match="there is a plan for this cohort"):
        contradiction(SMALL)


def test_a_plan_says_the_rules_after_the_first_plain_reason() -> None:
    first, *rules = matcher.plan(TUESDAYS).reasons
    assert first.text.startswith("No 3 dates between")
    assert len(rules) == 3
    assert all(reason.text.startswith("One of 3 rules that contradict") for reason in rules)
    gap = next(reason for reason in rules if reason.rule == "workshops.min_gap_days")
    assert gap.remedies == ("with gaps from 21 days: 2 pairs (rule=workshops.min_gap_days=21)",)


def test_every_rule_that_binds_can_be_relaxed_and_dropped() -> None:
    settings = {"everyone": (1, 3), "quorum": 2, "max_same_weekday": 1, "notice_weeks": 2}
    settings |= {"publication_date": date(2026, 12, 1), "windows": ("1:2027-01-11..",)}
    settings |= {"fixed": ("2:2027-02-02",), "weekdays_for": ("1:Tue",)}
    given = with_rules(
        SMALL,
        workshops=settings,
        pairing={"min_fit": 3, "require_shared_project": True},
        balance={"limits": LIMITS},
        venues={"budget": 10.0},
    )
    rules = active_rules(with_decisions(given, locked=(("P1", "H1"),)))
    assert len({rule.said for rule in rules}) == len(rules) == 19
    start = with_decisions(given, locked=(("P1", "H1"),))
    for rule in rules:
        for step in (rule.steps[0], rule.steps[-1]):
            assert start.with_changes(step.change(start)) != start
        assert rule.said not in {one.said for one in active_rules(rule.dropped(start))}


def test_fewer_pairs_are_offered_where_venues_are_too_small_for_those_wanted() -> None:
    rooms = (Venue(venue_id="V1", capacity=5), Venue(venue_id="V2", capacity=3))
    given = with_rules(SMALL, programme={"pairs": 3}).model_copy(update={"venues": rooms})
    found = contradiction(given)
    assert [rule.key for rule in found.rules] == ["venues.check_capacity"]
    assert {one.changes: one.pairs for one in found.repairs} == {
        ("pairs=2",): 2,
        ("rule=venues.check_capacity=false",): 3,
    }
    for one in found.repairs:
        assert len(matcher.plan(given.with_changes(*one.changes)).pairs) == one.pairs
