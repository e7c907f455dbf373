"""Saving, and the page of all that is saved, as somebody meets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest
from visits import go, plan, title, words_of

from matcher.store.access import Visitor
from matcher.store.records import Act, PlanState
from matcher.store.store import open_store
from matcher.ui import frame
from matcher.ui.cohorts import memory, telling
from worlds import cohort as cohort_of
from worlds import people

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.store.cohorts import SavedCohorts

Opened = Callable[["Cohort"], AppTest]
SMALL = cohort_of(*people(3, 3), rules={"programme.pairs": 3})


def kept(name: str = "Jo Hill") -> SavedCohorts:
    return open_store(create=False).cohorts(Visitor(name))


@pytest.fixture
def planned(open_app: Opened) -> AppTest:
    return plan(open_app(SMALL))


def save_as(app: AppTest, name: str = "Spring", by: str = "Jo Hill") -> AppTest:
    app.text_input(key="save_as_name").set_value(name)
    app.text_input(key="save_as_by").set_value(by)
    return app.button(key="save_as_now").click().run()


def to_cohorts(app: AppTest) -> AppTest:
    return go(app, "cohorts")


def test_every_act_and_state_has_words() -> None:
    assert set(telling.ACTS) == set(Act)
    assert set(telling.STATES) == {None, *PlanState}


def test_nothing_saved_says_what_to_do_and_makes_no_file(app: AppTest) -> None:
    to_cohorts(app)
    assert title(app) == "Cohorts"
    assert "Nothing is saved yet." in words_of(app)
    assert app.button(key="to_start").label == "Open a cohort"
    assert memory.to_look() is None


def test_a_plan_is_saved_under_a_name_and_the_line_says_so(planned: AppTest) -> None:
    assert "not saved yet" in words_of(planned)
    save_as(planned)
    assert "saved as “Spring”: planned, not reviewed yet" in words_of(planned)
    (saved,) = kept().all()
    assert (saved.name, saved.changed_by, saved.pairs) == ("Spring", "Jo Hill", 3)


@pytest.mark.parametrize(
    ("name", "by", "said"),
    [("  ", "Jo Hill", "Give the cohort a name."), ("Spring", "", "Say who you are")],
)
def test_what_is_missing_is_asked_for_and_nothing_is_saved(
    planned: AppTest, name: str, by: str, said: str
) -> None:
    save_as(planned, name, by)
    assert said in words_of(planned)
    assert memory.to_look() is None


def test_a_change_is_saved_with_one_click(planned: AppTest) -> None:
    save_as(planned)
    change(planned)
    assert "changes not yet saved" in words_of(planned)
    planned.button(key="save").click().run()
    assert "saved as “Spring”: planned" in words_of(planned)
    assert len(kept().plans(kept().all()[0].number)) == 2


def change(app: AppTest) -> None:
    """Plan with a pair fewer, as What if would."""
    sitting = frame.sittings().find(app.session_state[frame.KEY])
    assert sitting is not None
    assert frame.sittings().try_changes(sitting, ("pairs=2",))
    assert sitting.job is not None
    sitting.job.wait()
    app.run()


def test_whoever_saves_later_is_told_and_goes_on_with_a_copy(planned: AppTest) -> None:
    save_as(planned)
    (saved,) = kept().all()
    kept("Ann Bo").rename(saved.number, "Summer")
    change(planned)
    planned.button(key="save").click().run()
    said = words_of(planned)
    assert "Summer” has changed since you opened it (Ann Bo: renamed the cohort" in said
    assert "yours is kept as “Summer (2)”" in said
    assert [one.name for one in kept().all()] == ["Summer (2)", "Summer"]


def test_a_saved_cohort_is_opened_again_with_its_plan(app: AppTest, planned: AppTest) -> None:
    save_as(planned)
    (saved,) = kept().all()
    to_cohorts(app)
    said = words_of(app)
    assert "planned, not reviewed yet · 3 pairs · changed on" in said
    assert "by Jo Hill" in said
    app.button(key=f"open_{saved.number}").click().run()
    assert title(app) == "3 of 3 pairs"
    assert "saved as “Spring”: planned" in words_of(app)


def test_a_cohort_is_copied_renamed_deleted_and_brought_back(planned: AppTest) -> None:
    save_as(planned)
    to_cohorts(planned)
    (saved,) = kept().all()
    number = saved.number
    planned.text_input(key=f"name_{number}").set_value("Summer")
    planned.button(key=f"rename_{number}").click().run()
    assert [one.name for one in kept().all()] == ["Summer"]
    planned.button(key=f"copy_{number}").click().run()
    assert sorted(one.name for one in kept().all()) == ["Summer", "Summer (2)"]
    planned.button(key=f"delete_{number}").click().run()
    said = words_of(planned)
    assert "“Summer” is deleted." in said
    assert "1 deleted cohort" in said
    assert "deleted; save it again to keep it" in said
    assert [one.name for one in kept().all()] == ["Summer (2)"]
    planned.button(key="undo_delete").click().run()
    assert len(kept().all()) == 2
    assert "is deleted" not in words_of(planned)
    assert "saved as “Summer”" in words_of(planned)


def test_many_cohorts_can_be_searched(app: AppTest, planned: AppTest) -> None:
    save_as(planned)
    number = kept().all()[0].number
    for at in range(7):
        kept().copy(number, f"Autumn {at}")
    to_cohorts(app)
    app.text_input(key="find_cohort").set_value("spr").run()
    assert [one.value for one in app.header] == ["Spring"]


def test_what_cannot_be_reached_is_said_without_a_trace(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    broken = f"{tmp_path}/no.sqlite"
    with open(broken, "w", encoding="utf-8") as file:
        file.write("no database at all" * 100)
    monkeypatch.setenv("MATCHER_DATABASE", broken)
    to_cohorts(app)
    assert "What is kept cannot be reached." in words_of(app)
    assert not app.exception


def test_the_page_speaks_french(planned: AppTest) -> None:
    save_as(planned)
    planned.query_params["language"] = "fr"
    planned.session_state["language"] = "fr"
    to_cohorts(planned)
    assert title(planned) == "Cohortes"
    assert "planifié, pas encore relu · 3 binômes · modifiée le" in words_of(planned)


def test_a_cohort_that_is_not_planned_is_saved_and_gone_on_with(open_app: Opened) -> None:
    app = save_as(open_app(SMALL))
    assert "saved as “Spring”: draft, not planned yet" in words_of(app)
    (saved,) = kept().all()
    to_cohorts(app)
    app.button(key=f"open_{saved.number}").click().run()
    assert title(app) == "Ready to plan"
    assert sitting_cohort(app) == SMALL


def sitting_cohort(app: AppTest) -> Cohort:
    sitting = frame.sittings().find(app.session_state[frame.KEY])
    assert sitting is not None
    return sitting.cohort
