"""Plans are kept with everything that made them, and made again from it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from remembered import BY_JO, COHORT, behind_its_back

import matcher
from matcher.digest import digest
from matcher.plans import Plan
from matcher.store.errors import RefusedError, StoreError, UnknownNameError
from matcher.store.records import Act, PlanState
from matcher.store.store import Store, open_store
from matcher.store.words import reproduction_lines


def test_a_plan_comes_back_as_it_was_kept(store: Store, second: Plan) -> None:
    kept = store.keep(second, "Spring", **BY_JO)
    opened = store.plan(kept.number)
    assert opened == second
    assert opened.cohort == second.cohort
    assert opened.cohort.base == COHORT
    assert opened.cohort.changes == second.cohort.changes
    assert digest(opened.cohort) == kept.input_digest == second.provenance.input_digest


def test_a_plan_knows_its_parent_changes_versions_and_seed(
    store: Store, first: Plan, second: Plan
) -> None:
    before = store.keep(first, "Spring", **BY_JO)
    after = store.keep(second, "Spring", by="Ann Bo", why="these two asked for it")
    assert (before.parent, after.parent) == (None, before.number)
    assert after.changes == ("lock=P1+H2", "forbid=P3+H1")
    assert after.versions["ortools"] == second.provenance.ortools
    assert {"matcher", "python", "numpy"} <= after.versions.keys()
    assert after.seed == second.provenance.seed
    assert [one.is_current for one in store.plans("Spring")] == [False, True]
    assert store.scenario("Spring").current == after.number


def test_who_and_why_stands_with_each_pair_touched_by_hand(
    store: Store, first: Plan, second: Plan, third: Plan
) -> None:
    store.keep(first, "Spring", **BY_JO)
    reasons = {("H2", "P1"): "they know each other"}
    kept = store.keep(second, "Spring", by="Ann Bo", why="after the call", reasons=reasons)
    assert [
        (one.kind, one.patient, one.professional, one.who, one.why) for one in kept.touched
    ] == [
        ("lock", "P1", "H2", "Ann Bo", "they know each other"),
        ("forbid", "P3", "H1", "Ann Bo", "after the call"),
    ]
    later = store.keep(third, "Spring", by="Cy Day", why="fewer")
    assert [
        (one.kind, one.patient, one.professional, one.who, one.why) for one in later.touched
    ] == [
        ("forbid", "P3", "H1", "Ann Bo", "after the call"),
        ("unlock", "P1", "H2", "Cy Day", "fewer"),
    ]
    assert later.touched[0].at == kept.touched[1].at


def test_a_reason_for_a_pair_that_nobody_touched_is_refused_and_nothing_is_kept(
    store: Store, second: Plan
) -> None:
    with pytest.raises(UnknownNameError, match=r"P2\+H2 is neither locked nor forbidden"):
        store.keep(second, "Spring", **BY_JO, reasons={("P2", "H2"): "no"})
    assert store.scenarios() == ()
    assert store.log() == ()


@pytest.mark.parametrize(
    ("by", "why", "says"),
    [
        ("", "x", "Say who you are"),
        (" 7 ", "x", "Say who"),
        ("Jo", " ", "Say why"),
        ("J" * 201, "x", "too long"),
        ("Jo\x00", "x", "cannot be shown"),
    ],
)
def test_a_person_and_a_reason_are_asked_for(
    sqlite: str, first: Plan, by: str, why: str, says: str
) -> None:
    with open_store(sqlite) as store, pytest.raises(StoreError, match=says):
        store.keep(first, "Spring", by=by, why=why)


def test_a_plan_that_was_altered_is_not_kept(store: Store, first: Plan) -> None:
    pair = first.pairs[0].model_copy(update={"fit": first.pairs[0].fit - 1})
    altered = first.model_copy(update={"pairs": (pair, *first.pairs[1:])})
    with pytest.raises(RefusedError, match="does not agree with its cohort"):
        store.keep(altered.of_cohort(COHORT), "Spring", **BY_JO)


def test_plans_of_one_cohort_share_its_row(
    store: Store, place: str, first: Plan, second: Plan
) -> None:
    store.keep(first, "Spring", **BY_JO)
    store.keep(second, "Autumn", **BY_JO)
    assert behind_its_back(place, "SELECT COUNT(*) FROM cohort") == [(1,)]


def test_a_plan_is_made_again(store: Store, second: Plan) -> None:
    number = store.keep(second, "Spring", **BY_JO).number
    made = store.reproduce(number)
    assert made.is_same, made.differences
    assert made.other_versions == ()
    assert made.plan.pairs == second.pairs


def test_a_repair_is_made_again_as_a_repair(sqlite: str, first: Plan) -> None:
    day = first.workshops[0].date
    repaired = matcher.repair(first, f"withdraw={first.pairs[0].patient}", f"block={day}")
    with open_store(sqlite) as store:
        made = store.reproduce(store.keep(repaired, "Spring", **BY_JO).number)
    assert made.is_same, made.differences
    assert made.plan.disturbances == repaired.disturbances


def test_what_comes_out_otherwise_is_told(store: Store, place: str, second: Plan) -> None:
    number = store.keep(second, "Spring", **BY_JO).number
    behind_its_back(place, "UPDATE plan SET changes = '[]', versions = '{\"numpy\": \"0.1\"}'")
    made = store.reproduce(number)
    assert (made.is_same, made.is_as_good) == (False, False)
    assert any("digest" in one for one in made.differences)
    assert made.other_versions[0].startswith("numpy 0.1 then, ")


def test_a_plan_that_is_as_good_is_told_from_a_worse_one(sqlite: str, second: Plan) -> None:
    with open_store(sqlite) as store:
        number = store.keep(second, "Spring", **BY_JO).number
        other = second.model_copy(update={"workshops": second.workshops[1:]})
        content = other.model_dump_json()
        behind_its_back(sqlite, "UPDATE plan SET content = :content", content=content)
        made = store.reproduce(number)
    assert (made.is_same, made.is_as_good) == (False, True)
    assert made.differences == ("workshops: 1 of 2 are not the same",)
    told = list(reproduction_lines(made, may_differ=False))
    assert told[0] == "Plan 1 was made again, and another that is exactly as good came out:"


def test_moments_are_kept_in_utc(store: Store, first: Plan) -> None:
    decision = store.keep(first, "Spring", **BY_JO).decisions[0]
    assert decision.at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert decision.at.utcoffset() == datetime.now(UTC).utcoffset()
    assert decision.state is PlanState.DRAFT


def test_the_log_says_what_was_done(store: Store, first: Plan, second: Plan) -> None:
    one = store.keep(first, "Spring", **BY_JO).number
    two = store.keep(second, "Spring", by="Ann Bo", why="asked for").number
    store.undo("Spring", by="Cy Day", why="too bold")
    told = [(entry.act, entry.plan, entry.who, entry.why) for entry in store.log()]
    assert told == [
        (Act.KEPT, one, "Jo Hill", "a first try"),
        (Act.KEPT, two, "Ann Bo", "asked for"),
        (Act.UNDONE, one, "Cy Day", "too bold"),
    ]
    assert [entry.version for entry in store.log()] == [1, 2, 3]
    assert store.scenario("Spring").version == 3


def test_a_scenario_or_a_plan_that_is_not_there_is_named(store: Store, first: Plan) -> None:
    store.keep(first, "Spring", **BY_JO)
    with pytest.raises(UnknownNameError, match=r'no scenario "Sprint"\. Did you mean Spring\?'):
        store.undo("Sprint", by="Jo Hill", why="x")
    with pytest.raises(UnknownNameError, match="no plan 99"):
        store.plan(99)
