"""`matcher repair`: the least disturbed plan, its frontier, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import matcher
from matcher.check import check_plan
from matcher.plans import MeetingState, Plan, WorkshopState
from planned import planned
from shells import Ask


@pytest.fixture(scope="module")
def plan() -> Plan:
    return planned("london")


@pytest.fixture
def folder(plan: Plan, tmp_path: Path) -> Path:
    return matcher.save(plan, tmp_path / "running")


def test_the_partner_of_somebody_who_left_gets_another_and_nobody_else(
    ask: Ask, folder: Path, plan: Plan, tmp_path: Path
) -> None:
    left, stays = plan.pairs[3].members
    code, out, err = ask("repair", folder, f"withdraw={left}@2", "--out", tmp_path / "new")
    assert code == 0, err
    assert "1 person gets another partner" in out
    assert "Proven: no plan disturbs less" in out
    assert "The fewest changes to the running plan: proven." in err
    repaired = matcher.open_plan(tmp_path / "new")
    kept = {one.couple for one in plan.pairs} & {one.couple for one in repaired.pairs}
    assert len(kept) == len(plan.pairs) - 1
    assert any(stays in one.members for one in repaired.pairs)
    assert [one.date for one in repaired.workshops] == [one.date for one in plan.workshops]
    assert [one.state for one in repaired.workshops[:3]] == [
        WorkshopState.HELD,
        WorkshopState.HELD,
        WorkshopState.PLANNED,
    ]
    assert any(one.state is MeetingState.DONE for one in repaired.check_ins)
    assert check_plan(repaired.cohort, repaired) == ()


def test_the_frontier_and_the_answer_are_values_too(
    ask: Ask, folder: Path, plan: Plan, tmp_path: Path
) -> None:
    day = plan.workshops[2].date
    change = f"block={day}"
    out_of = ["--out", tmp_path / "new", "--frontier", "--most-dates", "0", "--json"]
    code, out, err = ask("repair", folder, change, *out_of)
    assert code == 0, err
    told = json.loads(out)
    assert told["disturbances"]["dates_moved"] == 1
    assert told["frontier"][0]["disturbances"] == told["disturbances"]
    prices = plan.cohort.programme.repair
    first = told["frontier"][0]
    moved = first["disturbances"]["check_ins_moved"]
    assert first["weight"] == prices.moved_date + prices.moved_check_in * moved
    assert first["net"] == first["objective"]["total"] - first["weight"]
    assert told["differs"]["workshops"]


def test_it_answers_in_french(ask: Ask, folder: Path, plan: Plan, tmp_path: Path) -> None:
    change = f"withdraw={plan.pairs[0].patient}"
    code, out, _ = ask("repair", folder, change, "--out", tmp_path / "new", "--language", "fr")
    assert code == 0
    assert "1 personne change de partenaire" in out


def test_a_point_that_is_not_there_is_refused(
    ask: Ask, folder: Path, plan: Plan, tmp_path: Path
) -> None:
    change = f"withdraw={plan.pairs[0].patient}"
    code, _, err = ask(
        "repair", folder, change, "--out", tmp_path / "new", "--most-dates", "0", "--point", "99"
    )
    assert code == 2
    assert "the frontier has" in err
    assert not (tmp_path / "new").exists()


def test_an_impossible_repair_says_why(ask: Ask, folder: Path, tmp_path: Path) -> None:
    change = "block=2026-01-01..2028-12-31"
    code, out, err = ask("repair", folder, change, "--out", tmp_path / "new")
    assert code == 1, err
    assert "No plan exists" in err
    assert out == ""


def test_changes_that_contradict_each_other_are_both_named(
    ask: Ask, folder: Path, plan: Plan, tmp_path: Path
) -> None:
    one, other = plan.pairs[0].members
    code, _, err = ask(
        "repair",
        folder,
        f"lock={one}+{other}",
        f"withdraw={one}",
        "--out",
        tmp_path / "new",
    )
    assert code == 2
    assert f"lock={one}+{other}" in err
    assert f"withdraw={one}" in err
