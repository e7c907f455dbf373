"""`matcher explain` in words and as JSON, and what it says where it cannot answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import matcher
from matcher.explaining.answers import PairAnswer
from matcher.plans import Plan
from planned import planned
from shells import Ask
from worlds import cohort as cohort_of
from worlds import people


@pytest.fixture(scope="module")
def london() -> Plan:
    return planned("london")


@pytest.fixture
def saved(london: Plan, tmp_path: Path) -> Path:
    return matcher.save(london, tmp_path / "out")


def test_why_this_pair_names_both_peoples_own_answers(london: Plan) -> None:
    text = "\n".join(matcher.explain(london, "H10", "P01").lines)
    assert "Maureen Adeyemi (P01) and Patricia Coyle (H10) are a pair in this plan." in text
    assert "Maureen Adeyemi ranked it first, Patricia Coyle second." in text
    assert (
        "Maureen Adeyemi asked for Patricia Coyle (first). Patricia Coyle asked for nobody." in text
    )
    assert "Both listed Tuesday, Wednesday and Thursday." in text
    assert "Workshop 1, Wed 27 Jan 2027: both can come." in text


def test_every_pair_and_person_of_a_sample_can_be_asked_in_both_languages(london: Plan) -> None:
    for language in ("en", "fr"):
        for one, other in (("P02", "H15"), ("P04", "H05"), ("P15", "H12"), ("P24", "H22")):
            lines = matcher.explain(london, one, other, language=language).lines
            assert len(lines) > 10
            assert not any("{" in line for line in lines)
        for who in ("P10", "H01", "P05"):
            assert matcher.explain(london, who, language=language).lines


def test_the_answer_is_a_value_too(ask: Ask, saved: Path) -> None:
    code, out, _ = ask("explain", saved, "P01", "H01", "--json")
    assert code == 0
    answer = PairAnswer.model_validate(json.loads(out))
    assert answer.forced is not None
    assert answer.forced.total < 0


def test_french_words_on_demand(ask: Ask, saved: Path) -> None:
    code, out, _ = ask("explain", saved, "P01", "H10", "--language", "fr")
    assert code == 0
    assert "forment un binôme dans ce plan" in out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("P99", "H01"), "there is no participant with the id P99"),
        (("p01",), "Did you mean P01?"),
        (("F1", "H01"), "F1 is a facilitator"),
        (("P01", "P02"), "P01 and P02 are on the same side, patient"),
        (("P01", "P01"), "the two ids are the same"),
        ((), "name one or two people, or a question with --about NAME"),
        (("--about", "nothing"), "there is no question 'nothing'"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    ask: Ask, saved: Path, asked: tuple[str, ...], said: str
) -> None:
    code, _, err = ask("explain", saved, *asked)
    assert code == 2
    assert said in " ".join(err.replace("│", " ").split())


def test_without_a_plan_the_command_ends_with_its_code(ask: Ask, tmp_path: Path) -> None:
    rules = {"workshops.min_gap_days": 50, "workshops.max_gap_days": 56}
    matcher.save(matcher.plan(cohort_of(*people(2, 2), rules=rules)), tmp_path / "none")
    code, out, _ = ask("explain", tmp_path / "none", "P1", "H1")
    assert code == 1
    assert "No rule forbids the pair, but there is no plan." in out


def test_where_nobody_is_paired_a_person_can_be_asked_about_and_two_cannot() -> None:
    rules = {"pairing.form_pairs": False, "programme.pairs": 2}
    plan = matcher.plan(cohort_of(*people(3, 0), rules=rules))
    with pytest.raises(matcher.InputError, match="nobody is paired in this programme"):
        matcher.explain(plan, "P1", "P2")
    waits = plan.waiting[0].person
    told = matcher.explain(plan, waits)
    assert told.lines[0] == f"{waits} is on the waiting list."
    assert sum("would have no place" in line for line in told.lines) == 1


def test_somebody_who_is_gone_has_no_place() -> None:
    plan = matcher.plan(cohort_of(*people(3, 3)).with_changes("withdraw=P1"))
    assert matcher.explain(plan, "P1").lines == ("P1 has withdrawn, and so has no place.",)
    assert "A rule forbids the pair: P1 has withdrawn." in matcher.explain(plan, "P1", "H1").lines


def test_a_workshop_that_was_held_is_told_as_past() -> None:
    plan = planned("clinic")
    pair = plan.pairs[0]
    text = "\n".join(matcher.explain(plan, *pair.members).lines)
    assert "Workshop 1 was held on" in text
