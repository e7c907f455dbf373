"""Plans after changes: whatever is known, the objective is that of a plan from nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

import matcher
from cohorts import benchmark_cohort, random_cohort
from matcher.changes import CHANGES, parse_changes
from matcher.cohort import Cohort, Facilitator, Venue
from matcher.errors import InputError
from matcher.pipeline import Known
from matcher.plans import Outcome, Plan
from matcher.programme import Weekday
from matcher.replanning import Replanner
from matcher.scores import Scorer, alone
from matcher.solve.levels import solve
from matcher.solve.problem import build_problem
from matcher.solve.progress import Budget

EARLIER = {
    "unlock": "lock",
    "allow": "forbid",
    "leave": "join",
    "return": "withdraw",
    "unfix": "date",
    "unblock": "block",
    "venue_open": "venue_closed",
    "facilitator_back": "facilitator_away",
    "unanswer": "answer",
    "unadd": "add",
}
"""Kind of a change that takes another one back -> the other one."""


def of_worth(plan: Plan) -> tuple[object, ...]:
    """Return what two plans of one cohort must have in common."""
    if plan.objective is None:
        return (plan.status,)
    lifted = plan.cohort.programme.pairing.fairness == "worst_first"
    reserves = {one.person_id for one in plan.cohort.people if one.status == "reserve"}
    return (
        plan.status,
        plan.objective.pairs,
        sum(one in reserves for pair in plan.pairs for one in pair.two),
        plan.objective.worst_fit if lifted else None,
        plan.objective.total,
        plan.bound,
    )


def solved(cohort: Cohort, known: Known | None = None) -> tuple[object, ...]:
    """Return the same of levels 1 to 4 alone, without what is settled afterwards."""
    known = known or Known(None, None)
    scores = alone(cohort)
    if cohort.programme.pairing.form_pairs:
        scores = Scorer(cohort, known.scorer).all()
    problem = build_problem(cohort, scores)
    found = solve(problem, Budget(60), 1, known.memory)
    if found.worth is None:
        return (found.outcome,)
    worst = found.worth.worst_fit if problem.worst_first else None
    worth = found.worth
    return found.outcome, worth.pairs, worth.reserves, worst, worth.total, found.bound


def change_of(kind: str, plan: Plan, random: Random, folder: Path) -> str:
    """Return a change of a kind that touches a plan, or what it could be."""
    cohort = plan.cohort
    pair = random.choice(plan.pairs)
    other = random.choice(cohort.professionals).person_id
    outside = random.choice([p for p in cohort.people if p.person_id not in pair.two]).person_id
    workshop = random.choice(plan.workshops)
    day = workshop.date
    settings = cohort.programme
    gap = settings.workshops.min_gap_days
    file = folder / "more.csv"
    file.write_text("person_id,side,consent,weekdays\nP99,patient,yes,Mon;Tue;Wed;Thu;Fri\n")
    near = f"{day - timedelta(days=2)}..{day + timedelta(days=2)}"
    return {
        "withdraw": f"withdraw={pair.patient}",
        "pause": f"pause={pair.patient}",
        "join": f"join={outside}:{pair.patient}+{pair.professional}",
        "add": f"add={file}",
        "lock": f"lock={pair.patient}+{other}",
        "forbid": f"forbid={pair.patient}+{pair.professional}",
        "date": f"date={workshop.number}:{day}",
        "block": f"block={near}",
        "weekdays": f"weekdays={';'.join(random.sample(['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], 4))}",
        "pairs": f"pairs={max(1, settings.programme.pairs + random.choice([-1, 1]))}",
        "rule": f"rule=workshops.min_gap_days={max(1, gap + random.choice([-3, 2]))}",
        "weight": f"weight=motivation={random.choice([5, 40])}",
        "venue_closed": f"venue_closed=V1@{near}",
        "facilitator_away": f"facilitator_away=F1@{near}",
        "answer": f"answer={pair.professional}@{day}:{random.choice(['no', 'yes', 'if_needed'])}",
    }[kind]


def small(seed: int) -> Cohort:
    """Return a small cohort whose venue and facilitators matter."""
    made = benchmark_cohort(4, 6, 30, seed, if_needed=0.1)
    leaders = tuple(
        Facilitator(facilitator_id=f"F{one}", weekdays=tuple(Weekday)[:5]) for one in (1, 2)
    )
    places = {"venues": (Venue(venue_id="V1"),), "facilitators": leaders}
    return made.model_copy(update=places).with_changes(
        "rule=workshops.count=4", "rule=check_ins.per_gap=0"
    )


def pair_of_plans(kind: str, seed: int, cohort: Cohort, folder: Path) -> tuple[Plan, str] | None:
    """Return a plan and a change to it; nothing where the change cannot be made."""
    if solved(cohort)[0] is not Outcome.OPTIMAL or not cohort.programme.workshops.count:
        return None
    random, plan = Random(seed), matcher.plan(cohort)
    try:
        if kind not in EARLIER:
            text = change_of(kind, plan, random, folder)
            cohort.with_changes(text)
            return plan, text
        text = change_of(EARLIER[kind], plan, random, folder)
        if kind == "unanswer":
            text = f"answer=F1@{plan.workshops[0].date}:no"
        earlier = cohort.with_changes(text)
        opposite = earlier.changes[-1].opposite(cohort)
        if opposite is None or opposite.kind != kind or solved(earlier)[0] is not Outcome.OPTIMAL:
            return None
        plan = matcher.plan(earlier)
    except InputError:
        return None
    return plan, str(opposite)


@pytest.mark.parametrize("kind", [*CHANGES])
def test_the_objective_is_that_of_a_plan_from_nothing(kind: str, tmp_path: Path) -> None:
    tried = 0
    for seed in range(2):
        found = pair_of_plans(kind, seed, small(seed), tmp_path)
        if found is None:
            continue
        plan, text = found
        cold = matcher.plan(plan.cohort.with_changes(text))
        replanner = Replanner(plan)
        warm = replanner.plan(text)
        assert of_worth(warm) == of_worth(cold)
        assert warm.cohort == cold.cohort
        replanner.remember()
        assert solved(cold.cohort, replanner.known) == of_worth(cold)
        tried += 1
    assert tried


@pytest.mark.parametrize("kind", [*CHANGES])
def test_with_every_rule_in_play_the_objective_is_the_same(kind: str, tmp_path: Path) -> None:
    rules = {"weekday_limits": 0.3, "quorum": 0.2, "balance": 0.2, "underway": 0.2, "sessions": 0.1}
    for seed in range(5):
        cohort = random_cohort(seed, impossible=0.0, venues=0.7, facilitators=0.4, **rules)
        found = pair_of_plans(kind, seed, cohort, tmp_path)
        if found is None:
            continue
        plan, text = found
        after = plan.cohort.with_changes(text)
        replanner, cold = Replanner(plan), solved(after)
        assert solved(after, replanner.known) == cold, (seed, text)
        replanner.remember()
        assert solved(after, replanner.known) == cold, (seed, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rule=workshops.max_same_weekday=1", "rule=workshops.max_same_weekday=2"),
        ("rule=costs.same_weekday=60", "rule=costs.same_weekday=10"),
        ("rule=workshops.max_missed=0", "rule=workshops.max_missed=1"),
        ("rule=costs.missed_workshop=200", "rule=costs.missed_workshop=50"),
        ("rule=workshops.max_gap_days=35", "rule=workshops.max_gap_days=56"),
        ("rule=workshops.everyone=[1]", "rule=workshops.everyone=[]"),
    ],
)
def test_a_rule_that_is_eased_is_seen(one: str, other: str) -> None:
    for seed in range(2):
        strict = small(seed).with_changes(one)
        replanner, after = Replanner(matcher.plan(strict)), strict.with_changes(other)
        assert solved(after, replanner.known) == solved(after)


STANDING = ("date", "block", "forbid", "answer", "withdraw", "weight", "lock")


@pytest.mark.parametrize("kind", STANDING)
def test_what_is_known_from_before_the_changes_alters_no_objective(
    kind: str, tmp_path: Path
) -> None:
    settled = 0
    for seed in range(2):
        cohort, random = small(seed), Random(seed)
        first = change_of(kind, matcher.plan(cohort), random, tmp_path)
        changed = cohort.with_changes(first)
        back = changed.changes[-1].opposite(cohort)
        assert back is not None
        plan = matcher.plan(changed)
        other = change_of(random.choice(["forbid", "answer", "block"]), plan, random, tmp_path)
        replanner = Replanner(plan)
        replanner.remember()
        assert replanner.known.memory is not None
        for after in (changed.with_changes(back), with_both(changed, other, str(back))):
            assert solved(after, replanner.known) == solved(after)
            problem = build_problem(after, Scorer(after).all())
            settled += solve(problem, Budget(60), 1, replanner.known.memory).assignments == 0
    assert settled >= 2


def with_both(cohort: Cohort, other: str, back: str) -> Cohort:
    """Return a cohort after another change, and after one is taken back."""
    return cohort.with_changes(other).with_changes(back)


def test_a_change_that_took_nothing_away_has_nothing_to_be_remembered_of() -> None:
    cohort = benchmark_cohort(4, 6, 30, 0).with_changes("rule=check_ins.per_gap=0")
    replanner = Replanner(matcher.plan(cohort))
    replanner.remember()
    assert replanner.known.memory is not None
    assert replanner.known.memory.earlier is None


def test_what_a_plan_of_another_version_proves_is_not_taken_over() -> None:
    plan = matcher.plan(small(1))
    assert plan.objective is not None
    told = plan.objective.model_copy(update={"total": plan.objective.total + 500})
    old = plan.provenance.model_copy(update={"version": "0.0.1"})
    other = plan.model_copy(update={"objective": told, "provenance": old}).of_cohort(plan.cohort)
    assert of_worth(matcher.replan(other, "weight=motivation=25")) == of_worth(
        matcher.plan(plan.cohort.with_changes("weight=motivation=25"))
    )


def test_without_a_plan_there_is_nothing_to_go_by() -> None:
    cohort = small(2).with_changes("weekdays=Sat")
    plan = matcher.plan(cohort)
    assert plan.status is Outcome.INFEASIBLE
    eased = matcher.replan(plan, "weekdays=Mon;Tue;Wed;Thu;Fri")
    assert eased.status is Outcome.OPTIMAL


def test_people_who_come_alone_are_planned_again_too() -> None:
    cohort = small(3).with_changes("rule=pairing.form_pairs=false")
    plan = matcher.plan(cohort)
    who = plan.pairs[0].patient
    assert of_worth(matcher.replan(plan, f"withdraw={who}")) == of_worth(
        matcher.plan(cohort.with_changes(f"withdraw={who}"))
    )


def test_changes_that_contradict_are_both_named() -> None:
    plan = matcher.plan(small(0))
    one, other = plan.cohort.patients[0].person_id, plan.cohort.professionals[0].person_id
    with pytest.raises(InputError, match=r"lock=\S+ and forbid=\S+ contradict each other"):
        matcher.replan(plan, f"lock={one}+{other}", f"forbid={one}+{other}")


def test_every_change_that_takes_back_is_tried_after_its_other() -> None:
    undoing = {kind for kind, one in CHANGES.items() if one.undoes} | {"unanswer"}
    assert undoing == {*EARLIER}
    assert parse_changes("unfix=1:2027-03-02")[0].undoes == "date"
