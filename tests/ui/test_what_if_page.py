"""The page What if: changes on the plan, what follows, and the way back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from visits import SECONDS, london, london_plan, sitting_of, title, words_of

import matcher
from matcher.cohort import Answer, Cohort, Side
from matcher.plans import Plan
from matcher.ui import frame, speech
from matcher.ui.sittings.jobs import Job
from matcher.ui.sittings.trials import Question, Trial
from matcher.ui.what_if.joining import next_id
from matcher.ui.what_if.trying import QUESTION
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


def ask(app: AppTest, question: str = "afresh") -> AppTest:
    """Choose which answer is shown, and look again until it is there."""
    app.button_group(key=QUESTION).set_value(question).run()
    for button in app.button:
        if button.key == "what_if_ask":
            button.click().run()
            break
    return looked_again(app)


def looked_again(app: AppTest) -> AppTest:
    end = time.monotonic() + SECONDS
    while sitting_of(app).works:
        assert time.monotonic() < end, "the answer is still being worked out"
        time.sleep(0.05)
    return app.run()


def trial_of(app: AppTest) -> Trial:
    trial = sitting_of(app).trial()
    assert trial is not None
    return trial


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
    assert not [one for one in page.button_group if one.key == QUESTION]


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
    said = words_of(page)
    assert "” does not go together with “" in said
    assert "” (change 1). Take that back first." in said
    assert "unlock=" not in said
    trial = sitting_of(page).trial()
    assert trial is not None
    assert [str(one) for one in trial.changes] == [f"lock={patient}+{professional}"]
    page.button(key="back_0").click().run()
    choose(page, f"forbid={patient}+{professional}")
    assert not page.error


@pytest.mark.parametrize("question", ["afresh", "least"])
def test_a_drop_out_is_answered_side_by_side_and_can_be_kept(page: AppTest, question: str) -> None:
    patient, _ = first_pair(page)
    before = sitting_of(page).job
    choose(page, f"withdraw={patient}")
    ask(page, question)
    said = words_of(page)
    assert "does not take part" in said
    assert "3 pairs" in said
    assert "The list (.csv)" in [one.label for one in page.download_button]
    assert sitting_of(page).job is before
    page.button(key="keep").click().run()
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
    page.button_group(key="what_if_part").set_value("workshops").run()
    day = sitting_of(page).job.plan.workshops[0].date  # type: ignore[union-attr]
    page.date_input(key="day_date").set_value(day)
    page.button(key="day_block").click().run()
    page.button_group(key="what_if_part").set_value("rules").run()
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


def test_the_effect_of_a_change_is_shown_without_another_click(page: AppTest) -> None:
    choose(page, "forbid=" + "+".join(first_pair(page)))
    trial = trial_of(page)
    assert trial.question is Question.AFRESH
    looked_again(page)
    assert "to be told" in words_of(page)
    kept = trial.job
    page.button_group(key=QUESTION).set_value("least").run()
    page.button_group(key=QUESTION).set_value("afresh").run()
    assert trial.job is kept


def test_after_a_kept_change_the_messages_are_one_click_away(page: AppTest) -> None:
    ask(choose(page, f"withdraw={first_pair(page)[0]}"))
    page.button(key="keep").click().run()
    page.button(key="to_approve").click().run()
    assert "approve" in title(page).casefold()


def test_somebody_new_joins_with_wishes_and_dates(page: AppTest) -> None:
    page.button_group(key="what_if_part").set_value("joining").run()
    page.button(key="join_add").click().run()
    assert [one.value for one in page.error] == [
        "Only somebody who agreed to take part can join: tick the box."
    ]
    day = sitting_of(page).job.plan.workshops[0].date  # type: ignore[union-attr]
    page.radio(key="join_side").set_value(Side.PROFESSIONAL)
    page.text_input(key="join_name").set_value("Nia Rees")
    page.multiselect(key="join_away").set_value([day])
    page.checkbox(key="join_consent").check()
    page.button(key="join_add").click().run()
    ask(page)
    after = trial_of(page).after
    (new,) = [one for one in after.people if one.name == "Nia Rees"]
    assert (new.person_id, new.side) == ("H5", Side.PROFESSIONAL)
    assert after.availability["H5"] == {day: Answer.NO}
    said = words_of(page)
    assert r"1. 1 more person\: Nia Rees" in said
    assert "2. Nia Rees cannot come on" in said
    page.button(key="keep").click().run()
    assert "1 more person: Nia Rees" in words_of(page)


def test_ids_of_new_people_are_of_the_form_of_the_others() -> None:
    cohort = cohort_of(*people(3, 2))
    assert next_id(cohort, Side.PATIENT) == "P4"
    assert next_id(cohort, Side.PROFESSIONAL) == "H3"
    assert next_id(london(), Side.PATIENT) not in {one.person_id for one in london().people}
    assert len(next_id(london(), Side.PATIENT)) == 3


def kept_as(app: AppTest, name: str) -> AppTest:
    app.text_input(key="scenario_name").set_value(name)
    return app.button(key="scenario_keep").click().run()


def test_scenarios_are_kept_compared_deleted_and_brought_back(page: AppTest) -> None:
    patient, _ = first_pair(page)
    kept_as(ask(choose(page, f"withdraw={patient}")), "Without the first")
    kept_as(ask(page, "least"), "Without the first")
    sitting = sitting_of(page)
    names = [one.name for one in sitting.scenarios]
    assert names == ["Without the first", "Without the first (2)"]
    assert [str(one) for one in sitting.scenarios[0].changes] == [f"withdraw={patient}"]
    said = words_of(page)
    assert "All scenarios, against the plan at hand" in said
    assert "Without the first (2)" in said
    page.selectbox(key="scenario_first").set_value(names[0]).run()
    page.selectbox(key="scenario_second").set_value(names[1]).run()
    assert "Choose two different ones." not in words_of(page)
    page.selectbox(key="scenario_second").set_value(names[0]).run()
    assert "Choose two different ones." in words_of(page)
    page.button(key="scenario_drop").click().run()
    assert [one.name for one in sitting.scenarios] == names[1:]
    page.button(key="scenario_undo").click().run()
    assert [one.name for one in sitting.scenarios] == names
    page.selectbox(key="scenario_which").set_value(names[0])
    page.button(key="scenario_take").click().run()
    assert sitting.job is not None
    assert sitting.job.plan is sitting.scenarios[0].plan
    page.button(key="go_back").click().run()
    assert sitting.before is None


def opened_alone(plan: Plan, **state: object) -> AppTest:
    """Open the page by itself, with a plan at hand."""
    key = frame.sittings().open(plan.cohort)
    sitting = frame.sittings().find(key)
    assert sitting is not None
    sitting.job = Job.done(plan)
    script = "from matcher.ui.what_if import page\npage.show()"
    app = AppTest.from_string(script, default_timeout=SECONDS)
    for name, value in {frame.KEY: key, **state}.items():
        app.session_state[name] = value
    return app.run()


def test_the_page_is_read_in_french(page: AppTest) -> None:
    page.session_state[speech.KEY] = "fr"
    ask(choose(page.run(), f"withdraw={first_pair(page)[0]}"))
    said = words_of(page)
    assert "Et si" in title(page)
    assert "est parti" in said
    for english in ("What follows", "to be told", "Keep this plan", "People whose", "Take"):
        assert english not in said


@pytest.mark.parametrize("part", ["waiting", "workshops", "closures", "joining", "rules"])
def test_every_part_of_the_plan_is_shown_in_french(part: str) -> None:
    app = opened_alone(london_plan(), what_if_part=part, **{speech.KEY: "fr"})
    assert not app.exception
    assert "Vos changements" in words_of(app)
