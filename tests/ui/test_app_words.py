"""Dates, gaps and outcomes in words; pairs and workshops as a page shows them."""

from __future__ import annotations

from datetime import date

import pytest
from visits import london, london_plan

from matcher.criteria import CRITERIA
from matcher.export.names import Names
from matcher.plans import Outcome
from matcher.ui import words
from matcher.ui.plan.timeline import in_words, strip
from matcher.ui.view import shown_pairs, shown_workshops


def test_every_criterion_has_words() -> None:
    assert set(words.CRITERIA_IN_WORDS) == {criterion.name for criterion in CRITERIA}


def test_a_day_is_said_with_weekday_and_month() -> None:
    assert words.day(date(2027, 4, 13)) == "Tue 13 Apr"


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 day"), (7, "1 week"), (30, "4.3 weeks"), (49, "7 weeks")]
)
def test_gaps_are_said_in_weeks(days: int, said: str) -> None:
    assert words.gap(days) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0 %"), (0.0002, "0.1 %"), (0.0251, "2.6 %"), (0.01, "1 %"), (0.5, "50 %")],
)
def test_a_share_that_is_an_upper_limit_is_rounded_up(share: float, said: str) -> None:
    assert words.percent(share) == said


def test_settings_and_dates_in_reasons_become_words() -> None:
    assert words.remedy("workshops.max_missed = 2") == (
        "Workshops that a pair may miss: 2 (in the files, workshops.max_missed = 2)."
    )
    assert words.plainly("from 2027-04-13 on") == "from Tue 13 Apr 2027 on"
    assert words.plainly("no day: 2027-13-45") == "no day: 2027-13-45"


def test_what_is_not_proven_is_not_called_best() -> None:
    plan = london_plan()
    assert plan.bound is not None
    open_plan = plan.model_copy(
        update={"status": Outcome.FEASIBLE, "bound": plan.bound + 1, "gap": 1 / plan.bound}
    ).of_cohort(london())
    short, sentence = words.verdict(open_plan, stopped=False)
    assert short == "Not proven to be the best"
    assert sentence.startswith("The time was up. At most 1 point (0.1 %) more is")
    assert words.standing(open_plan) == "not proven, at most 0.1 % better is possible"


def test_no_limit_is_claimed_while_more_pairs_may_be_possible() -> None:
    plan = london_plan()
    assert plan.objective is not None
    fewer = plan.objective.model_copy(update={"pairs": 11})
    cut_short = plan.model_copy(update={"status": Outcome.FEASIBLE, "objective": fewer}).of_cohort(
        london()
    )
    assert words.headline(cut_short) == "11 of 12 pairs"
    assert words.standing(cut_short) == "not proven to be the best"
    assert "with as many pairs" in words.verdict(cut_short, stopped=False)[1]


def test_attendance_agrees_with_who_is_absent() -> None:
    plan = london_plan()
    for shown, workshop in zip(
        shown_workshops(plan, Names(london(), hidden=True)), plan.workshops, strict=True
    ):
        away = set(workshop.absent)
        assert shown.together == sum(not {p.patient, p.professional} & away for p in plan.pairs)
        assert set(shown.absent) == away


def test_pairs_come_best_fit_first_with_their_two_largest_parts() -> None:
    pairs = shown_pairs(london_plan(), Names(london()))
    assert [pair.fit for pair in pairs] == sorted((pair.fit for pair in pairs), reverse=True)
    by_fit = max(london_plan().pairs, key=lambda pair: pair.fit)
    assert [points for _, points in pairs[0].largest] == sorted(by_fit.parts.values())[:-3:-1]


def test_a_person_without_a_name_is_shown_by_id() -> None:
    people = tuple(one.model_copy(update={"name": ""}) for one in london().people)
    names = Names(london().model_copy(update={"people": people}))
    assert names.person("P01") == "P01"


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_the_strip_has_a_dot_for_each_workshop_and_says_it_in_words(theme: str) -> None:
    workshops = shown_workshops(london_plan(), Names(london()))
    chart = strip(london(), workshops, theme)
    texts = [layer for layer in chart["layer"] if layer["mark"]["type"] == "circle"]
    assert len(texts) == 1
    for workshop in workshops:
        assert workshop.day in in_words(workshops)
