"""Each criterion scores what its definition says, by hand-made examples."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from matcher.cohort import Answer, Cohort, Person, Project, Side
from matcher.criteria import CRITERIA
from matcher.programme import Programme, WeightSettings
from matcher.scores import REASON_TEXTS, Scorer

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
    assert says("joint_dates", Fraction(11, 20), 15, 82)


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


def test_remote_meetings_are_never_taken_for_granted() -> None:
    apart = {"area": "Camden"}, {"area": "Hackney"}
    expected = {
        (True, True): (50, 0.1),
        (True, None): (25, 0.05),
        (None, None): (25, 0.05),
        (None, False): (0, 0.1),
        (True, False): (0, 0.1),
    }
    for (ours, theirs), said in expected.items():
        parts, coverage = of_two(apart[0] | {"remote_ok": ours}, apart[1] | {"remote_ok": theirs})
        assert (parts["locality"], coverage) == said


@pytest.mark.parametrize(
    ("patient", "content", "silent_part", "covered"),
    [
        ({"themes": ("sleep",)}, {}, ("shared_project", 150), 0),
        ({"motivation": {"a": 5}}, {}, ("motivation", 100), 0),
        ({"prefers": ("H1",)}, {}, ("mutual_preference", 112), 0.075),
        ({"area": "Camden", "remote_ok": True}, {}, ("locality", 50), 0),
        ({"weekdays": ("Mon",)}, {}, ("check_in_overlap", 25), 0),
        ({"weekdays": ("Mon",)}, {}, ("joint_dates", 75), 0),
        ({"goals": ("learn",)}, {}, ("complementary", 25), 0),
        ({}, {"availability": {"P1": {date(2027, 1, 11): "no"}}}, ("joint_dates", 75), 0),
    ],
)
def test_a_partner_who_says_nothing_leaves_a_criterion_at_half(
    patient: dict[str, Any], content: dict[str, Any], silent_part: tuple[str, int], covered: float
) -> None:
    parts, coverage = of_two(patient, {}, **content)
    name, part = silent_part
    assert (parts[name], coverage) == (part, covered)


def test_a_window_without_a_day_leaves_the_dates_at_half() -> None:
    weekend = {"start": "2027-01-16", "end": "2027-01-17"}
    programme = Programme.model_validate({"programme": weekend})
    parts, _ = of_two({"weekdays": ("Mon",)}, {"weekdays": ("Mon",)}, programme=programme)
    assert parts["joint_dates"] == 75


def test_holidays_and_answers_outside_the_window_do_not_count() -> None:
    easter = {"start": "2027-03-25", "end": "2027-03-30"}
    yes = dict.fromkeys([date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 24)], Answer.YES)
    no = {date(2027, 3, 30): Answer.NO}
    parts, _ = of_two(
        {},
        {},
        programme=Programme.model_validate({"programme": easter}),
        availability={"P1": yes | no, "H1": yes | no},
    )
    assert parts["joint_dates"] == 75


def test_an_answer_that_is_left_blank_overrides_the_weekdays() -> None:
    friday = {"start": "2027-01-15", "end": "2027-01-15"}
    both = {"weekdays": ("Fri",)}
    programme = Programme.model_validate({"programme": friday})
    blank = {"P1": {date(2027, 1, 15): Answer.UNKNOWN}}
    sure, _ = of_two(both, both, programme=programme)
    unsure, _ = of_two(both, both, programme=programme, availability=blank)
    assert (sure["joint_dates"], unsure["joint_dates"]) == (150, 75)


def test_the_weight_of_a_wish_falls_by_a_fifth_a_rank_and_ends_after_five() -> None:
    parts = []
    for rank in range(6):
        wishes = (*(f"H{number}" for number in range(10, 10 + rank)), "H1")
        parts.append(of_two({"prefers": wishes}, {"prefers": ("P1",)})[0]["mutual_preference"])
    assert parts == [150, 135, 120, 105, 90, 75]


def test_the_rank_of_a_theme_falls_by_a_fifth_and_ends_after_five() -> None:
    parts = []
    for rank in range(6):
        themes = (*(f"other {number}" for number in range(rank)), "sleep")
        parts.append(of_two({"themes": themes}, {"themes": ("sleep",)})[0]["shared_project"])
    assert parts == [300, 240, 180, 120, 60, 0]


def test_a_project_and_its_theme_take_one_place_in_the_ranking() -> None:
    projects = (Project(project_id="PR1", title="Nights", theme="Sleep"),)
    listed = {"themes": ("PR1", "pain")}
    parts, _ = of_two(listed, {"themes": ("pain",)}, projects=projects)
    assert parts["shared_project"] == 240


def test_projects_without_a_theme_have_no_theme_in_common() -> None:
    projects = tuple(Project(project_id=name, title=name) for name in ("PR1", "PR2"))
    parts, _ = of_two({"project_id": "PR1"}, {"project_id": "PR2"}, projects=projects)
    assert parts["shared_project"] == 0


def test_only_the_first_five_goals_count_each_once() -> None:
    ours = ("a", "A ", "b", "c", "d", "e", "shared")
    parts, _ = of_two({"goals": ours}, {"goals": ("shared", "e")})
    assert parts["complementary"] == 1000 * 5 * 5 // (6 * 100)


@pytest.mark.parametrize("field", ["themes", "goals", "prefers"])
def test_nobody_gains_by_flooding_a_list(field: str) -> None:
    honest = {"themes": ("sleep",), "goals": ("learn",), "prefers": ("P1",)}[field]
    first = {"themes": "sleep", "goals": "lead", "prefers": "H1"}[field]
    name = {"themes": "shared_project", "goals": "complementary", "prefers": "mutual_preference"}
    many = tuple(f"X{number}" for number in range(50))
    alone, _ = of_two({field: (first,)}, {field: honest})
    leading, _ = of_two({field: (first, *many)}, {field: honest})
    buried, _ = of_two({field: (*many, first)}, {field: honest})
    assert leading[name[field]] <= alone[name[field]]
    assert buried[name[field]] <= alone[name[field]]


def test_blank_entries_of_a_list_are_no_answers() -> None:
    blank = {"themes": ("", " "), "goals": (" ",)}
    _, coverage = of_two(blank, blank)
    assert coverage == 0.0


EXAMPLES: dict[str, tuple[dict[str, Any], dict[str, Any], Fraction]] = {
    "shared_project": (
        {"themes": ("sleep", "pain")},
        {"themes": ("pain", "falls", "sleep")},
        Fraction(4, 5),
    ),
    "motivation": (
        {"motivation": {"a": 5, "b": 4}},
        {"motivation": {"a": 3, "b": 5, "c": 2}},
        Fraction(7, 12),
    ),
    "mutual_preference": ({"prefers": ("H9", "H1")}, {}, Fraction(13, 20)),
    "locality": (
        {"area": "Camden", "remote_ok": True},
        {"area": "Hackney", "remote_ok": True},
        Fraction(1, 2),
    ),
    "check_in_overlap": (
        {"weekdays": ("Mon", "Tue", "Thu")},
        {"weekdays": ("Tue", "Thu", "Fri")},
        Fraction(2, 3),
    ),
    "complementary": (
        {"goals": ("learn", "lead")},
        {"goals": ("lead", "write", "present")},
        Fraction(3, 4),
    ),
}
"""The examples of `docs/criteria.md`; that of the dates has a test of its own."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_the_docs_come_out_as_they_say(name: str) -> None:
    patient, professional, score = EXAMPLES[name]
    weight = int(getattr(WeightSettings(), name))
    parts, _ = of_two(patient, professional)
    assert says(name, score, weight, parts[name])


