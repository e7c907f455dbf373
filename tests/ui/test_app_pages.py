"""Each state of the app, as somebody meets it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from visits import london, london_plan, plan, settled, sitting_of, title, words_of

import matcher
from matcher.cohort import Cohort
from matcher.errors import PlanError
from matcher.plans import Outcome, Plan
from matcher.programme import Weekday
from matcher.samples import sample_names, sample_path
from matcher.solve.progress import Progress, Snapshot
from worlds import cohort as cohort_of
from worlds import people, with_person

Opened = Callable[[Cohort], AppTest]
NEVER_SAID = re.compile(r"\b(nodes?|objective|slack|infeasible|solvers?)\b", re.IGNORECASE)


def sample_files(name: str = "london") -> list[tuple[str, bytes, str]]:
    files = sorted(sample_path(name).iterdir())
    return [(one.name, one.read_bytes(), "text/plain") for one in files if one.is_file()]


def changed(cohort: Cohort, section: str, **values: Any) -> Cohort:
    settings = getattr(cohort.programme, section).model_copy(update=values)
    programme = cohort.programme.model_copy(update={section: settings})
    return cohort.model_copy(update={"programme": programme})


def test_the_start_says_what_to_do(app: AppTest) -> None:
    assert title(app) == "Who works with whom, and when"
    said = words_of(app)
    assert "No cohort is open" in said
    assert "Open a cohort to begin" in said
    samples = [f"Open {name.title()}" for name in sample_names()]
    labels = [button.label for button in app.button]
    assert labels == [*samples, "Fill it in here"]
    assert labels[0] == "Open London"


def test_an_open_sample_waits_to_be_planned(app: AppTest) -> None:
    app.button(key="sample_lyon").click().run()
    assert title(app) == "Ready to plan"
    said = words_of(app)
    assert "Lyon 2027 · 27 people · 8 pairs wanted · not planned yet" in said
    assert "5 workshops between Mon 11 Jan and Fri 2 Jul 2027" in said
    assert "At most 60 seconds" in said


def test_a_planned_sample_shows_the_answer_first(app: AppTest) -> None:
    app.button(key="sample_london").click().run()
    plan(app)
    assert title(app) == "12 of 12 pairs"
    said = words_of(app)
    assert "London 2027 · 46 people · 12 pairs planned · best possible, proven" in said
    assert "Best possible under your rules: proven." in said
    assert [header.value for header in app.header][:2] == ["Workshops", "Pairs"]
    assert len(app.get("vega_lite_chart")) == 1
    assert app.button(key="to_approve").label == "Approve and send"
    made = london_plan()
    names = {person.person_id: person.name for person in london().people}
    for pair in made.pairs:
        assert f"{names[pair.patient]} + {names[pair.professional]}" in said
        assert f"Fit {pair.fit} of 1000" in said
    for waiting in made.waiting:
        assert names[waiting.person] in said


def test_ids_stand_instead_of_names_when_asked(open_app: Opened) -> None:
    app = plan(open_app(london()))
    app.toggle(key="hide_names").set_value(True).run()
    said = words_of(app)
    for person in [*london().people, *london().facilitators]:
        assert person.name not in said
    first = london_plan().pairs[0]
    assert f"{first.patient} + {first.professional}" in said


def test_files_without_problems_can_be_opened(app: AppTest) -> None:
    app.file_uploader(key="files").set_value(sample_files()).run()
    assert "London 2027: 46 people, 12 pairs wanted" in words_of(app)
    app.button(key="open_files").click().run()
    assert title(app) == "Ready to plan"


def test_every_problem_of_an_upload_is_told(app: AppTest) -> None:
    files = {name: content for name, content, _ in sample_files()}
    files["participants.csv"] = files["participants.csv"].replace(b"P01,patient", b"P01,pateint")
    files["projects.csv"] = files["projects.csv"].replace(b"PR1,", b"PR2,", 1)
    files["old.xls"] = b"x"
    uploaded = [(name, content, "text/plain") for name, content in files.items()]
    app.file_uploader(key="files").set_value(uploaded).run()
    said = words_of(app)
    assert "put right first" in said
    assert "✕ error participants.csv 2 side pateint" in said
    assert "✕ error projects.csv 3 project_id PR2" in said
    assert "old.xls Files of this kind are not read. Open it in your spreadsheet" in said
    assert "open_files" not in [button.key for button in app.button]
    assert not app.exception


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cohort.xlsx", b"", "This file is empty"),
        ("cohort.xlsx", b"no workbook", "no .xlsx workbook at all"),
        ("participants.csv", b"", "participants.csv"),
        ("letter.pdf", b"%PDF", "Files of this kind are not read"),
        ("programme.toml", b"[programme", "programme.toml"),
    ],
)
def test_a_lone_wrong_file_gets_a_clear_message(
    app: AppTest, name: str, content: bytes, said: str
) -> None:
    app.file_uploader(key="files").set_value([(name, content, "")]).run()
    assert said in words_of(app)
    assert "put right first" in words_of(app)
    assert not app.exception


def test_rules_that_no_plan_keeps_are_explained_in_plain_words(open_app: Opened) -> None:
    app = plan(open_app(changed(london(), "workshops", count=9, min_gap_days=40)))
    assert title(app) == "No plan exists under these rules"
    said = words_of(app)
    assert "London 2027 · 46 people · no plan exists under these rules" in said
    assert "between Mon 11 Jan 2027 and Fri 9 Jul 2027" in said
    assert "What would help" in said
    assert not NEVER_SAID.findall(said)
    assert not app.download_button


def test_no_time_for_a_plan_is_not_told_as_no_plan(open_app: Opened) -> None:
    app = plan(open_app(changed(london(), "solve", time_limit_seconds=0)))
    assert title(app) == "No plan found yet"
    said = words_of(app)
    assert "There may be one, or there may be none." in said
    assert "No plan exists" not in said
    assert app.button(key="make_plan").label == "Plan again, for up to 60 seconds"
    sitting_of(app).cohort = changed(london(), "programme", pairs=11)
    app.run()
    assert app.button(key="make_plan").label == "Plan again"
    assert not app.exception


def test_a_running_search_can_be_stopped_and_what_it_has_is_kept(
    open_app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = london_plan()
    assert made.bound is not None
    shown = made.model_copy(
        update={"status": Outcome.FEASIBLE, "bound": made.bound + 34, "gap": 34 / made.bound}
    ).of_cohort(london())
    told = threading.Event()

    def slow(cohort: Cohort, *, time_limit: float, progress: Progress) -> Plan:
        while not progress.stop_requested():
            progress.report(Snapshot(12, 9000, 9090, 3.0))
            told.set()
        return shown

    monkeypatch.setattr(matcher, "plan", slow)
    app = open_app(london())
    app.button(key="make_plan").click().run()
    assert told.wait(10)
    app.run()
    said = words_of(app)
    assert "being planned" in said
    assert "Best so far: 12 pairs, 9,000 points; at most 1 % better is possible." in said
    assert app.button(key="stop").label == "Stop and keep this"
    app.button(key="stop").click().run()
    settled(app)
    said = words_of(app)
    assert "12 pairs planned · not proven, at most 0.4 % better is possible" in said
    assert "You stopped the search. At most 34 points (0.4 %) more are possible" in said
    assert app.button(key="make_plan").label.startswith("Plan again, for up to")
    sitting_of(app).cohort = changed(london(), "programme", pairs=11)
    app.run()
    assert app.button(key="make_plan").label == "Plan again"
    assert not app.exception


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PlanError("two pairs share Asha"), "did not pass its own check"),
        (MemoryError(), "not enough memory"),
        (RuntimeError("Asha Raman"), "Something went wrong"),
    ],
)
def test_an_error_in_the_background_becomes_a_message(
    open_app: Opened, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def broken(cohort: Cohort, **_: Any) -> Plan:
        raise error

    monkeypatch.setattr(matcher, "plan", broken)
    app = plan(open_app(london()))
    assert title(app) == "No plan was made"
    assert said in words_of(app)
    assert "Asha" not in words_of(app)


def test_names_that_look_like_markup_are_shown_as_they_are(open_app: Opened) -> None:
    people = [one.model_copy(update={"name": "<img src=x>"}) for one in london().people]
    app = plan(open_app(london().model_copy(update={"people": tuple(people)})))
    assert not any("<img" in one.value for one in app.html)
    assert any("&lt;img" in one.value for one in app.html)


def test_words_of_the_trade_are_never_said(open_app: Opened) -> None:
    app = open_app(london())
    assert not NEVER_SAID.findall(words_of(app))
    assert not NEVER_SAID.findall(words_of(plan(app)))


def test_a_repair_is_one_click_away_and_can_be_taken_back(open_app: Opened) -> None:
    given = changed(london(), "workshops", min_gap_days=50, max_gap_days=56)
    app = plan(open_app(given))
    assert title(app) == "No plan exists under these rules"
    said = words_of(app)
    assert "Tried, and possible" in said
    app.button(key="try_0").click().run()
    settled(app)
    assert title(app) == "12 of 12 pairs"
    assert "With a change: Set " in words_of(app)
    app.button(key="go_back").click().run()
    assert title(app) == "No plan exists under these rules"
    assert "With a change" not in words_of(app)


def test_where_pairs_are_missing_what_would_bring_more_is_one_click_away(open_app: Opened) -> None:
    given = cohort_of(*people(3, 3), rules={"programme.pairs": 3, "workshops.max_missed": 0})
    app = plan(open_app(with_person(given, "P1", weekdays=(Weekday.SUN,))))
    assert title(app) == "2 of 3 pairs"
    assert "Tried, and possible" not in words_of(app)
    app.button(key="ask_more").click().run()
    assert "Tried, and possible" in words_of(app)
    app.button(key="try_0").click().run()
    settled(app)
    assert title(app) == "3 of 3 pairs"
