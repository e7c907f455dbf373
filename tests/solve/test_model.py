"""The complete model agrees with brute force, and keeps each rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from brute import best, in_order, verify
from cohorts import random_cohort
from matcher.cohort import Answer, CalendarRow, Cohort, Person, Project, Side, Status
from matcher.decisions import Decisions
from matcher.programme import Programme
from matcher.solve.model import solve_complete
from matcher.solve.problem import build_problem

if TYPE_CHECKING:
    from matcher.solve.model import Complete

MONDAY, TUESDAY, WEDNESDAY = date(2027, 2, 1), date(2027, 2, 2), date(2027, 2, 3)


def agrees_with_brute_force(cohort: Cohort) -> bool:
    """Compare model and brute force; return whether there is a plan at all."""
    problem = build_problem(cohort)
    found, expected = solve_complete(problem), best(cohort)
    if expected is None:
        assert found.status == "infeasible"
        return False
    assert found.status == "optimal"
    assert found.bound == found.total
    ids = problem.patients.ids, problem.professionals.ids
    pairs = [(ids[0][row], ids[1][column]) for row, column in found.pairs]
    levels = verify(cohort, pairs, [problem.candidates.days[day] for day in found.dates])
    assert levels == (found.n_pairs, found.reserves, found.worst_fit, found.total)
    assert in_order(cohort, levels) == in_order(cohort, expected)
    return True


@pytest.mark.parametrize("seed", range(60))
def test_the_model_agrees_with_brute_force_on_tiny_cohorts(seed: int) -> None:
    agrees_with_brute_force(random_cohort(seed))


@pytest.mark.slow
@pytest.mark.parametrize("start", range(100, 1100, 300))
def test_the_model_agrees_with_brute_force_on_many_more(start: int) -> None:
    feasible = sum(
        agrees_with_brute_force(random_cohort(seed)) for seed in range(start, start + 100)
    )
    assert 40 < feasible < 90


KINDS_TO_FORCE = (
    *("partners", "reserves", "confirmed", "locks", "avoided", "areas", "blocks", "everyone"),
    *("projects", "worst_first", "odd_costs", "if_needed", "fixed_dates", "holidays"),
)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS_TO_FORCE)
def test_the_model_agrees_with_brute_force_where_a_kind_is_sure(kind: str) -> None:
    forced = {"impossible": 0.0, "min_fit": 0.0, "absentees": 0.0, kind: 1.0}
    cohorts = [random_cohort(seed, **forced) for seed in range(2000, 2020)]
    assert sum(agrees_with_brute_force(cohort) for cohort in cohorts) > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_what_the_model_plans_for_small_cohorts_keeps_every_rule(seed: int) -> None:
    cohort = random_cohort(seed, "small")
    problem = build_problem(cohort)
    found = solve_complete(problem, time_limit=20)
    assert found.status != "unknown"
    if found.pairs:
        ids = problem.patients.ids, problem.professionals.ids
        pairs = [(ids[0][row], ids[1][column]) for row, column in found.pairs]
        levels = verify(cohort, pairs, [problem.candidates.days[day] for day in found.dates])
        assert levels == (found.n_pairs, found.reserves, found.worst_fit, found.total)


def made(
    *people: Person,
    diary: dict[str, str] | None = None,
    decisions: Decisions | None = None,
    projects: tuple[Project, ...] = (),
    calendar: tuple[CalendarRow, ...] = (),
    **rules: Any,
) -> Cohort:
    """Two workshops in one week, on any of three days; everybody can come unless a diary says so.

    A diary has a letter a day: `y`, `i` (if needed), `n` or `?`.
    """
    days = (MONDAY, TUESDAY, WEDNESDAY)
    letters = {"y": Answer.YES, "i": Answer.IF_NEEDED, "n": Answer.NO, "?": Answer.UNKNOWN}
    written = {person.person_id: "yyy" for person in people} | (diary or {})
    workshops = {"count": 2, "min_gap_days": 1, "max_gap_days": 2, "max_missed": 0}
    return Cohort(
        programme=Programme.model_validate(
            {
                "programme": {"start": MONDAY, "end": WEDNESDAY} | rules.get("programme", {}),
                "workshops": workshops | rules.get("workshops", {}),
                "pairing": rules.get("pairing", {}),
                "costs": rules.get("costs", {}),
            }
        ),
        people=people,
        availability={
            who: dict(zip(days, (letters[letter] for letter in text), strict=True))
            for who, text in written.items()
        },
        projects=projects,
        calendar=calendar,
    ).model_copy(update={"decisions": decisions or Decisions()})


def patient(number: int, **record: Any) -> Person:
    return Person(person_id=f"P{number}", side=Side.PATIENT, **{"consent": True, **record})


def professional(number: int, **record: Any) -> Person:
    return Person(person_id=f"H{number}", side=Side.PROFESSIONAL, **{"consent": True, **record})


def solved(cohort: Cohort) -> Complete:
    """Solve, and see that brute force says the same."""
    agrees_with_brute_force(cohort)
    return solve_complete(build_problem(cohort))


def everybody(number: int) -> list[Person]:
    return [make(index) for index in range(1, number + 1) for make in (patient, professional)]


def test_no_more_pairs_are_formed_than_are_wanted() -> None:
    assert solved(made(*everybody(3), programme={"pairs": 2})).n_pairs == 2
    assert solved(made(*everybody(3), programme={"pairs": 9})).n_pairs == 3


def test_more_people_who_must_be_in_the_plan_than_pairs_are_infeasible() -> None:
    people = [patient(1, status="confirmed"), patient(2, status="confirmed")]
    people += [professional(1), professional(2)]
    assert solved(made(*people, programme={"pairs": 2})).n_pairs == 2
    assert solved(made(*people, programme={"pairs": 1})).status == "infeasible"


def test_gaps_are_kept() -> None:
    assert solved(made(*everybody(1), workshops={"min_gap_days": 2})).dates == (0, 2)
    far = {"min_gap_days": 3, "max_gap_days": 3}
    assert solved(made(*everybody(1), workshops=far)).status == "infeasible"


def test_blocks_are_held_on_adjacent_days() -> None:
    cohort = made(*everybody(1), diary={"P1": "ynn"}, workshops={"blocks": [2], "max_missed": 1})
    assert solved(cohort).dates == (0, 1)
    never = made(*everybody(1), diary={"P1": "yny"}, workshops={"blocks": [2]})
    assert solved(never).status == "infeasible"


def test_a_pair_misses_no_more_workshops_than_it_may() -> None:
    diary = {"P1": "ynn", "H1": "nyn"}
    assert solved(made(*everybody(1), diary=diary, workshops={"max_missed": 1})).status == (
        "infeasible"
    )
    missed_twice = solved(made(*everybody(1), diary=diary, workshops={"max_missed": 2}))
    assert missed_twice.n_pairs == 1


def test_an_unknown_answer_never_counts_as_yes() -> None:
    assert solved(made(*everybody(1), diary={"P1": "y??"})).status == "infeasible"


def test_every_pair_attends_the_workshops_for_everyone() -> None:
    loose = {"max_missed": 1}
    diary = {"P1": "nny"}
    last = made(*everybody(1), diary=diary, workshops={**loose, "everyone": [2]})
    assert solved(last).dates[1] == 2
    first = made(*everybody(1), diary=diary, workshops={**loose, "everyone": [1]})
    assert solved(first).status == "infeasible"


def test_a_pair_that_can_attend_does_so_even_where_missing_would_be_cheaper() -> None:
    cohort = made(
        *everybody(1),
        diary={"P1": "iii", "H1": "iii"},
        workshops={"max_missed": 2},
        costs={"missed_workshop": 0, "if_needed": 50},
    )
    plan = solved(cohort)
    assert plan.total == plan.worst_fit - 4 * 50


def test_somebody_who_comes_without_the_partner_costs_no_favour() -> None:
    cohort = made(
        *everybody(1),
        diary={"P1": "yii", "H1": "ynn"},
        workshops={"max_missed": 1},
        costs={"missed_workshop": 7, "if_needed": 50},
    )
    plan = solved(cohort)
    assert plan.total == plan.worst_fit - 7


def test_an_avoided_date_costs_once_a_workshop_and_is_avoided_where_it_can_be() -> None:
    row = CalendarRow(date_from=MONDAY, date_to=MONDAY, kind="avoid")
    twice = (row, row.model_copy(update={"label": "again"}))
    assert solved(made(*everybody(1), calendar=(row,))).dates == (1, 2)
    forced = solved(made(*everybody(1), calendar=twice, workshops={"min_gap_days": 2}))
    assert forced.total == forced.worst_fit - 50


def test_most_pairs_come_before_few_reserves() -> None:
    people = [patient(1), patient(2, status="reserve"), professional(1), professional(2)]
    assert (solved(made(*people)).n_pairs, solved(made(*people)).reserves) == (2, 1)
    assert solved(made(*people, programme={"pairs": 1})).reserves == 0


def test_few_reserves_come_before_a_high_total() -> None:
    liked = patient(2, status=Status.RESERVE, prefers=("H1",))
    wishful = professional(1, prefers=("P2",))
    plan = solved(made(patient(1), liked, wishful, programme={"pairs": 1}))
    assert plan.reserves == 0
    assert plan.pairs == ((0, 0),)


def test_the_lowest_fit_comes_before_the_total_only_with_worst_first() -> None:
    people = everybody(2)
    problem = build_problem(made(*people))
    problem = replace(problem, fit=problem.fit * 0 + [[1000, 300], [400, 100]])
    assert (solve_complete(problem).worst_fit, solve_complete(problem).total) == (100, 1100)
    lifted = solve_complete(replace(problem, worst_first=True))
    assert (lifted.worst_fit, lifted.total) == (300, 700)


def test_a_locked_pair_is_formed_or_there_is_no_plan() -> None:
    liked = [patient(1, prefers=("H1",)), patient(2), professional(1), professional(2)]
    lock = Decisions(locked=(("P1", "H2"),))
    assert (0, 1) in solved(made(*liked, decisions=lock)).pairs
    barred = [patient(1, conflicts=("H2",)), *liked[1:]]
    assert solved(made(*barred, decisions=lock)).status == "infeasible"


def test_a_fixed_workshop_stands_on_its_date_or_there_is_no_plan() -> None:
    fixed = Decisions(fixed_dates={2: WEDNESDAY})
    assert solved(made(*everybody(1), decisions=fixed)).dates[1] == 2
    outside = Decisions(fixed_dates={2: date(2027, 2, 4)})
    assert solved(made(*everybody(1), decisions=outside)).status == "infeasible"


def test_a_project_is_carried_by_no_more_pairs_than_it_takes() -> None:
    owners = [patient(1, project_id="PR"), patient(2, project_id="PR")]
    people = [*owners, professional(1), professional(2)]
    few, none = (Project(project_id="PR", title="", max_pairs=most) for most in (1, 0))
    assert solved(made(*people, projects=(few,))).n_pairs == 1
    assert solved(made(*people, projects=(none,))).status == "infeasible"


def test_a_project_is_carried_by_enough_pairs_or_by_none() -> None:
    people = [patient(1, project_id="PR"), patient(2), professional(1), professional(2)]
    pair_work = Project(project_id="PR", title="", min_pairs=2)
    assert solved(made(*people, projects=(pair_work,))).n_pairs == 1
    owners = [patient(1, project_id="PR"), patient(2, project_id="PR"), *people[2:]]
    assert solved(made(*owners, projects=(pair_work,))).n_pairs == 2


def test_a_pair_with_another_option_can_help_a_project_to_its_least() -> None:
    people = [patient(1, project_id="PR"), patient(2, project_id="PR", themes=("Free",))]
    people += [professional(1), professional(2, themes=("Free",))]
    projects = (
        Project(project_id="PR", title="", min_pairs=2),
        Project(project_id="ANY", title="", theme="Free"),
    )
    locked = Decisions(locked=(("P2", "H2"),))
    assert solved(made(*people, projects=projects, decisions=locked)).n_pairs == 2


@pytest.mark.parametrize(
    "people", [[patient(1)], [professional(1)], [patient(1), professional(1, consent=False)]]
)
def test_a_side_without_applicants_is_infeasible(people: list[Person]) -> None:
    assert solved(made(*people)).status == "infeasible"


def test_no_candidate_dates_are_infeasible() -> None:
    blocked = CalendarRow(date_from=MONDAY, date_to=WEDNESDAY, kind="blocked")
    assert solved(made(*everybody(1), calendar=(blocked,))).status == "infeasible"


def test_time_that_runs_out_is_unknown_and_never_infeasible() -> None:
    for cohort in (random_cohort(3, "small", impossible=0), made(*everybody(2))):
        assert solve_complete(build_problem(cohort), time_limit=0).status == "unknown"


def test_a_bound_without_proof_is_no_lower_than_the_best_total() -> None:
    problem = build_problem(random_cohort(2, "small", impossible=0.0, confirmed=0.0, locks=0.0))
    quick, proven = solve_complete(problem, time_limit=0.05), solve_complete(problem)
    assert proven.status == "optimal"
    assert quick.status == "unknown" or quick.bound >= proven.total
