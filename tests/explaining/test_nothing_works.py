"""Why nothing works: told in words, with repairs that come true and the command for each."""

from __future__ import annotations

import json
import shlex
from datetime import date, timedelta
from pathlib import Path

import pytest

import matcher
from matcher.cohort import Answer, Cohort, Status
from matcher.explaining.nothing_works import NothingWorks, nothing_works
from matcher.explaining.questions import QUESTIONS, Options
from matcher.impossible import contradiction
from matcher.language import Language, words_in
from matcher.language.reasons import reason_in_words
from matcher.programme import Weekday
from matcher.solve.problem import build_problem
from shells import Ask, plan_in
from worlds import cohort, people, person, with_person, with_rules

SMALL = cohort(*people(3, 3, area="North"))
SHORT_WINDOW = with_rules(SMALL, workshops={"min_gap_days": 40, "max_gap_days": 60})
MONTHLY = {"max_missed": 0, "min_gap_days": 28}
ENGLISH, FRENCH = words_in(Language.ENGLISH), words_in(Language.FRENCH)

IMPOSSIBLE = {
    "window": SHORT_WINDOW,
    "weekdays": with_rules(
        SMALL, workshops={"weekdays": (Weekday.TUE,), "min_gap_days": 22, "max_gap_days": 27}
    ),
    "quorum": with_rules(SMALL, workshops={"quorum": 4}),
    "fit": with_rules(SMALL, pairing={"min_fit": 999}),
    "limits": with_rules(SMALL, balance={"limits": ("area: North <= 1", "area: North >= 2")}),
    "theme": with_rules(SMALL, pairing={"require_shared_project": True}),
    "consent": cohort(*people(2, 2, consent=False)),
    "two changes": with_rules(SMALL, workshops={"quorum": 3}, pairing={"min_fit": 999}),
    "confirmed": cohort(*people(3, 3, status="confirmed")),
    "alone": cohort(*people(4, 0), rules={"pairing.form_pairs": False, "workshops.quorum": 3}),
    "avoided": with_person(SMALL, "P1", status=Status.CONFIRMED, avoids=("H1", "H2", "H3")),
    "fixed": with_rules(SMALL, workshops={"fixed": ("2:2027-01-12",)}),
    "closed": SMALL.with_changes("block=2027-01-11..2027-03-19"),
}


def told(given: Cohort, **options: object) -> str:
    answer = QUESTIONS["nothing-works"].ask(matcher.plan(given), ENGLISH, Options(**options))  # type: ignore[arg-type]
    return "\n".join(answer.lines)


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_an_impossible_plan_says_is_said_in_french_too(name: str) -> None:
    plan = matcher.plan(IMPOSSIBLE[name])
    assert plan.objective is None
    said = [text for one in plan.reasons for text in (one.text, *one.remedies)]
    for text in said:
        french = reason_in_words(text, FRENCH)
        assert french != text or " = " in text
        for english in (" the ", " with ", " would ", " days", " people", " pairs"):
            assert english not in french, french


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_every_repair_gives_what_it_says(name: str) -> None:
    given = IMPOSSIBLE[name]
    answer = nothing_works(matcher.plan(given), 20.0, 5)
    for repair in answer.repairs:
        made = matcher.plan(given.with_changes(*repair.changes))
        assert len(made.pairs) == repair.pairs


def test_the_window_and_the_workshop_at_which_it_runs_out_are_told() -> None:
    text = told(SHORT_WINDOW)
    assert "These 2 rules cannot all be kept" in text
    assert "The days run out at workshop 3" in text
    assert "Workshop 2 could be on Mon 22 Feb 2027 at the earliest" in text


def test_people_who_share_too_few_partners_are_told() -> None:
    people_of = [person(f"P{number}", languages=("pl",)) for number in range(1, 5)]
    people_of += [person("H1", languages=("pl",)), person("H2"), person("H3", languages=("en",))]
    given = cohort(*people_of, person("H4", languages=("en",)), rules={"programme.pairs": 3})
    plan = matcher.plan(given)
    assert len(plan.pairs) == 2
    answer = nothing_works(plan, 20.0, 5)
    crowd = answer.crowds[0]
    assert crowd.people == ("P1", "P2", "P3", "P4")
    assert crowd.partners == ("H1", "H2")
    allowed = build_problem(given).allowed
    assert not allowed[:, 2:].any()
    text = told(given)
    assert "4 may only be paired with the same 2: more than 2 of them cannot" in text
    assert "Their partners: H1 and H2" in text


