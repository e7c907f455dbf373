"""People review and approve plans; undo and redo lead along them, and nothing is deleted."""

from __future__ import annotations

import pytest
from remembered import BY_JO

from matcher.pipeline import plan
from matcher.plans import Plan
from matcher.store.errors import RefusedError, SavedMeanwhileError, StoreError
from matcher.store.records import Act
from matcher.store.store import Store
from worlds import cohort, people

ANN = {"by": "Ann Bo", "why": "it is fair"}


def test_a_plan_goes_from_draft_to_reviewed_to_approved(store: Store, first: Plan) -> None:
    number = store.keep(first, "Spring", **BY_JO).number
    assert store.review(number, by="Jo Hill", why="checked").state == "reviewed"
    kept = store.approve(number, **ANN)
    assert kept.state == "approved"
    assert [(one.state, one.who, one.why) for one in kept.decisions] == [
        ("draft", "Jo Hill", "a first try"),
        ("reviewed", "Jo Hill", "checked"),
        ("approved", "Ann Bo", "it is fair"),
    ]


def test_approving_a_plan_supersedes_the_one_before(
    store: Store, first: Plan, second: Plan
) -> None:
    one, two = (store.keep(each, "Spring", **BY_JO).number for each in (first, second))
    other = store.keep(first, "Autumn", **BY_JO).number
    for number in (one, other, two):
        store.review(number, **ANN)
        store.approve(number, **ANN)
    assert [store.kept(number).state for number in (one, two, other)] == [
        *("superseded", "approved", "approved")
    ]
    assert store.kept(one).decisions[-1].why == f"plan {two} was approved"
    store.approve(one, **ANN)
    assert [store.kept(number).state for number in (one, two)] == ["approved", "superseded"]
    acts = [entry.act for entry in store.log() if entry.scenario == "Spring"]
    assert acts.count(Act.SUPERSEDED) == 2


def test_a_draft_takes_no_effect_before_somebody_has_reviewed_it(store: Store, first: Plan) -> None:
    number = store.keep(first, "Spring", **BY_JO).number
    with pytest.raises(RefusedError, match="has to review it first"):
        store.approve(number, **ANN)
    store.review(number, **ANN)
    with pytest.raises(RefusedError, match="is reviewed already"):
        store.review(number, **ANN)
    with pytest.raises(StoreError, match="Say who you are"):
        store.approve(number, by=" ", why="x")
    store.approve(number, **ANN)
    with pytest.raises(RefusedError, match="only a draft can be reviewed"):
        store.review(number, **ANN)


def test_a_plan_without_pairs_cannot_take_effect(store: Store) -> None:
    nothing = plan(cohort(*people(1, 1, weekdays=("Mon",)), rules={"workshops.weekdays": ["Tue"]}))
    assert nothing.objective is None
    number = store.keep(nothing, "Spring", **BY_JO).number
    store.review(number, **ANN)
    with pytest.raises(RefusedError, match=r"no pairs and dates \(infeasible\)"):
        store.approve(number, **ANN)


def test_undo_and_redo_lead_along_the_plans(
    store: Store, first: Plan, second: Plan, third: Plan
) -> None:
    one, two, three = (
        store.keep(each, "Spring", **BY_JO).number for each in (first, second, third)
    )
    with pytest.raises(RefusedError, match="stands at its last plan"):
        store.redo("Spring", **ANN)
    assert [store.undo("Spring", **ANN).number for _ in range(2)] == [two, one]
    with pytest.raises(RefusedError, match="nothing to undo"):
        store.undo("Spring", **ANN)
    assert [store.redo("Spring", **ANN).number for _ in range(2)] == [two, three]
    assert [each.number for each in store.plans("Spring")] == [one, two, three]


def test_a_plan_kept_after_undo_leaves_the_undone_one_as_a_branch(
    store: Store, first: Plan, second: Plan, third: Plan
) -> None:
    one, two = (store.keep(each, "Spring", **BY_JO).number for each in (first, second))
    store.undo("Spring", **ANN)
    three = store.keep(third, "Spring", **BY_JO)
    assert three.parent == one
    assert [each.is_branch for each in store.plans("Spring")] == [False, True, False]
    assert store.plan(two) == second
    assert store.use(two, **ANN).is_current
    assert [each.is_branch for each in store.plans("Spring")] == [False, False, True]
    assert store.undo("Spring", **ANN).number == one
    assert store.redo("Spring", **ANN).number == two


def test_whoever_saw_an_older_version_is_told_and_loses_nothing(
    store: Store, first: Plan, second: Plan, third: Plan
) -> None:
    one = store.keep(first, "Spring", **BY_JO).number
    seen = store.scenario("Spring").version
    two = store.keep(second, "Spring", by="Ann Bo", why="asked for", seen=seen).number
    with pytest.raises(SavedMeanwhileError, match="Ann Bo kept plan 2 on 24 Nov 2026") as caught:
        store.keep(third, "Spring", by="Cy Day", why="fewer", seen=seen)
    branch = caught.value.kept
    assert branch is not None
    assert (branch.parent, branch.is_branch) == (one, True)
    assert f"as a branch of plan {one}, as plan {branch.number}" in str(caught.value)
    assert store.plan(branch.number) == third
    assert store.scenario("Spring").current == two
    assert store.use(branch.number, **ANN).is_current


def test_a_decision_on_an_older_version_is_not_carried_out(
    store: Store, first: Plan, second: Plan
) -> None:
    one = store.keep(first, "Spring", **BY_JO).number
    seen = store.scenario("Spring").version
    store.keep(second, "Spring", by="Ann Bo", why="asked for")
    with pytest.raises(SavedMeanwhileError, match=r"Ann Bo kept .* Nothing was done"):
        store.review(one, **ANN, seen=seen)
    with pytest.raises(SavedMeanwhileError, match="Nothing was done"):
        store.undo("Spring", **ANN, seen=seen)
    assert store.kept(one).state == "draft"
    with pytest.raises(StoreError, match="has no version 9; it is at 2"):
        store.review(one, **ANN, seen=9)
