"""Approve and send, from a plan that is not saved to one that is approved and sent."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest
from test_cohorts_page import SMALL, change, kept, save_as
from visits import go, london_plan, plan, sitting_of, title, words_of

from matcher.export.kinds import KINDS
from matcher.plans import Outcome
from matcher.store.records import PlanState
from matcher.ui.approve import sending
from matcher.ui.downloads import exports_as_zip

if TYPE_CHECKING:
    from matcher.cohort import Cohort

Opened = Callable[["Cohort"], AppTest]


@pytest.fixture
def saved(open_app: Opened) -> AppTest:
    return go(save_as(plan(open_app(SMALL))), "approve")


def decide(app: AppTest, why: str, by: str = "Ann Bo") -> AppTest:
    app.text_input(key="decide_by").set_value(by)
    next(one for one in app.text_area if one.key.startswith("decide_why")).set_value(why)
    return app.button(key="decide_now").click().run()


def test_a_reason_half_written_is_there_after_a_look_at_another_page(saved: AppTest) -> None:
    written = "Read every card; two pairs"
    next(one for one in saved.text_area if one.key.startswith("decide_why")).set_value(written)
    saved.run()
    go(go(saved, "plan"), "approve")
    assert [one.value for one in saved.text_area] == [written]


def test_every_kind_of_export_has_words() -> None:
    assert set(sending.EXPORTS_IN_WORDS) == set(KINDS)
    assert set(sending.USUAL) <= set(KINDS)


def test_the_kinds_that_are_chosen_are_packed() -> None:
    packed = exports_as_zip(london_plan(), ["letters", "calendars"], "en", london_plan())
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert all(name.startswith("london-2027-exports/") for name in names)
    assert any(name.endswith(".ics") for name in names)
    assert any("letters" in name for name in names)
    assert not any(name.endswith(".xlsx") for name in names)


def test_without_a_cohort_or_a_plan_the_page_says_what_comes_first(app: AppTest) -> None:
    go(app, "approve")
    assert "Open a cohort and plan it" in words_of(app)
    app.button(key="to_first").click().run()
    app.button(key="sample_london").click().run()
    go(app, "approve")
    assert "There is no plan yet." in words_of(app)
    assert app.button(key="to_first").label == "Go to the plan"


def test_an_unsaved_plan_is_saved_first(open_app: Opened) -> None:
    app = go(plan(open_app(SMALL)), "approve")
    assert "Not saved yet. What is approved is kept under a name" in words_of(app)
    app.text_input(key="approve_save_name").set_value("Spring")
    app.text_input(key="approve_save_by").set_value("Jo Hill")
    app.button(key="approve_save_now").click().run()
    assert "Review it first." in words_of(app)


def test_a_plan_is_reviewed_and_approved_by_name_and_reason(saved: AppTest) -> None:
    assert app_button(saved) == "I have reviewed it"
    decide(saved, "read it pair by pair", "Jo Hill")
    assert "Reviewed by Jo Hill on" in words_of(saved)
    assert app_button(saved) == "Approve this plan"
    decide(saved, "fair to both sites")
    said = words_of(saved)
    assert "✓ Approved by Ann Bo on" in said
    assert "fair to both sites" in said
    assert "saved as “Spring”: approved" in said
    assert "decide_now" not in [one.key for one in saved.button]
    (cohort,) = kept().all()
    assert (cohort.state, cohort.changed_by) == (PlanState.APPROVED, "Ann Bo")


def app_button(app: AppTest) -> str:
    return str(app.button(key="decide_now").label)


@pytest.mark.parametrize(
    ("by", "why", "said"),
    [("", "x", "Say who you are"), ("Ann Bo", " ", "Say in a few words what you looked at")],
)
def test_a_name_and_a_reason_are_asked_for(saved: AppTest, by: str, why: str, said: str) -> None:
    decide(saved, why, by)
    assert said in words_of(saved)
    assert kept().all()[0].state is PlanState.DRAFT


def test_the_next_plan_says_which_it_replaces_and_who_must_be_told(saved: AppTest) -> None:
    assert "No plan of this cohort was approved before" in words_of(saved)
    decide(decide(saved, "read it"), "fair")
    change(saved)
    assert "Changes are not saved yet." in words_of(saved)
    saved.button(key="approve_save_now").click().run()
    said = words_of(saved)
    assert "Plan 1, which Ann Bo approved on" in said
    assert "Since the plan that was approved before:" in said
    decide(decide(saved, "read it too"), "one left")
    assert [one.state for one in kept().plans(1)] == [PlanState.SUPERSEDED, PlanState.APPROVED]
    assert "Since the plan that was approved before:" in words_of(saved)


def test_a_plan_made_before_the_last_changes_cannot_be_approved(saved: AppTest) -> None:
    sitting_of(saved).cohort = SMALL.with_changes("pairs=2")
    saved.run()
    assert "The files or the rules have changed since this plan was made." in words_of(saved)
    assert "decide_now" not in [one.key for one in saved.button]
    assert saved.button(key="to_plan").label == "Go to the plan"


def test_a_plan_that_is_not_proven_says_what_follows(open_app: Opened) -> None:
    app = plan(open_app(SMALL))
    sitting = sitting_of(app)
    assert sitting.job is not None
    assert sitting.job.plan is not None
    made = sitting.job.plan
    assert made.bound is not None
    weaker = {"status": Outcome.FEASIBLE, "bound": made.bound + 10, "gap": 10 / made.bound}
    sitting.job.made = (made.model_copy(update=weaker).of_cohort(made.cohort),)
    go(save_as(app.run()), "approve")
    assert "It is not proven that this plan is the best: at most" in words_of(app)
    decide(decide(app, "read it"), "good enough, not proven")
    assert kept().all()[0].state is PlanState.APPROVED


def test_whoever_is_late_looks_again_before_they_decide(saved: AppTest) -> None:
    kept("Cy Day").review(1, 1, why="quick", seen=kept().one(1).version)
    saved.run()
    said = words_of(saved)
    assert "This cohort has changed since you opened it." in said
    assert "Cy Day: reviewed plan 1" in said
    saved.button(key="open_now").click().run()
    assert "Reviewed by Cy Day on" in words_of(saved)


def test_the_history_tells_every_step_and_opens_an_earlier_plan(saved: AppTest) -> None:
    decide(saved, "read it pair by pair", "Jo Hill")
    change(saved)
    saved.button(key="approve_save_now").click().run()
    said = words_of(saved)
    assert "Jo Hill reviewed plan 1 read it pair by pair" in said
    saved.selectbox(key="kept_plan").set_value(1).run()
    saved.button(key="open_kept").click().run()
    assert title(saved) == "3 of 3 pairs"
    assert "1 change not yet saved" in words_of(saved)


def test_a_plan_is_made_again_to_check(saved: AppTest) -> None:
    saved.button(key="again").click().run()
    again = sitting_of(saved).again
    assert again is not None
    again.wait()
    saved.run()
    assert "Plan 1: the same came out, to the last point." in words_of(saved)


def test_files_with_names_wait_until_names_are_shown(saved: AppTest) -> None:
    labels = [one.label for one in saved.download_button]
    assert labels == ["To send and print (.zip)", "plan.json", "Everything (.zip)"]
    saved.toggle(key="hide_names").set_value(True).run()
    assert [one.label for one in saved.download_button] == ["plan.json"]


def test_the_page_speaks_french(saved: AppTest) -> None:
    saved.session_state["language"] = "fr"
    saved.run()
    assert title(saved) == "Approuver et envoyer"
    assert "Relisez-le d'abord." in words_of(saved)
