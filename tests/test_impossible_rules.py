"""The rules of the whole programme are named when they leave no plan, and what they say is so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

import matcher
from matcher.cohort import Answer, Cohort, Venue
from matcher.plans import Outcome
from matcher.samples import sample_path
from worlds import cohort, people, person, with_rules

SMALL = cohort(*people(3, 3, area="North"), rules={"programme.pairs": 3})
EVERY_DAY = [date(2027, 1, 11) + timedelta(days=number) for number in range(70)]
PLACED = SMALL.model_copy(update={"venues": (Venue(venue_id="V1", cost_per_day=100),)})

CASES: list[tuple[str, Cohort, dict[str, Any], dict[str, Any]]] = [
    ("balance.limits", SMALL, {"balance": {"limits": ("area: South >= 1",)}}, {}),
    ("balance.limits", SMALL, {"balance": {"limits": ("area: North <= 0",)}}, {}),
    ("workshops.quorum", SMALL, {"workshops": {"quorum": 4}}, {"workshops": {"quorum": 3}}),
    ("venues.budget", PLACED, {"venues": {"budget": 299.99}}, {"venues": {"budget": 300.0}}),
    (
        "workshops.max_same_weekday",
        with_rules(SMALL, workshops={"min_gap_days": 14, "max_gap_days": 14}),
        {"workshops": {"max_same_weekday": 2}},
        {"workshops": {"max_same_weekday": 3}},
    ),
]


@pytest.mark.parametrize(("rule", "given", "broken", "enough"), CASES)
def test_a_rule_that_leaves_no_plan_is_named_with_what_would_be_possible(
    rule: str, given: Cohort, broken: dict[str, Any], enough: dict[str, Any]
) -> None:
    plan = matcher.plan(with_rules(given, **broken))
    reason = plan.reasons[0]
    assert plan.status is Outcome.INFEASIBLE
    assert reason.rule == rule
    assert reason.remedies
    found = re.search(r"(\d+) pairs? would be possible", reason.text)
    assert found
    relaxed = matcher.plan(with_rules(given, **enough))
    assert len(relaxed.pairs) == int(found[1])


def test_the_one_limit_in_the_way_is_named_of_several() -> None:
    limits = ("area: North <= 3", "area: South >= 1")
    plan = matcher.plan(with_rules(SMALL, balance={"limits": limits}))
    assert '"area: South >= 1"' in plan.reasons[0].text
    assert '"area: North <= 3"' not in plan.reasons[0].text


def test_two_limits_that_exclude_each_other_are_named_by_the_first() -> None:
    limits = ("area: North <= 1", "area: North >= 2")
    plan = matcher.plan(with_rules(SMALL, balance={"limits": limits}))
    assert plan.reasons[0].rule == "balance.limits"


@pytest.mark.parametrize(
    ("rule", "settings"),
    [
        ("workshops.windows", {"windows": ("1:2027-03-10..",)}),
        ("workshops.fixed", {"fixed": ("2:2027-01-12",)}),
        ("workshops.notice_weeks", {"notice_weeks": 20}),
    ],
)
def test_rules_on_single_workshops_are_named_where_no_dates_follow(
    rule: str, settings: dict[str, Any]
) -> None:
    settings = {"publication_date": date(2026, 12, 1), **settings}
    plan = matcher.plan(with_rules(SMALL, workshops=settings))
    assert plan.status is Outcome.INFEASIBLE
    said = f"{plan.reasons[0].rule} {plan.reasons[0].text}"
    assert rule in said or ("date" in plan.reasons[0].rule and "2 on 2027-01-12" in said)


def test_people_of_pairs_at_work_are_not_called_confirmed() -> None:
    clinic = matcher.load(sample_path("clinic"))
    reason = matcher.plan(with_rules(clinic, programme={"pairs": 3})).reasons[0]
    assert reason.rule == "programme.pairs"
    assert "4 people on the patient side are confirmed, locked or at work already" in reason.text
    assert reason.remedies == ("want 4 pairs", "end a pair that is at work")


def test_where_nobody_is_paired_reasons_speak_of_people() -> None:
    alone = cohort(*people(4, 0), rules={"pairing.form_pairs": False, "workshops.quorum": 3})
    reason = matcher.plan(alone).reasons[0]
    assert reason.rule == "workshops.quorum"
    assert "No dates bring 3 people to every workshop. 2 people would be possible" in reason.text


def test_where_nobody_is_paired_nobody_is_locked() -> None:
    away = {"availability": {"P1": dict.fromkeys(EVERY_DAY, Answer.NO)}}
    given = [person("P1", status="confirmed"), person("P2"), person("P3")]
    reason = matcher.plan(cohort(*given, rules={"pairing.form_pairs": False}, **away)).reasons[0]
    assert reason.rule == "participants.status"
    assert reason.text.startswith(
        "On no dates can the one person who is confirmed attend at least 2 of 3 workshops. "
    )
    assert reason.text.endswith("2 people would be possible if nobody were confirmed.")
