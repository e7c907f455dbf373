"""A plan under stress as a whole, in words, as data, and from the command line."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import numpy as np
import pytest

import matcher
from cohorts import benchmark_cohort
from matcher.futures.answers import Stress
from matcher.futures.tables import TABLES
from matcher.plans import Plan, WorkshopState
from shells import Ask
from worlds import cohort as cohort_of
from worlds import people, person, with_rules


@pytest.fixture(scope="module")
def plan() -> Plan:
    return matcher.plan(benchmark_cohort(4, 9, 50, 1))


@pytest.fixture(scope="module")
def found(plan: Plan) -> Stress:
    return matcher.stress(plan, futures=60, seed=3, drop_out=0.3)


def small(**rules: object) -> Plan:
    return matcher.plan(cohort_of(*people(2, 3, name="Asha Bell"), rules=dict(rules)))


def test_at_rate_0_every_pair_finishes_and_nothing_is_gained() -> None:
    found = matcher.stress(small(), futures=20, drop_out=0)
    assert [(one.pairs, one.without_repair, one.with_repair) for one in found.finishing] == [
        (2, 20, 20)
    ]
    assert found.sure_without_repair == found.sure_with_repair == 2
    assert [one.gain for one in found.anybody] == [0, 0]
    assert [one.gain for one in found.reserves] == [0]
    assert found.free_places == 0


def test_at_rate_1_no_pair_finishes() -> None:
    found = matcher.stress(small(), futures=20, drop_out=1)
    assert (found.mean_without_repair, found.mean_with_repair) == (0, 0)
    assert (found.sure_without_repair, found.sure_with_repair) == (0, 0)


def test_the_rates_of_the_programme_count_unless_others_are_given() -> None:
    plan = small(**{"drop_out.patient": 1.0, "drop_out.professional": 0.0})
    found = matcher.stress(plan, futures=10)
    assert (found.patient, found.professional) == (1, 0)
    assert found.mean_with_repair == 0
    assert matcher.stress(plan, futures=10, drop_out=0).mean_with_repair == 2


def test_one_of_two_left_without_a_reserve_loses_a_pair_and_a_reserve_saves_it() -> None:
    plan = matcher.plan(cohort_of(*people(1, 1), rules={"programme.pairs": 1}))
    rates = with_rules(plan.cohort, drop_out={"patient": 0.0, "professional": 1.0})
    found = matcher.stress(plan.of_cohort(rates), futures=10)
    assert found.mean_with_repair == 0
    losses = {one.person: (one.leaves, one.loss) for one in found.leaning}
    assert losses == {"H1": (10, 1.0), "P1": (0, 0.0)}
    more = matcher.plan(cohort_of(*people(1, 2), rules={"programme.pairs": 1}))
    gone = more.pairs[0].professional
    assert matcher.stress(more, futures=200, drop_out=0.2).mean_with_repair > (
        matcher.stress(more, futures=200, drop_out=0.2).mean_without_repair
    )
    assert gone in {"H1", "H2"}


def test_somebody_who_goes_with_everybody_saves_each_pair_that_loses_its_professional() -> None:
    cohort = cohort_of(person("P1"), person("H1"), rules={"programme.pairs": 1})
    plan = matcher.plan(with_rules(cohort, drop_out={"patient": 0.0, "professional": 0.5}))
    found = matcher.stress(plan, futures=400)
    gains = {one.side: one.gain for one in found.anybody}
    assert gains["patient"] == 0
    assert gains["professional"] == pytest.approx(0.25, abs=0.06)


def test_the_numbers_agree_with_each_other(found: Stress) -> None:
    for field, mean in (
        ("without_repair", found.mean_without_repair),
        ("with_repair", found.mean_with_repair),
    ):
        counts = np.array([(one.pairs, getattr(one, field)) for one in found.finishing])
        assert counts[:, 1].sum() == found.futures
        assert counts.prod(axis=1).sum() / found.futures == pytest.approx(mean, abs=1e-3)
    at_least = sum(
        one.with_repair for one in found.finishing if one.pairs >= found.sure_with_repair
    )
    assert at_least >= 0.9 * found.futures
    assert found.mean_with_repair >= found.mean_without_repair
    assert len(found.leaning) == 2 * found.pairs
    assert [one.number for one in found.reserves] == [1, 2, 3]
    covered = [found.covered_without_reserves, *(one.covered for one in found.reserves)]
    assert covered == sorted(covered)


def test_the_seed_decides_and_the_number_of_processes_does_not(plan: Plan, found: Stress) -> None:
    assert matcher.stress(plan, futures=60, seed=3, drop_out=0.3, workers=2) == found
    assert matcher.stress(plan, futures=60, seed=4, drop_out=0.3) != found


def test_what_was_held_is_past(plan: Plan) -> None:
    states = [WorkshopState.HELD, WorkshopState.HELD, *[WorkshopState.ANNOUNCED] * 3]
    shown = tuple(
        one.model_copy(update={"state": state})
        for one, state in zip(plan.workshops, states, strict=True)
    )
    known = plan.model_copy(update={"workshops": shown})
    cohort = plan.cohort.model_copy(update={"current_plan": known})
    found = matcher.stress(matcher.plan(cohort), futures=30, drop_out=0.5)
    assert found.held == 2
    assert found.by_workshop == (0, 0, 0.333333, 0.333333, 0.333333)
    assert found.patient == pytest.approx(0.375)
    assert found.lines()[1].startswith("2 workshops have been held")


def test_it_reads_in_both_languages_and_as_tables(found: Stress) -> None:
    english, french = "\n".join(found.lines("en")), "\n".join(found.lines("fr"))
    assert f"In 9 of 10 futures at least {found.sure_without_repair} of 4 pairs finish" in english
    assert "Dans 9 avenirs sur 10" in french
    assert "{" not in english + french
    for name, record in TABLES.items():
        assert list(found.frame(name).columns) == list(record.model_fields)
    with pytest.raises(ValueError, match="no table 'pairs'"):
        found.frame("pairs")


def test_nobody_is_named_in_logs(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        text = "\n".join(matcher.stress(small(), futures=10, drop_out=0.5).lines())
    assert "Asha Bell" in text
    assert "Asha" not in caplog.text


def test_all_that_is_wrong_is_said_at_once(plan: Plan) -> None:
    with pytest.raises(matcher.InputError, match="futures") as caught:
        matcher.stress(plan, futures=0, drop_out=1.5, workers=0)
    assert [one.column for one in caught.value.problems] == ["futures", "drop_out", "workers"]
    nothing = plan.model_copy(update={"objective": None}).of_cohort(plan.cohort)
    with pytest.raises(matcher.InputError, match="holds no pairs"):
        matcher.stress(nothing)


def test_shares_for_workshops_that_there_are_not_are_refused(plan: Plan) -> None:
    shares = with_rules(plan.cohort, drop_out={"by_workshop": (0, 0, 0, 0, 0, 1)})
    with pytest.raises(matcher.InputError, match="no share is for a workshop"):
        matcher.stress(plan.of_cohort(shares), futures=5)


def test_the_command_says_it_in_words_as_json_and_as_a_file(
    ask: Ask, plan: Plan, tmp_path: Path
) -> None:
    folder, out = matcher.save(plan, tmp_path / "plan"), tmp_path / "futures.csv"
    asked = ("stress", folder, "--futures", "20", "--seed", "5", "--workers", "1")
    code, said, err = ask(*asked, "--out", out, "--language", "fr")
    assert code == 0
    assert "Avec réparation" in said
    assert str(out) in err
    assert out.read_text("utf-8-sig").startswith("pairs,without_repair,with_repair\n")
    code, said, _ = ask(*asked, "--json")
    assert code == 0
    assert Stress.model_validate(json.loads(said)) == matcher.stress(plan, futures=20, seed=5)
    code, _, err = ask(*asked, "--out", out)
    assert code == 2
    assert "--force" in err
