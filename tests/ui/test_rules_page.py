"""The page Rules: every setting, what follows as it changes, what is wrong, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest
from visits import go, sitting_of, title, words_of

import matcher
from matcher.files.settings import keys
from matcher.language.settings_in_words import SECTIONS, SETTINGS
from matcher.programme import Programme
from matcher.ui.rules.fields import OPTIONS_MEAN
from matcher.ui.rules.page import FIRST, SECTION
from matcher.ui.sittings.jobs import Job
from worlds import cohort as cohort_of
from worlds import people

if TYPE_CHECKING:
    from matcher.cohort import Cohort

SMALL = cohort_of(*people(4, 4), rules={"programme.pairs": 3})
WIDGETS = (
    "number_input",
    "text_input",
    "text_area",
    "toggle",
    "radio",
    "selectbox",
    "multiselect",
    "date_input",
    "slider",
    "pills",
)


@pytest.fixture
def page(open_app: Callable[[Cohort], AppTest]) -> AppTest:
    """Return the page with a small cohort, and all of its sections open."""
    app = open_app(SMALL)
    for section in Programme.model_fields:
        app.session_state[f"{SECTION}{section}"] = True
    return go(app, "rules")


def rules_of(app: AppTest) -> Programme:
    return sitting_of(app).cohort.programme


def field(app: AppTest, key: str) -> Any:
    """Return the widget of a setting, of whatever kind."""
    kinds = {"pills": "button_group"}
    for kind in WIDGETS:
        for one in app.get(kinds.get(kind, kind)):
            if one.key == f"rule_{key}":
                return one
    raise AssertionError(f"no widget for {key}")


def put(app: AppTest, key: str, value: object) -> AppTest:
    field(app, key).set_value(value)
    app.run()
    assert not app.exception
    return app


def test_only_an_open_section_is_filled(open_app: Callable[[Cohort], AppTest]) -> None:
    app = open_app(SMALL)
    app.session_state[f"{SECTION}venues"] = True
    labels = {one.label for one in go(app, "rules").number_input}
    assert "Longest journey, in minutes" in labels
    assert "Points for coming only if needed" not in labels


def test_without_a_cohort_the_page_says_what_comes_first(app: AppTest) -> None:
    assert title(go(app, "rules")) == "No cohort is open"
    assert app.button(key="to_start").label == "Open a cohort"


def test_every_setting_has_a_name_and_a_field_of_its_kind(page: AppTest) -> None:
    assert set(SETTINGS) == set(keys())
    assert set(SECTIONS) == set(Programme.model_fields)
    assert set(FIRST) | set(OPTIONS_MEAN) <= set(keys())
    for key, name in SETTINGS.items():
        assert field(page, key).label == name


def test_what_a_setting_means_and_its_default_stand_beside_it(page: AppTest) -> None:
    said = words_of(page)
    assert "only when no plan has as many. A venue needs room for all of them." in said
    assert "Changed; the default is 12." in said
    assert "Default: Monday, Tuesday, Wednesday, Thursday and Friday." in said
    assert "30 % of the whole." in said


def test_counts_follow_a_change_at_once(page: AppTest) -> None:
    assert "50 candidate dates for workshops, of 68 days." in words_of(page)
    assert "16 allowed pairs, of 16." in words_of(page)
    put(page, "workshops.weekdays", ["Thu", "Tue"])
    assert rules_of(page).workshops.weekdays == ("Tue", "Thu")
    assert "20 candidate dates for workshops, of 68 days." in words_of(page)
    put(page, "pairing.min_fit", 1000)
    said = words_of(page)
    assert "0 allowed pairs, of 16." in said
    assert "0 of 4 patients, 0 of 4 professionals" in said
    assert "Their fit is below the least that the programme accepts 16 16" in said
    assert "Weekdays without workshops 48" in said


def test_gaps_that_leave_no_way_are_said(page: AppTest) -> None:
    put(page, "workshops.max_gap_days", 60)
    put(page, "workshops.min_gap_days", 50)
    assert "There is no way to hold the workshops on them as the rules ask." in words_of(page)


def test_a_wrong_value_is_kept_and_told_and_the_rules_from_before_count(page: AppTest) -> None:
    put(page, "workshops.max_gap_days", 10)
    said = words_of(page)
    assert "This cannot stand here. A whole number from the fewest days (14) on." in said
    assert "✕ 1 thing to put right" in said
    assert field(page, "workshops.max_gap_days").value == 10
    assert rules_of(page).workshops.max_gap_days == 28
    put(page, "programme.pairs", 0)
    assert "✕ 2 things to put right" in words_of(page)
    put(page, "workshops.min_gap_days", 7)
    put(page, "programme.pairs", 2)
    assert "to put right" not in words_of(page)
    changed = rules_of(page).workshops
    assert (changed.min_gap_days, changed.max_gap_days) == (7, 10)


def test_texts_that_cannot_be_read_are_kept_too(page: AppTest) -> None:
    put(page, "workshops.blocks", "two")
    put(page, "workshops.fixed", "1:soon\n2:2027-02-02")
    assert field(page, "workshops.blocks").value == "two"
    assert field(page, "workshops.fixed").value == "1:soon\n2:2027-02-02"
    put(page, "workshops.blocks", "2;1")
    put(page, "workshops.fixed", "2:2027-02-02")
    assert rules_of(page).workshops.blocks == (2, 1)
    assert rules_of(page).workshops.fixed == ("2:2027-02-02",)


def test_no_weekday_and_no_weight_are_told(page: AppTest) -> None:
    put(page, "workshops.weekdays", [])
    assert "This cannot stand here. At least one weekday." in words_of(page)
    page.button(key="rules_undo").click().run()
    for key in keys():
        if key.startswith("weights."):
            put(page, key, 0.0)
    assert "What counts for a pair: At least one weight above 0." in words_of(page)


def test_undo_goes_back_step_by_step(page: AppTest) -> None:
    assert page.button(key="rules_undo").disabled
    put(page, "programme.pairs", 4)
    put(page, "pairing.fairness", "worst_first")
    page.button(key="rules_undo").click().run()
    assert (rules_of(page).pairing.fairness, rules_of(page).programme.pairs) == ("total", 4)
    page.button(key="rules_undo").click().run()
    assert rules_of(page) == SMALL.programme
    assert field(page, "programme.pairs").value == 3
    assert page.button(key="rules_undo").disabled


def test_back_to_the_default_takes_one_change_back(page: AppTest) -> None:
    put(page, "costs.if_needed", 33)
    page.button(key="back_costs.if_needed").click().run()
    assert rules_of(page).costs.if_needed == 20
    assert not any(one.key == "back_costs.if_needed" for one in page.button)


def test_another_country_has_its_own_parts(page: AppTest) -> None:
    put(page, "programme.country", "FR")
    assert rules_of(page).programme.subdivision is None
    put(page, "programme.country", "GB")
    assert rules_of(page).programme.subdivision == "ENG"


def test_settings_are_found_by_a_word_and_by_what_differs(page: AppTest) -> None:
    page.text_input(key="rules_find").set_value("journey").run()
    assert "Longest journey, in minutes" in {one.label for one in page.number_input}
    assert "Pairs wanted" not in {one.label for one in page.number_input}
    page.text_input(key="rules_find").set_value("xyzzy").run()
    assert "Try another word, or show all settings." in words_of(page)
    page.text_input(key="rules_find").set_value("").run()
    page.toggle(key="rules_changed").set_value(True).run()
    labels = {one.label for one in page.number_input}
    assert {"Pairs wanted", "Number of workshops"} <= labels
    assert "Longest journey, in minutes" not in labels


def test_a_plan_made_under_other_rules_is_said_to_be_so(page: AppTest) -> None:
    sitting_of(page).job = Job.done(matcher.plan(SMALL))
    page.run()
    assert "under other rules" not in words_of(page)
    put(page, "programme.pairs", 2)
    said = words_of(page)
    assert "The plan at hand was made under other rules." in said
    assert "Pairs wanted: 3 → 2" in said
    page.button(key="plan_again").click().run()
    job = sitting_of(page).job
    assert job is not None
    assert job.plan is None or job.plan.cohort.programme.programme.pairs == 2


def test_changes_that_were_kept_stay_under_other_rules(page: AppTest) -> None:
    sitting_of(page).cohort = SMALL.with_changes("pairs=2", "forbid=P1+H1", "date=1:2027-01-12")
    page.run()
    put(page, "programme.pairs", 4)
    changed = sitting_of(page).cohort
    assert [str(one) for one in changed.changes] == ["forbid=P1+H1", "date=1:2027-01-12"]
    assert changed.programme.programme.pairs == changed.base.programme.programme.pairs == 4
    put(page, "workshops.weekdays", ["Mon"])
    assert "this was decided before, and these rules do not allow it." in words_of(page)
    assert rules_of(page).workshops.weekdays == SMALL.programme.workshops.weekdays
    page.button(key="rules_undo").click().run()
    assert "to put right" not in words_of(page)


def test_where_nobody_is_paired_people_are_counted(page: AppTest) -> None:
    put(page, "pairing.form_pairs", False)
    assert "8 people can take part." in words_of(page)


def test_the_page_speaks_french(page: AppTest) -> None:
    page.query_params["language"] = "fr"
    page.session_state["language"] = "fr"
    page.run()
    assert title(page) == "Les règles"
    put(page, "workshops.max_gap_days", 10)
    said = words_of(page)
    assert "Un nombre entier à partir du minimum de jours (14)." in said
    assert "16 binômes permis, sur 16." in said
    assert field(page, "programme.pairs").label == "Binômes voulus"
