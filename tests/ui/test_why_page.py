"""Why: a question is chosen, and its answer read."""

from __future__ import annotations

import threading
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest
from visits import SECONDS, london, london_plan, plan, title, words_of

import matcher
from matcher.criteria import CRITERIA
from matcher.explaining.questions import QUESTIONS, Options, Question, Told
from matcher.records import Record
from matcher.ui import frame, speech
from matcher.ui.sittings import answers, sittings
from matcher.ui.sittings.answers import ANY_DATES, STRESS, Answer, Asked
from matcher.ui.sittings.jobs import Job
from matcher.ui.why import page as why_page
from matcher.ui.why.both_answers import SAID
from matcher.ui.why.choosing import BROUGHT, OTHER
from matcher.ui.why.questions import ABOUT, DAY, ONE, PAIR, TWO, WHOLE
from worlds import cohort as cohort_of
from worlds import people

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.cohort import Cohort
    from matcher.language import Words
    from matcher.plans import Plan
    from matcher.ui.sittings.sittings import Sitting

PAGE = "from matcher.ui.why import page\npage.show()"
SMALL = cohort_of(*people(3, 3))
DEFAULTS = Options()


def done(made: Plan) -> Job:
    """Return a job that has made a plan already."""
    return Job.done(made)


def page_of(cohort: Cohort, job: Job | None) -> tuple[AppTest, Sitting]:
    key = frame.sittings().open(cohort)
    sitting = frame.sittings().find(key)
    assert sitting is not None
    sitting.job = job
    app = AppTest.from_string(PAGE, default_timeout=SECONDS)
    app.session_state[frame.KEY] = key
    return app.run(), sitting


def asked_whole(app: AppTest, about: str) -> AppTest:
    app.radio(key="why_kind").set_value(WHOLE).run()
    return app.selectbox(key="why_about").set_value(about).run()


