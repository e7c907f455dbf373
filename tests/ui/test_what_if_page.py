"""The page What if: changes on the plan, what follows, and the way back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from visits import SECONDS, title, words_of

import matcher
from matcher.cohort import Cohort
from matcher.ui import frame
from matcher.ui.sittings.jobs import Job
from matcher.ui.sittings.sittings import Sitting
from worlds import cohort as cohort_of
from worlds import people

Opened = Callable[[Cohort], AppTest]


@pytest.fixture
def page(open_app: Opened) -> AppTest:
    """Return the page with a small plan at hand."""
    small = cohort_of(*people(4, 4), rules={"programme.pairs": 3})
    app = open_app(small)
    sitting_of(app).job = Job.done(matcher.plan(small))
    return app.run().button(key="to_what_if").click().run()


def sitting_of(app: AppTest) -> Sitting:
    sitting = frame.sittings().find(app.session_state[frame.KEY])
    assert sitting is not None
    return sitting


def choose(app: AppTest, change: str) -> AppTest:
    """Choose a change in whichever menu offers it."""
    trial = sitting_of(app).trial()
    assert trial is not None
    ids = change.partition("=")[2].split("+")
    for pair in trial.plan.pairs:
        if set(ids) <= set(pair.members):
            menu = app.menu_button(key=f"menu_{'+'.join(pair.members)}")
            return menu.set_value(change).run()
    raise AssertionError(f"no menu offers {change}")


def ask(app: AppTest, question: str) -> AppTest:
    """Ask, and look again until the answer is there."""
    app.button(key=f"ask_{question}").click().run()
    end = time.monotonic() + SECONDS
    while sitting_of(app).works:
        assert time.monotonic() < end, "the answer is still being worked out"
        time.sleep(0.05)
    return app.run()


def first_pair(app: AppTest) -> tuple[str, ...]:
    plan = sitting_of(app).job.plan  # type: ignore[union-attr]
    assert plan is not None
    return plan.pairs[0].members


def test_without_a_plan_it_says_what_to_do_first() -> None:
    app = AppTest.from_string("from matcher.ui.what_if import page\npage.show()").run()
    assert title(app) == "There is no plan to change yet"
    assert [one.label for one in app.button] == ["Open a cohort"]


def test_nothing_can_be_asked_before_a_change_is_chosen(page: AppTest) -> None:
    assert title(page) == "What if …"
    assert "None yet. Choose one on the plan." in words_of(page)
    assert not [one for one in page.button if (one.key or "").startswith("ask_")]


def test_changes_are_stacked_in_words_and_taken_back_one_by_one(page: AppTest) -> None:
    patient, professional = first_pair(page)
    choose(page, f"withdraw={patient}")
    choose(page, f"pause={professional}")
    said = words_of(page)
    names = {one.person_id: one.name or one.person_id for one in sitting_of(page).cohort.people}
    assert f"1. {names[patient]} has left" in said
    assert f"2. {names[professional]} pauses" in said
    page.button(key="back_0").click().run()
    assert f"1. {names[professional]} pauses" in words_of(page)
    page.button(key="undo").click().run()
    assert "None yet" in words_of(page)


def test_a_change_that_contradicts_another_is_refused_with_its_reason(page: AppTest) -> None:
    patient, professional = first_pair(page)
    choose(page, f"lock={patient}+{professional}")
    choose(page, f"forbid={patient}+{professional}")
    assert [one.value for one in page.error] == ["This change was not made:"]
    trial = sitting_of(page).trial()
    assert trial is not None
    assert [str(one) for one in trial.changes] == [f"lock={patient}+{professional}"]


@pytest.mark.parametrize("question", ["afresh", "least"])
def test_a_drop_out_is_answered_side_by_side_and_can_be_kept(page: AppTest, question: str) -> None:
    patient, _ = first_pair(page)
    before = sitting_of(page).job
    choose(page, f"withdraw={patient}")
    ask(page, question)
    said = words_of(page)
    assert "does not take part" in said
    assert "3 pairs" in said
    assert [one.label for one in page.download_button] == ["The list (.csv)"]
    assert sitting_of(page).job is before
    page.button(key="keep").click().run()
    assert title(page) == "3 of 3 pairs"
    kept = sitting_of(page)
    assert kept.job is not None
    assert kept.job.plan is not None
    assert patient not in {one for pair in kept.job.plan.pairs for one in pair.members}
    assert "has left. Your files are as they were." in words_of(page)
    page.button(key="go_back").click().run()
    assert sitting_of(page).job is before
    assert sitting_of(page).before is None


def test_two_kept_changes_are_taken_back_one_after_the_other(page: AppTest) -> None:
    plans = [sitting_of(page).job]
    for _ in range(2):
        choose(page, "forbid=" + "+".join(first_pair(page)))
        ask(page, "afresh")
        page.button(key="keep").click().run()
        plans.append(sitting_of(page).job)
        page.button(key="to_what_if").click().run()
    for earlier in (plans[1], plans[0]):
        page.button(key="go_back").click().run()
        assert sitting_of(page).job is earlier


def test_ways_on_are_listed_to_pick_from(page: AppTest) -> None:
    patient, _ = first_pair(page)
    choose(page, f"withdraw={patient}")
    ask(page, "ways")
    options = page.radio(key="what_if_picked_ways").options
    assert any("a new partner" in one for one in options)
    assert any("a pause" in one for one in options)
    page.radio(key="what_if_picked_ways").set_value(len(options) - 1).run()
    page.button(key="keep").click().run()
    job = sitting_of(page).job
    assert job is not None
    assert job.plan is not None
    assert job.plan.cohort.changes[-1].kind in ("lock", "join", "pause")


def test_what_lies_between_is_drawn_where_there_is_a_choice(page: AppTest) -> None:
    choose(page, "forbid=" + "+".join(first_pair(page)))
    ask(page, "between")
    trial = sitting_of(page).trial()
    assert trial is not None
    assert trial.job is not None
    several = len(trial.job.plans) > 1
    assert len(page.get("vega_lite_chart")) == several
    assert several or "gains nothing" in words_of(page)


def test_a_workshop_is_moved_and_a_rule_changed_in_forms(page: AppTest) -> None:
    page.button_group(key="what_if_part").set_value("Workshops").run()
    day = sitting_of(page).job.plan.workshops[0].date  # type: ignore[union-attr]
    page.date_input(key="day_date").set_value(day)
    page.button(key="day_block").click().run()
    page.button_group(key="what_if_part").set_value("Rules").run()
    page.text_input(key="rule_value_programme.pairs").set_value("2")
    page.button(key="rule_change").click().run()
    trial = sitting_of(page).trial()
    assert trial is not None
    assert isinstance(day, date)
    assert [str(one) for one in trial.changes] == [f"block={day}", "rule=programme.pairs=2"]
    ask(page, "afresh")
    assert "3 → 2 pairs" in words_of(page)


def test_no_name_is_shown_where_ids_are_asked_for(page: AppTest) -> None:
    patient, _ = first_pair(page)
    choose(page, f"withdraw={patient}")
    page.toggle(key="hide_names").set_value(True).run()
    ask(page, "afresh")
    said = words_of(page)
    assert f"{patient} has left" in said
    assert "Everything that differs" not in said
    assert not page.download_button