def says(name: str, score: Fraction, weight: int, part: int) -> bool:
    """Return whether the section of a criterion ends its example with this sum."""
    section = " ".join(DOCS.split(f"## {name}: ")[1].split("## ")[0].split())
    return f"floor(1000 x {weight} x {score} / 100) = {part}." in section


def test_a_criterion_without_weight_gives_nothing_and_covers_nothing() -> None:
    settings = {
        "programme": {"start": "2027-01-11", "end": "2027-01-22"},
        "weights": dict.fromkeys(WeightSettings.model_fields, 0) | {"motivation": 0.001},
    }
    keen = {"motivation": {"a": 5}}
    parts, coverage = of_two(
        keen | {"area": "North"}, keen, programme=Programme.model_validate(settings)
    )
    assert {name: part for name, part in parts.items() if part} == {"motivation": 1000}
    assert coverage == 1.0


def test_the_weights_and_the_criteria_have_the_same_names_in_the_same_order() -> None:
    assert [criterion.name for criterion in CRITERIA] == list(WeightSettings.model_fields)


def test_the_docs_define_every_criterion_and_name_every_reason() -> None:
    for criterion in CRITERIA:
        assert re.search(rf"^## {criterion.name}: ", DOCS, re.MULTILINE)
    rules = DOCS.split("## Which pairs are allowed")[1].split("## ")[0]
    listed = re.findall(r"^\d+\. (.+)$", rules, re.MULTILINE)
    assert len(listed) == len(REASON_TEXTS) - 1
    for number, (line, text) in enumerate(zip(listed, REASON_TEXTS[1:], strict=True), start=1):
        assert line.startswith(text), f"rule {number}"


def test_the_docs_promise_nothing_about_how_a_pair_will_get_on() -> None:
    assert not re.search(r"predict|compatib|success|chemistry", DOCS, re.IGNORECASE)