def test_who_can_come_on_fewest_days_is_told() -> None:
    given = with_person(SHORT_WINDOW, "P2", weekdays=(Weekday.MON,))
    assert "P2: 10 of 50 days" in told(given)


def test_a_short_plan_says_which_rules_leave_no_room_and_what_gives_more() -> None:
    given = with_rules(SMALL, balance={"limits": ("area: North <= 1",)})
    plan = matcher.plan(given)
    assert len(plan.pairs) == 1
    answer = nothing_works(plan, 20.0, 5)
    assert [rule.text for rule in answer.rules] == ["area: North <= 1"]
    assert answer.asked == 2
    assert answer.repairs[0].pairs == 2
    assert "leaves no room for 2" in told(given)


def test_a_full_plan_has_nothing_in_its_way() -> None:
    assert told(SMALL) == "The plan has as many as are wanted: nothing stands in the way."


def test_a_mild_repair_and_a_stronger_one_that_gives_more_are_both_offered() -> None:
    given = cohort(
        *people(3, 3, area="North"),
        rules={"programme.pairs": 3, "balance.limits": ["area: North <= 1"]},
    )
    given = with_rules(given, workshops={"quorum": 2})
    found = contradiction(given)
    by_limit = [one for one in found.repairs if one.rules[0].key == "balance.limits"]
    assert [one.pairs for one in by_limit] == [3, 2]
    for repair in by_limit:
        assert len(matcher.plan(given.with_changes(*repair.changes)).pairs) == repair.pairs


def test_the_command_that_is_told_makes_the_plan(ask: Ask, tmp_path: Path) -> None:
    folder = matcher.save(matcher.plan(SHORT_WINDOW), tmp_path / "no plan")
    code, out, _ = ask("explain", folder)
    assert code == 1
    line = next(line for line in out.splitlines() if "matcher what-if" in line)
    words = shlex.split(line)[1:]
    words[-1] = str(tmp_path / "new")
    code, _, err = ask(*words)
    assert code == 0, err
    assert len(plan_in(tmp_path / "new").pairs) == 2
    code, out, _ = ask("explain", folder, "--json", "--language", "fr")
    assert code == 1
    assert NothingWorks.model_validate(json.loads(out)).repairs


def test_in_french_the_whole_answer_is_french(ask: Ask, tmp_path: Path) -> None:
    folder = matcher.save(matcher.plan(SHORT_WINDOW), tmp_path / "none")
    _, out, _ = ask("explain", folder, "--about", "nothing-works", "--language", "fr")
    assert "avec des écarts à partir de 32 jours : 2 binômes" in out
    assert "Les jours manquent à l'atelier 3" in out
    assert "NOUVEAU_DOSSIER" in out


def test_the_help_shows_how_people_are_named(ask: Ask) -> None:
    _, out, _ = ask("explain", "--help")
    assert "[PATIENT PROFESSIONAL | PERSON]" in " ".join(out.split())


def test_where_pairs_are_missing_changes_that_bring_only_some_of_them_are_told_too() -> None:
    given = with_person(
        cohort(*people(3, 3), rules={"programme.pairs": 3}), "P1", weekdays=(Weekday.SUN,)
    )
    late = {date(2027, 2, 20) + timedelta(days=number): Answer.NO for number in range(40)}
    given = with_rules(given.model_copy(update={"availability": {"P2": late}}), workshops=MONTHLY)
    answer = nothing_works(matcher.plan(given), 20.0, 5)
    assert (answer.formed, answer.asked) == (1, 3)
    found = {repair.changes[0]: repair.pairs for repair in answer.repairs}
    assert found["rule=workshops.max_missed=1"] == 2
    assert found["rule=workshops.max_missed=3"] == 3
    for repair in answer.repairs:
        assert len(matcher.plan(given.with_changes(*repair.changes)).pairs) == repair.pairs
