"""`matcher what-if`: the plan after some changes as a folder, and what differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import matcher
from planned import planned
from shells import Ask
from worlds import cohort as cohort_of
from worlds import people


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return matcher.save(matcher.plan(cohort_of(*people(3, 3))), tmp_path / "out")


def test_the_plan_after_a_change_stands_alone(ask: Ask, saved: Path, tmp_path: Path) -> None:
    before = matcher.open_plan(saved)
    who = before.pairs[0].patient
    code, out, said = ask("what-if", saved, f"withdraw={who}", "--out", tmp_path / "two")
    assert code == 0
    assert f"If: {who} has left." in out
    assert len(out.splitlines()) > 3
    assert str(tmp_path / "two") in said.replace("\n", "")
    after = matcher.open_plan(tmp_path / "two")
    assert [str(change) for change in after.cohort.changes] == [f"withdraw={who}"]
    assert matcher.open_plan(saved) == before
    assert matcher.check_plan(after.cohort, after) == ()


def test_changes_add_up_from_plan_to_plan(ask: Ask, saved: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    pair = matcher.open_plan(saved).pairs[0]
    lock = f"lock={pair.patient}+{pair.professional}"
    assert ask("what-if", saved, lock, "--out", one)[0] == 0
    code, out, _ = ask("what-if", one, "pairs=1", "--out", two, "--json")
    assert code == 0
    told = json.loads(out)
    assert told["changes"] == ["pairs=1"]
    assert told["comparison"]["settings"]
    changes = matcher.open_plan(two).cohort.changes
    assert [str(change) for change in changes] == [lock, "pairs=1"]


def test_a_plan_that_is_no_longer_possible_is_told(ask: Ask, saved: Path, tmp_path: Path) -> None:
    two = tmp_path / "two"
    code, out, _ = ask("what-if", saved, "weekdays=Sat", "--out", two)
    assert code == 1
    assert "If: Workshops on Saturday only." in out
    assert matcher.open_plan(two).objective is None
    week = "weekdays=Mon;Tue;Wed;Thu;Fri"
    code, out, _ = ask("what-if", two, week, "--out", tmp_path / "three")
    assert code == 0
    assert "There was no plan before; now there is one with 2 pairs." in out


def test_conflicting_changes_are_both_named(ask: Ask, saved: Path, tmp_path: Path) -> None:
    pair = matcher.open_plan(saved).pairs[0]
    lock, leave = f"lock={pair.patient}+{pair.professional}", f"withdraw={pair.patient}"
    code, out, said = ask("what-if", saved, lock, leave, "--out", tmp_path / "two")
    assert (code, out) == (2, "")
    plain = " ".join(said.split())
    assert lock in plain.replace(" ", "")
    assert leave in plain.replace(" ", "")
    assert not (tmp_path / "two").exists()


def test_nothing_is_overwritten_unasked(ask: Ask, saved: Path) -> None:
    code, _, said = ask("what-if", saved, "pairs=1", "--out", saved)
    assert code == 2
    assert "--force" in said
    assert ask("what-if", saved, "pairs=1", "--out", saved, "--force")[0] == 0
    assert matcher.open_plan(saved).objective.pairs == 1  # type: ignore[union-attr]


def test_a_change_that_changes_nothing_says_so(ask: Ask, saved: Path, tmp_path: Path) -> None:
    code, out, _ = ask("what-if", saved, "pairs=2", "--out", tmp_path / "two")
    assert code == 0
    assert "Nothing differs." in out


def test_pairs_that_stay_keep_who_looks_after_them_where_all_is_as_good() -> None:
    plan = planned("london")
    again = matcher.replan(plan, "pairs=10")
    before = {pair.couple: pair.facilitator for pair in plan.pairs}
    stay = [pair for pair in again.pairs if pair.couple in before]
    assert len(stay) == 10
    assert all(pair.facilitator == before[pair.couple] for pair in stay)
    assert set(again.check_ins) <= set(plan.check_ins)
