"""The page Data: what is wrong, putting it right in place, and the way back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from visits import go, sitting_of, title, words_of

import matcher
from matcher.cohort import Answer
from matcher.drafts import Draft, Step
from matcher.language import Language
from matcher.programme import Weekday
from matcher.samples import sample_path
from matcher.ui.data import dates, grid, wrong
from matcher.ui.data import person as person_form
from matcher.ui.data.taking_along import cohort_as_workbook, draft_as_zip

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


def files(**changed: tuple[bytes, bytes]) -> list[tuple[str, bytes, str]]:
    """Return the files of a small sample, with a text replaced in some."""
    content = {one.name: one.read_bytes() for one in sorted(sample_path("clinic").iterdir())}
    for stem, (before, after) in changed.items():
        name = f"{stem}.csv"
        assert before in content[name]
        content[name] = content[name].replace(before, after, 1)
    return [(name, text, "text/plain") for name, text in content.items() if "plan" not in name]


def opened(app: AppTest, **changed: tuple[bytes, bytes]) -> AppTest:
    app.file_uploader(key="files").set_value(files(**changed)).run()
    app.button(key="open_messy" if changed else "open_files").click().run()
    return go(app, "data")


def first_side() -> tuple[bytes, bytes]:
    return b",patient,", b",pateint,"


def test_nothing_open_says_what_to_do(app: AppTest) -> None:
    go(app, "data")
    assert title(app) == "No cohort is open"
    app.button(key="to_start").click().run()
    assert title(app) == "Who works with whom, and when"


def test_files_in_order_lead_on_to_the_plan(app: AppTest) -> None:
    opened(app)
    assert title(app) == "The data are in order"
    app.button(key="data_to_plan").click().run()
    assert title(app) == "Ready to plan"


def test_an_error_is_put_right_in_its_row_and_can_be_taken_back(app: AppTest) -> None:
    opened(app, participants=first_side())
    assert title(app) == "1 thing to put right"
    assert "pateint" in words_of(app)
    app.button(key="go_error_0").click().run()
    assert "Row 2 of participants.csv" in [one.value for one in app.header]
    field = next(one for one in app.text_input if one.value == "pateint")
    field.set_value("patient").run()
    assert title(app) == "The data are in order"
    assert sitting_of(app).known is not None
    app.button(key="data_undo").click().run()
    assert title(app) == "1 thing to put right"
    assert sitting_of(app).known is not None
    app.button(key="data_redo").click().run()
    assert title(app) == "The data are in order"
    assert "Row 2 of participants.csv changed" in words_of(app)


def test_a_proposal_is_applied_with_one_click(app: AppTest) -> None:
    opened(app, participants=first_side())
    app.button(key="apply_error_0_0").click().run()
    assert title(app) == "The data are in order"
    assert "side: “patient” put in row 2 of participants.csv" in words_of(app)


@pytest.mark.parametrize(
    ("remedy", "values"),
    [
        ("Did you mean “carers”? There are more.", ["carers"]),
        ("Write one of yes, if_needed, no, or leave it blank.", ["yes", "if_needed", "no"]),
        ("Write a whole number from 1 to 5.", []),
    ],
)
def test_proposals_are_found_in_remedies(remedy: str, values: list[str]) -> None:
    assert wrong.proposed_in(remedy) == values


def test_other_pages_wait_for_the_files(app: AppTest) -> None:
    opened(app, participants=first_side())
    go(app, "plan")
    app.button(key="to_data").click().run()
    assert title(app) == "1 thing to put right"


def test_what_is_typed_in_a_row_is_kept_without_a_button(app: AppTest) -> None:
    opened(app)
    app.segmented_control(key="data_view").set_value("tables").run()
    app.button(key="row_open").click().run()
    field = next(one for one in app.text_input if one.label == "area")
    field.set_value("Far North").run()
    assert "Far North" in str(sitting_of(app).open_files().draft.sheets[1].rows[0])
    go(app, "start")
    go(app, "data")
    app.button(key="data_undo").click().run()
    assert "Far North" not in str(sitting_of(app).open_files().draft.sheets[1].rows[0])


def test_a_long_list_of_problems_is_shown_bit_by_bit_and_taken_along(app: AppTest) -> None:
    opened(app, participants=first_side())
    one = sitting_of(app).open_files().found.problems[0]
    many = tuple(one.model_copy(update={"row": row}) for row in range(2, 62))
    files = sitting_of(app).open_files()
    sitting_of(app).files = replace(files, found=replace(files.found, problems=many))
    app.run()
    assert "35 more are not shown yet." in words_of(app)
    app.button(key="problems_error_more").click().run()
    assert "10 more are not shown yet." in words_of(app)
    app.button(key="problems_error_more").click().run()
    assert "not shown yet" not in words_of(app)
    assert len(app.get("download_button")) >= 1


def test_ids_hide_names_that_a_message_repeats(app: AppTest) -> None:
    opened(app, participants=first_side())
    known = sitting_of(app)
    _, name = next(one for one in known.open_files().draft.sheets if one.table).rows[0]
    files = known.open_files()
    (one,) = [p for p in files.found.problems if p.severity == "error"]
    who = next(cell for cell in name if " " in cell)
    told = one.model_copy(
        update={"message": f"{who} (a.b@example.org) stands twice", "remedy": f"Ask {who}."}
    )
    known.files = replace(files, found=replace(files.found, problems=(told,)))
    app.toggle(key="hide_names").set_value(True).run()
    said = words_of(app)
    assert who not in said
    assert "example.org" not in said
    assert "(…) stands twice" in said


def test_a_row_is_added_and_removed(app: AppTest) -> None:
    opened(app)
    people = len(sitting_of(app).cohort.people)
    app.segmented_control(key="data_view").set_value("tables").run()
    app.button(key="row_open").click().run()
    app.button(key="row_remove").click().run()
    assert len(sitting_of(app).open_files().draft.sheets[1].rows) == people - 1
    app.button(key="data_undo").click().run()
    app.button(key="row_add").click().run()
    for one in app.text_input:
        if one.label in ("person_id", "side", "consent"):
            one.set_value({"person_id": "X9", "side": "patient", "consent": "yes"}[one.label])
    app.run()
    assert len(sitting_of(app).cohort.people) == people + 1
    assert not app.exception


def test_a_cell_of_the_grid_goes_into_the_files_at_once(app: AppTest) -> None:
    opened(app)
    sitting = sitting_of(app)
    found = sitting.open_files()
    sheet = found.draft.sheet("participants")
    assert sheet is not None
    import streamlit as st

    at = sheet.place("name")
    assert at is not None
    st.session_state["typed"] = {"edited_rows": {"0": {"name": "=1+1"}}}
    grid._take(sitting, sheet, "typed", [2], {"name": at})
    after = sitting.open_files().draft.sheet("participants")
    assert after is not None
    assert after.cell(2, at) == "=1+1"
    assert after.cells[1][at] == "'=1+1"


def test_a_heading_that_is_not_known_is_given_a_meaning(app: AppTest) -> None:
    opened(app, participants=(b"side", b"Their corner"))
    assert title(app) != "The data are in order"
    app.segmented_control(key="data_view").set_value("headings").run()
    choice = next(one for one in app.selectbox if one.label == "Their corner")
    choice.set_value("side").run()
    assert title(app) == "The data are in order"


def of_person(app: AppTest, who: str) -> AppTest:
    app.button(key="sample_london").click().run()
    go(app, "data")
    app.segmented_control(key="data_view").set_value("person").run()
    return app.selectbox(key="data_person").set_value(who).run()


def test_the_dates_of_a_person_are_changed_in_a_form(app: AppTest) -> None:
    of_person(app, "P01")
    field = next(one for one in app.selectbox if str(one.key).startswith("state_P01_"))
    other = "no" if field.value != "no" else "yes"
    day = str(field.key).split("_")[2]
    field.set_value(other).run()
    answers = sitting_of(app).cohort.availability["P01"]
    assert {str(one): answer.value for one, answer in answers.items()}[day] == other
    assert f"{day} of P01 changed" in words_of(app)


def test_the_answers_of_a_person_are_kept_as_they_are_chosen(app: AppTest) -> None:
    of_person(app, "P01")
    by_label = {one.label: one for one in (*app.selectbox, *app.text_input, *app.button_group)}
    by_label["themes"].set_value("falls;dementia").run()
    by_label = {one.label: one for one in (*app.selectbox, *app.text_input, *app.button_group)}
    by_label["weekdays"].set_value([Weekday.FRI, Weekday.TUE]).run()
    person = next(one for one in sitting_of(app).cohort.people if one.person_id == "P01")
    assert person.themes == ("falls", "dementia")
    assert person.weekdays == (Weekday.TUE, Weekday.FRI)
    app.button(key="data_undo").click().run()
    person = next(one for one in sitting_of(app).cohort.people if one.person_id == "P01")
    assert person.weekdays != (Weekday.TUE, Weekday.FRI)
    assert person.themes == ("falls", "dementia")


def test_fields_that_are_left_at_once_are_all_kept_and_what_stays_is_no_change(
    app: AppTest,
) -> None:
    of_person(app, "P01")
    by_label = {one.label: one for one in (*app.selectbox, *app.text_input)}
    by_label["themes"].set_value("falls;dementia")
    by_label["name"].set_value("Wilma Blackwood")
    field = next(one for one in app.selectbox if str(one.key).startswith("state_P01_"))
    other = "no" if field.value != "no" else "yes"
    field.set_value(other)
    app.run()
    sitting = sitting_of(app)
    person = next(one for one in sitting.cohort.people if one.person_id == "P01")
    day = date.fromisoformat(str(field.key).split("_")[2])
    assert (person.name, person.themes) == ("Wilma Blackwood", ("falls", "dementia"))
    assert sitting.cohort.availability["P01"][day] == other
    assert len(sitting.open_files().history.steps) == 3
    st.session_state[f"state_P01_{day}"] = other
    person_form._keep(sitting, "P01", day, f"state_P01_{day}")
    sitting.edit(sitting.open_files().draft, Step("nothing"))
    assert len(sitting.open_files().history.steps) == 3


def test_dates_are_changed_for_everybody_and_the_grid_stays_in_its_place(app: AppTest) -> None:
    app.button(key="sample_london").click().run()
    go(app, "data")
    app.segmented_control(key="data_view").set_value("dates").run()
    sitting = sitting_of(app)
    day = min(sitting.cohort.availability["P02"])
    mount = app.session_state[dates.MOUNT]
    st.session_state["edits"] = {"edited_rows": {1: {day.isoformat(): "~ if needed"}}}
    dates._take(sitting, mount, "edits", ["P01", "P02"])
    assert sitting.cohort.availability["P02"][day] is Answer.IF_NEEDED
    app.session_state[dates.MOUNT] = st.session_state[dates.MOUNT]
    app.run()
    assert app.session_state[dates.MOUNT].number == mount.number
    app.button(key="data_undo").click().run()
    assert app.session_state[dates.MOUNT].number == mount.number + 1
    assert not app.exception


def test_one_more_day_is_asked_for(app: AppTest) -> None:
    opened(app)
    app.segmented_control(key="data_view").set_value("dates").run()
    day = sitting_of(app).cohort.programme.programme.start
    app.date_input(key="dates_day").set_value(day).run()
    app.button(key="dates_add").click().run()
    assert day in app.session_state[dates.MOUNT].shown[1]


def test_ids_hide_names_on_the_page(app: AppTest) -> None:
    app.button(key="sample_london").click().run()
    name = sitting_of(app).cohort.people[0].name
    app.toggle(key="hide_names").set_value(True).run()
    go(app, "data")
    for view in ("tables", "person", "dates", "headings", "wrong"):
        app.segmented_control(key="data_view").set_value(view).run()
        assert name not in words_of(app)
        assert all(name not in option for one in app.selectbox for option in one.options)


@pytest.mark.parametrize("view", ["wrong", "tables", "person", "dates", "headings"])
def test_the_page_speaks_french(app: AppTest, view: str) -> None:
    app.session_state["language"] = "fr"
    app.run()
    app.button(key="sample_lyon").click().run()
    go(app, "data")
    app.segmented_control(key="data_view").set_value(view).run()
    assert title(app) == "Les données sont en ordre"


def test_an_empty_cohort_begins_in_the_app(app: AppTest) -> None:
    import datetime

    app.date_input(key="new_start").set_value(datetime.date(2027, 1, 11))
    app.date_input(key="new_end").set_value(datetime.date(2027, 1, 4))
    app.button(key="new_here").click().run()
    assert "The last possible day is before the first." in words_of(app)
    app.date_input(key="new_end").set_value(datetime.date(2027, 7, 9))
    app.number_input(key="new_pairs").set_value(4)
    app.button(key="new_here").click().run()
    assert title(app).endswith("to put right")
    assert "there are no participants" in words_of(app).casefold()
    settings = sitting_of(app).open_files().draft.texts["programme.toml"]
    assert "pairs = 4" in settings


def test_the_packed_files_are_read_as_what_they_were(tmp_path: Path) -> None:
    draft = Draft.of_path(sample_path("london"))
    with zipfile.ZipFile(io.BytesIO(draft_as_zip(draft))) as archive:
        archive.extractall(tmp_path)
    again = Draft.of_path(tmp_path / "cohort")
    assert again.inspect().cohort == draft.inspect().cohort


def test_a_cohort_in_order_is_taken_along_as_a_workbook(tmp_path: Path) -> None:
    cohort = Draft.of_path(sample_path("clinic")).inspect().require()
    (tmp_path / "cohort.xlsx").write_bytes(cohort_as_workbook(cohort, Language.FRENCH))
    again = matcher.load(tmp_path / "cohort.xlsx")
    assert again.people == cohort.people
    assert again.programme == cohort.programme


def test_files_with_names_are_not_taken_along_while_ids_stand_for_them(app: AppTest) -> None:
    opened(app)
    shown = {one.key for one in app.get("download_button")}
    assert {"download_draft", "download_workbook"} <= shown
    app.toggle(key="hide_names").set_value(True).run()
    assert not app.get("download_button")
    assert "show names to download them" in words_of(app)


def uploaded(app: AppTest, *files: tuple[str, str]) -> AppTest:
    people = "person_id,side,consent\nP1,patient,yes\nH1,professional,yes\n"
    given = [("participants.csv", people), *files]
    app.file_uploader(key="files").set_value(
        [(name, text.encode(), "text/plain") for name, text in given]
    ).run()
    return app.button(key="open_messy").click().run()


def test_people_alone_are_given_their_first_and_last_day_here(app: AppTest) -> None:
    uploaded(app)
    assert title(app) == "2 things to put right"
    app.date_input(key="set_programme.start_error_0").set_value(date(2027, 1, 11)).run()
    assert title(app) == "1 thing to put right"
    end = app.date_input(key="set_programme.end_error_0")
    assert end.value is None
    end.set_value(date(2027, 7, 9)).run()
    assert title(app) == "The data are in order"
    assert sitting_of(app).cohort.programme.programme.start == date(2027, 1, 11)


def test_a_setting_that_is_wrong_is_put_right_beside_its_problem(app: AppTest) -> None:
    days = "[programme]\nstart = 2027-01-11\nend = 2027-07-09\npairs = 0\n"
    uploaded(app, ("programme.toml", days))
    field = app.text_input(key="set_programme.pairs_error_0")
    assert field.value == "0"
    field.set_value("many").run()
    assert "many" in words_of(app)
    app.text_input(key="set_programme.pairs_error_0").set_value("2").run()
    assert title(app) == "The data are in order"
    assert sitting_of(app).cohort.programme.programme.pairs == 2


def test_settings_that_are_no_toml_are_put_right_as_a_text(app: AppTest) -> None:
    uploaded(app, ("programme.toml", "[programme\nstart = 2027-01-11\nend = 2027-07-09\n"))
    area = app.text_area[0]
    area.set_value(area.value.replace("[programme", "[programme]")).run()
    assert title(app) == "The data are in order"


def test_a_word_typed_beside_crosses_turns_none_of_them_round(app: AppTest) -> None:
    answers = "person_id,2027-01-12,2027-01-14\nP1,x,x\nH1,x,\n"
    days = "[programme]\nstart = 2027-01-11\nend = 2027-07-09\npairs = 0\n"
    uploaded(app, ("programme.toml", days), ("availability.csv", answers))
    app.text_input(key="set_programme.pairs_error_0").set_value("1").run()
    sitting = sitting_of(app)
    found = sitting.open_files()
    sheet = found.draft.sheet("availability")
    assert sheet is not None
    st.session_state["typed"] = {"edited_rows": {"1": {"2027-01-14": "yes"}}}
    grid._take(sitting, sheet, "typed", [2, 3], {"2027-01-14": 2})
    said = {one for days in sitting.cohort.availability.values() for one in days.values()}
    assert said == {Answer.YES}


@pytest.mark.parametrize(("name", "said"), [("lyon", "the answers of 26"), ("buddies", "")])
def test_only_people_who_answered_are_counted(app: AppTest, name: str, said: str) -> None:
    app.button(key=f"sample_{name}").click().run()
    go(app, "data")
    shown = words_of(app)
    assert said in shown
    assert ("the answers of" in shown) == bool(said)
    assert "can be planned with." in shown


def test_a_file_of_another_name_leads_to_the_choice_of_what_it_is(app: AppTest) -> None:
    renamed = [(name.replace("facilitators", "Facilitatrs"), *rest) for name, *rest in files()]
    app.file_uploader(key="files").set_value(renamed).run()
    key = "open_files" if any(one.key == "open_files" for one in app.button) else "open_messy"
    app.button(key=key).click().run()
    go(app, "data")
    app.segmented_control(key="data_view").set_value("wrong").run()
    (leads,) = [one for one in app.button if one.label == "Say what this file is"]
    leads.click().run()
    (choice,) = [one for one in app.selectbox if one.label.startswith("Facilitatrs")]
    choice.set_value("facilitators").run()
    sitting = sitting_of(app)
    assert sitting.errors == 0
    assert sitting.cohort.facilitators == matcher.load(sample_path("clinic")).facilitators


def test_settings_alone_ask_for_the_other_files(app: AppTest) -> None:
    alone = [one for one in files() if one[0] == "programme.toml"]
    app.file_uploader(key="files").set_value(alone).run()
    assert "Add the files that are missing, and upload all of them together." in words_of(app)
