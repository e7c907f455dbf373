"""Each criterion scores what its definition says, by hand-made examples."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorts import random_cohort
from matcher.cohort import Answer, Cohort, Person, Project, Side
from matcher.criteria import CRITERIA
from matcher.programme import Programme, WeightSettings
from matcher.scores import REASON_TEXTS, Scorer, points

DOCS = (Path(__file__).parent.parent / "docs" / "criteria.md").read_text(encoding="utf-8")


def of_two(
    patient: dict[str, Any], professional: dict[str, Any], **cohort: Any
) -> tuple[dict[str, int], float]:
    """Return parts and coverage of a pair with these answers."""
    programme = cohort.pop(
        "programme",
        Programme.model_validate({"programme": {"start": "2027-01-11", "end": "2027-01-22"}}),
    )
    people = (
        Person(person_id="P1", side=Side.PATIENT, consent=True, **patient),
        Person(person_id="H1", side=Side.PROFESSIONAL, consent=True, **professional),
    )
    scorer = Scorer(Cohort(programme=programme, people=people, **cohort))
    return scorer.parts("P1", "H1"), scorer.coverage("P1", "H1")


def test_two_people_who_answered_nothing_have_half_of_everything_and_no_coverage() -> None:
    parts, coverage = of_two({}, {})
    assert parts == {
        "shared_project": 150,
        "motivation": 100,
        "mutual_preference": 75,
        "joint_dates": 75,
        "locality": 50,
        "check_in_overlap": 25,
        "complementary": 25,
    }
    assert coverage == 0.0


def test_the_best_shared_interest_counts_at_what_it_is_worth_to_the_less_keen() -> None:
    parts, _ = of_two({"themes": ("sleep", "pain")}, {"themes": ("pain", "falls", "sleep")})
    assert parts["shared_project"] == 240


def test_an_own_project_is_an_interest_in_its_theme_too() -> None:
    projects = (Project(project_id="PR1", title="Nights", theme="Sleep"),)
    parts, _ = of_two({"project_id": "PR1"}, {"themes": ("sleep",)}, projects=projects)
    assert parts["shared_project"] == 300


@pytest.mark.parametrize("listed", [50, 5])
def test_naming_everything_gains_nothing(listed: int) -> None:
    many = tuple(f"theme {number}" for number in range(listed))
    parts, _ = of_two({"themes": many}, {"themes": ("theme 30", "theme 40")})
    assert parts["shared_project"] == 0


def test_of_two_answers_the_lower_counts_and_a_lone_answer_scores_half() -> None:
    parts, _ = of_two({"motivation": {"a": 5, "b": 4}}, {"motivation": {"a": 3, "b": 5, "c": 2}})
    assert parts["motivation"] == 116


def test_one_keen_partner_is_not_enough() -> None:
    parts, _ = of_two({"motivation": {"a": 5}}, {"motivation": {"a": 1}})
    assert parts["motivation"] == 0


def test_a_wish_counts_by_its_rank_and_silence_scores_half() -> None:
    parts, coverage = of_two({"prefers": ("H9", "H1")}, {})
    assert parts["mutual_preference"] == 97
    assert coverage == 0.075


def test_naming_only_others_scores_nothing_in_that_direction() -> None:
    parts, _ = of_two({"prefers": ("H9",)}, {"prefers": ("P9",)})
    assert parts["mutual_preference"] == 0


def test_joint_dates_count_yes_whole_and_if_needed_and_unknown_half() -> None:
    days = [date(2027, 1, 11) + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)]
    ours = dict.fromkeys(days, Answer.YES) | {days[6]: Answer.UNKNOWN}
    ours |= dict.fromkeys(days[7:9], Answer.NO)
    theirs = dict.fromkeys(days, Answer.YES) | {days[9]: Answer.NO}
    theirs |= dict.fromkeys(days[4:6], Answer.IF_NEEDED)
    parts, _ = of_two({}, {}, availability={"P1": ours, "H1": theirs})
    assert parts["joint_dates"] == 82


@pytest.mark.parametrize(
    ("ours", "theirs", "remote", "part"),
    [
        ("Camden", "camden ", False, 100),
        ("Camden", "Hackney", True, 50),
        ("Camden", "Hackney", False, 0),
        ("Camden", "", True, 50),
    ],
)
def test_locality_is_the_same_area_or_half_where_both_meet_remotely(
    ours: str, theirs: str, remote: bool, part: int
) -> None:
    both = {"remote_ok": remote}
    parts, _ = of_two({"area": ours, **both}, {"area": theirs, **both})
    assert parts["locality"] == part


def test_three_weekdays_in_common_are_enough() -> None:
    some, _ = of_two({"weekdays": ("Mon", "Tue", "Thu")}, {"weekdays": ("Tue", "Thu", "Fri")})
    many, _ = of_two({"weekdays": ("Mon", "Tue", "Thu")}, {"weekdays": ("Mon", "Tue", "Thu")})
    assert (some["check_in_overlap"], many["check_in_overlap"]) == (33, 50)


def test_different_goals_complement_each_other() -> None:
    parts, _ = of_two({"goals": ("learn", "lead")}, {"goals": ("lead", "write", "present")})
    assert parts["complementary"] == 37


@given(
    st.lists(st.sampled_from([0, 1, 2.5, 7, 33.333, 999.999]), min_size=7, max_size=7).filter(any),
    st.integers(0, 30),
)
def test_parts_are_floors_of_exact_fractions(weights: list[float], seed: int) -> None:
    cohort = random_cohort(seed)
    names = [criterion.name for criterion in CRITERIA]
    settings = WeightSettings(**dict(zip(names, weights, strict=True)))
    cohort = cohort.model_copy(
        update={"programme": cohort.programme.model_copy(update={"weights": settings})}
    )
    exact = {name: Fraction(str(weight)) for name, weight in settings}
    for criterion in CRITERIA:
        ours = criterion.encode(cohort, cohort.patients)
        theirs = criterion.encode(cohort, cohort.professionals)
        score = criterion.score(ours, theirs)
        given_points = points(
            score, settings.thousandths()[criterion.name], sum(settings.thousandths().values())
        )
        below = score.denominator
        for (row, column), numerator in [(at, int(score.numerator[at])) for at in [(0, 0)]]:
            denominator = below if isinstance(below, int) else int(below[row, column])
            share = 1000 * exact[criterion.name] * Fraction(numerator, denominator)
            assert given_points[row, column] == share // sum(exact.values())
            assert 0 <= numerator <= denominator


def test_the_weights_and_the_criteria_have_the_same_names_in_the_same_order() -> None:
    assert [criterion.name for criterion in CRITERIA] == list(WeightSettings.model_fields)


def test_the_docs_define_every_criterion_and_name_every_reason() -> None:
    for criterion in CRITERIA:
        assert re.search(rf"^## {criterion.name}: ", DOCS, re.MULTILINE)
    said = " ".join(DOCS.split())
    assert [text for text in REASON_TEXTS if text not in said] == []
