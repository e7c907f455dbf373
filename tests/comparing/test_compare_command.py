"""`matcher compare` in words, as JSON and as a list to send, and what it says of bad folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import matcher
from matcher.comparing.differences import Comparison
from matcher.plans import Plan
from matcher.samples import sample_path
from shells import Ask


@pytest.fixture(scope="module")
def plans() -> tuple[Plan, Plan]:
    cohort = matcher.load(sample_path("london"))
    plan = matcher.plan(cohort)
    changes = f"withdraw={plan.pairs[3].patient}", f"block={plan.workshops[2].date}"
    return plan, matcher.plan(cohort.with_changes(*changes))


@pytest.fixture
def folders(plans: tuple[Plan, Plan], tmp_path: Path) -> tuple[Path, Path]:
    first, second = plans
    return matcher.save(first, tmp_path / "one"), matcher.save(second, tmp_path / "two")


def test_it_says_what_differs_in_both_languages(
    ask: Ask, folders: tuple[Path, Path], plans: tuple[Plan, Plan]
) -> None:
    code, out, _ = ask("compare", *folders)
    assert code == 0
    assert "First plan: 12 pairs" in out
    assert "moves from" in out
    assert "messages to send:" in out
    code, out, _ = ask("compare", *folders, "--language", "fr")
    assert code == 0
    assert "Premier plan : 12 binômes" in out
    assert "messages à envoyer :" in out
    assert "{" not in out


def test_the_answer_is_a_value_too(ask: Ask, folders: tuple[Path, Path]) -> None:
    code, out, _ = ask("compare", *folders, "--json", "--under", "second")
    assert code == 0
    found = Comparison.model_validate(json.loads(out))
    assert [one.fields for one in found.applicants] == [("status",)]
    assert ("second", "first") not in {(one.plan, one.rules) for one in found.worths}


def test_the_list_to_send_is_written_once(
    ask: Ask, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    told = tmp_path / "told.csv"
    assert ask("compare", *folders, "--told", told)[0] == 0
    assert told.read_text("utf-8-sig").startswith("id,kind,name,email,changes,text\n")
    code, _, err = ask("compare", *folders, "--told", told)
    assert code == 2
    assert "--force" in err
    assert ask("compare", *folders, "--told", told, "--force")[0] == 0


def test_every_folder_that_is_no_plan_is_named(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = ask("compare", tmp_path / "empty", tmp_path / "nowhere")
    assert code == 2
    assert "empty: plan.json" in err
    assert "nowhere" in err