def answered(app: AppTest) -> AppTest:
    end = time.monotonic() + SECONDS
    while not app.get("download_button"):
        assert not app.exception
        assert time.monotonic() < end, "there is no answer"
        time.sleep(0.05)
        app.run()
    return app


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let answers wait until a test lets them go."""
    go = threading.Event()

    def make(answer: Answer) -> Told:
        while not (go.wait(0.01) or answer.stop_requested()):
            pass
        return Told(Record(), ("The answer.",))

    monkeypatch.setattr(Answer, "make", make)
    monkeypatch.setattr(why_page, "PATIENCE", 0.0)
    return go


def test_every_question_about_a_plan_has_words() -> None:
    assert set(ABOUT) == {*QUESTIONS, ANY_DATES, STRESS}
    assert set(answers.AT_ONCE) <= set(QUESTIONS)


def test_without_a_plan_the_page_says_where_one_is_made() -> None:
    app, _ = page_of(london(), None)
    assert "There is no plan yet to ask about." in words_of(app)
    assert app.button(key="to_page").label == "Go to the plan"


def test_nothing_is_asked_until_somebody_chooses() -> None:
    app, sitting = page_of(london(), done(london_plan()))
    assert title(app) == "Why the plan is as it is"
    assert "Choose a pair to read why" in words_of(app)
    assert sitting.answers == ()


def test_a_pair_is_chosen_and_its_reasons_are_read() -> None:
    app, _ = page_of(london(), done(london_plan()))
    box = app.selectbox(key="why_pair")
    answered(box.set_value(box.options[0]).run())
    said = words_of(app)
    pair = london_plan().pairs[0]
    assert f"({pair.patient}) and " in said
    assert f"({pair.professional}) are a pair in this plan." in said
    assert f"Fit: {pair.fit} of 1000" in said
    assert [one.label for one in app.get("download_button")] == [
        "This answer as text",
        "As data (.json)",
    ]


def test_two_people_who_are_no_pair_are_explained() -> None:
    app, _ = page_of(SMALL, done(matcher.plan(SMALL)))
    app.radio(key="why_kind").set_value(TWO).run()
    waiting = {one.person for one in london_plan().waiting}
    assert waiting
    app.selectbox(key="why_patient").set_value("P1").run()
    assert "Choose two people" in words_of(app)
    app.selectbox(key="why_professional").set_value("H3").run()
    answered(app)
    assert "P1 and H3 are" in words_of(app)


def test_ids_stand_for_names_in_an_answer_too() -> None:
    app, _ = page_of(london(), done(london_plan()))
    app.session_state[frame.HIDDEN] = True
    app.radio(key="why_kind").set_value(ONE).run()
    waiting = london_plan().waiting[0].person
    answered(app.selectbox(key="why_one_ids").set_value(waiting).run())
    said = words_of(app)
    assert f"{waiting} is on the waiting list." in said
    assert not [one.name for one in london().people if one.name in said]


@pytest.mark.parametrize("hidden", [True, False])
def test_a_question_about_the_whole_plan_knows_names_only_where_they_are_shown(
    monkeypatch: pytest.MonkeyPatch, hidden: bool
) -> None:
    class Naming(Question):
        def ask(self, plan: Plan, words: Words, options: Options = DEFAULTS) -> Told:
            cohort = plan.cohort
            named = [one.name for one in [*cohort.people, *cohort.facilitators]]
            return Told(Record(), (f"The names: {' '.join(named)}.",))

    monkeypatch.setitem(QUESTIONS, "fairness", Naming("", ""))
    app, _ = page_of(london(), done(london_plan()))
    app.session_state[frame.HIDDEN] = hidden
    answered(asked_whole(app, "fairness"))
    said = words_of(app)
    assert "The names:" in said
    everybody = [*london().people, *london().facilitators]
    assert [one.name in said for one in everybody] == [not hidden] * len(everybody)


def test_prices_come_with_a_map_that_a_table_repeats() -> None:
    app, _ = page_of(SMALL, done(matcher.plan(SMALL)))
    answered(asked_whole(app, "prices"))
    assert len(app.get("vega_lite_chart")) == 1
    said = words_of(app)
    assert "What it costs to pair two people" in said
    assert "They are a pair now." in said


def test_prices_on_any_dates_wait_for_a_click() -> None:
    app, sitting = page_of(SMALL, done(matcher.plan(SMALL)))
    asked_whole(app, ANY_DATES)
    assert sitting.answers == ()
    answered(app.button(key="why_ask").click().run())
    assert sitting.answers[0].done == (9, 9)
    assert "on the dates that suit best" in words_of(app)


def test_a_long_answer_is_stopped_and_the_page_is_usable_meanwhile(held: threading.Event) -> None:
    app, sitting = page_of(SMALL, done(matcher.plan(SMALL)))
    asked_whole(app, ANY_DATES)
    app.button(key="why_ask").click().run()
    assert sitting.answers[0].is_running
    app.radio(key="why_kind").set_value(ONE).run()
    assert "Choose somebody" in words_of(app)
    asked_whole(app, ANY_DATES)
    app.button(key="why_stop").click().run()
    answered(app)
    assert "You stopped when 0 of 0 pairs were priced." in words_of(app)


def test_an_error_is_told_without_its_details(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Answer) -> Told:
        raise RuntimeError("Maureen")

    monkeypatch.setattr(Answer, "make", broken)
    app, _ = page_of(SMALL, done(matcher.plan(SMALL)))
    asked_whole(app, "fairness")
    assert "Something went wrong while this was being worked out" in words_of(app)
    assert "Maureen" not in words_of(app)
    assert app.button(key="why_again").label == "Try again"


def test_no_more_than_so_many_questions_are_worked_on(
    held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sittings, "MOST_ANSWERS", 1)
    every = sittings.Sittings()
    sitting = every.find(every.open(SMALL))
    assert sitting is not None
    assert every.ask(sitting, Asked("near")) is None
    sitting.job = done(matcher.plan(SMALL))
    first = every.ask(sitting, Asked("near"))
    assert first is not None
    assert every.ask(sitting, Asked("near")) is first
    assert every.ask(sitting, Asked("sure")) is None
    held.set()
    first.wait(SECONDS)
    assert every.ask(sitting, Asked("sure")) is not None


def test_a_closed_cohort_ends_the_work_on_its_answers(held: threading.Event) -> None:
    every = sittings.Sittings()
    key = every.open(SMALL)
    sitting = every.find(key)
    assert sitting is not None
    sitting.job = done(matcher.plan(SMALL))
    answer = every.ask(sitting, Asked(ANY_DATES))
    assert answer is not None
    every.close(key)
    answer.wait(SECONDS)
    assert not answer.is_running


def test_the_plan_leads_to_its_reasons(open_app: Callable[[Cohort], AppTest]) -> None:
    app = plan(open_app(SMALL))
    app.button(key="to_why").click().run()
    assert title(app) == "Why the plan is as it is"


@pytest.mark.parametrize(
    ("people", "kind"),
    [(("P1", "H3"), TWO), (("H2",), ONE), ((), WHOLE)],
)
def test_another_page_leads_to_a_question(people: tuple[str, ...], kind: str) -> None:
    app, _ = page_of(SMALL, done(matcher.plan(SMALL)))
    app.session_state[BROUGHT] = (people, None, "fairness")
    answered(app.run())
    assert app.radio(key="why_kind").value == kind
    chosen = {box.key: box.value for box in app.selectbox}
    assert list(chosen.values()) == list(people or ["fairness"])


def test_a_pair_is_chosen_whoever_of_the_two_is_named_first() -> None:
    app, _ = page_of(london(), done(london_plan()))
    pair = london_plan().pairs[0]
    app.session_state[BROUGHT] = (pair.two[::-1], None, "")
    answered(app.run())
    assert app.radio(key="why_kind").value == PAIR
    assert f"({pair.patient}) and " in words_of(app)


def test_a_date_tells_who_gains_and_who_loses_and_leads_to_what_if(
    open_app: Callable[[Cohort], AppTest],
) -> None:
    app = plan(open_app(london()))
    app.button(key="to_why").click().run()
    app.radio(key="why_kind").set_value(DAY).run()
    assert "Choose a date" in words_of(app)
    first = london_plan().workshops[0].date
    answered(app.button_group(key="why_day").set_value(first.isoformat()).run())
    assert "Workshop 1 is on" in words_of(app)
    app.button_group(key="why_day").set_value(OTHER).run()
    answered(app.date_input(key="why_other_day").set_value(date(2027, 3, 26)).run())
    assert "It is a public holiday." in words_of(app)
    app.button_group(key="why_day").set_value(first.isoformat()).run()
    app.button(key="why_try_day_0").click().run()
    assert title(app) == "What if …"
    assert "No workshop on" in words_of(app)


def test_both_people_stand_side_by_side_with_the_criteria_between_them() -> None:
    app, _ = page_of(london(), done(london_plan()))
    box = app.selectbox(key="why_pair")
    answered(box.set_value(box.options[0]).run())
    said = words_of(app)
    pair = london_plan().pairs[0]
    people = {one.person_id: one for one in london().people}
    for one in (people[pair.patient], people[pair.professional or ""]):
        assert one.area in said
        assert all(goal in said for goal in one.goals)
    assert "Both people's answers" in said


def test_every_criterion_reads_something_of_a_person() -> None:
    assert set(SAID) == {criterion.name for criterion in CRITERIA}


def test_a_cell_of_the_map_and_a_row_of_the_table_lead_to_the_two_people() -> None:
    app, _ = page_of(SMALL, done(matcher.plan(SMALL)))
    answered(asked_whole(app, "prices"))
    other = next(one for one in app.selectbox(key="why_open").options if "are a pair" not in one)
    answered(app.selectbox(key="why_open").set_value(other).run())
    assert app.radio(key="why_kind").value == TWO
    assert "are no pair in this plan" in words_of(app)


@pytest.mark.parametrize("about", ["near", "fairness"])
def test_near_ties_and_fairness_come_with_tables(about: str) -> None:
    planned = matcher.plan(SMALL) if about == "near" else london_plan()
    app, _ = page_of(planned.cohort, done(planned))
    asked_whole(app, about)
    if about == "near":
        app.button(key="why_ask").click().run()
    answered(app)
    assert "<table" in " ".join(one.value for one in app.html)


def test_the_page_and_its_answers_are_read_in_french() -> None:
    app, _ = page_of(london(), done(london_plan()))
    app.session_state[speech.KEY] = "fr"
    app.run()
    assert title(app) == "Pourquoi le plan est ainsi"
    box = app.selectbox(key="why_pair")
    answered(box.set_value(box.options[0]).run())
    said = words_of(app)
    assert "forment un binôme" in said
    assert "made of" not in said
    app.session_state[speech.KEY] = "en"
    answered(app.run())
    assert "are a pair in this plan." in words_of(app)
