"""Settings that are short texts, or nothing: in `programme.toml`, in a sheet, and in a change."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sound import SETTINGS, SOUND, Look, errors, places

from matcher.errors import InputError
from matcher.files import Inspection, inspect
from matcher.files.settings import keys
from matcher.programme import Programme, Weekday

WINDOW = "texts such as 1:2027-01-11..2027-01-29"
FIXED = "texts such as 3:2027-04-13"
WEEKDAY = "texts such as 1:Tue"
LIMIT = "patient.area: North >= 2"
NUMBER = r"numbers of workshops from 1 to workshops.count \(5\)"

WRONG: list[tuple[str, list[str], str]] = [
    ("workshops.windows", ["1:2027-01-11"], WINDOW),
    ("workshops.windows", ["1:.."], WINDOW),
    ("workshops.windows", ["first:2027-01-11.."], WINDOW),
    ("workshops.windows", ["1:2027-02-11..2027-01-11"], WINDOW),
    ("workshops.windows", ["1:2027-02-30.."], WINDOW),
    ("workshops.windows", ["1:2027-01-11..", "6:..2027-05-28"], NUMBER),
    ("workshops.fixed", ["3:13 April"], FIXED),
    ("workshops.fixed", ["2027-04-13"], FIXED),
    ("workshops.fixed", ["0:2027-04-13"], NUMBER),
    ("workshops.fixed", ["3:2027-04-13", "3:2027-04-14"], "one date for each workshop"),
    ("workshops.weekdays_for", ["1:Someday"], WEEKDAY),
    ("workshops.weekdays_for", ["1-Tue"], WEEKDAY),
    ("workshops.weekdays_for", ["9:Tue"], NUMBER),
    ("balance.limits", ["organisation: St Olave's <= many"], LIMIT),
    ("balance.limits", ["town: North <= 3"], LIMIT),
    ("balance.limits", ["organisation: St Olave's"], LIMIT),
    ("balance.limits", ["organisation: <= 3"], LIMIT),
]
RIGHT: list[tuple[str, list[str]]] = [
    ("workshops.windows", ["1:2027-01-11..2027-01-29", "5:2027-06-01.."]),
    ("workshops.fixed", ["3:2027-04-13"]),
    ("workshops.weekdays_for", ["1:Tue", "1:Wed"]),
    ("balance.limits", ["organisation: * <= 3", "patient.area: * >= 1"]),
]


def in_toml(look: Look, key: str, value: str) -> Inspection:
    section, _, name = key.partition(".")
    return look({"programme.toml": f"{SETTINGS}[{section}]\n{name} = {value}\n"})


def in_sheet(folder: Path, key: str, cell: object) -> Inspection:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    people = workbook.create_sheet("participants")
    for line in SOUND["participants.csv"].splitlines():
        people.append(line.split(","))
    settings = workbook.create_sheet("programme")
    for row in (("key", "value"), ("programme.start", date(2027, 1, 11))):
        settings.append(row)
    settings.append(("programme.end", date(2027, 7, 9)))
    settings.append((key, cell))
    workbook.save(folder / "cohort.xlsx")
    return inspect(folder / "cohort.xlsx")


def setting(programme: Programme, key: str) -> Any:
    section, _, name = key.partition(".")
    return getattr(getattr(programme, section), name)


@pytest.mark.parametrize(("key", "items", "says"), WRONG)
def test_a_wrong_text_is_refused_with_what_may_stand_there(
    look: Look, tmp_path: Path, key: str, items: list[str], says: str
) -> None:
    (found,) = errors(in_toml(look, key, json.dumps(items)))
    assert places([found]) == [("programme.toml", None, key)]
    assert items[0] in str(found.value)
    assert re.search(says, found.remedy)
    (found,) = errors(in_sheet(tmp_path, key, ";".join(items)))
    assert places([found]) == [("programme", 4, key)]
    assert found.value == ";".join(items)
    assert re.search(says, found.remedy)


@pytest.mark.parametrize(("key", "items", "says"), WRONG)
def test_a_wrong_text_in_a_change_is_refused_in_the_same_way(
    look: Look, key: str, items: list[str], says: str
) -> None:
    cohort = look().require()
    for value in (json.dumps(items), ";".join(items)):
        with pytest.raises(InputError, match=rf"{key} cannot be .*{says}") as caught:
            cohort.with_changes(f"rule={key}={value}")
        assert items[0] in str(caught.value)


@pytest.mark.parametrize(("key", "items"), RIGHT)
def test_right_texts_are_read_wherever_they_stand(
    look: Look, tmp_path: Path, key: str, items: list[str]
) -> None:
    for inspection in (
        in_toml(look, key, json.dumps(items)),
        in_sheet(tmp_path, key, "; ".join(items)),
    ):
        assert inspection.problems == ()
        assert setting(inspection.require().programme, key) == tuple(items)
    plain = look({"programme.toml": SETTINGS}).require()
    for value in (json.dumps(items), ";".join(items)):
        changed = plain.with_changes(f"rule={key}={value}")
        assert setting(changed.programme, key) == tuple(items)


@pytest.mark.parametrize(
    ("key", "value"), [(key, value) for key, _ in RIGHT for value in ('"1:Tue"', "3", "[3]")]
)
def test_what_is_no_list_of_texts_is_told_which_texts_are_meant(
    look: Look, key: str, value: str
) -> None:
    (found,) = errors(in_toml(look, key, value))
    assert places([found]) == [("programme.toml", None, key)]
    assert found.remedy.startswith("Write a list in square brackets: texts such as ")
    assert found.remedy.endswith(", each in quotation marks.")


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("workshops.publication_date", "soon", "a date as year-month-day"),
        ("workshops.notice_weeks", "8", "0, or give workshops.publication_date as well"),
        ("workshops.max_same_weekday", "0", "a whole number from 1 to 52"),
        ("workshops.sessions_per_day", "5", "a whole number from 1 to 4"),
        ("venues.budget", "-1", "a number from 0 to"),
        ("venues.budget", "much", "a number from 0 to"),
        ("check_ins.mode", "calls", "one of together, or_calls"),
        ("labels.patient", 41 * "x", "text of 1 to 40 characters"),
        ("labels.patient", " ", "text of 1 to 40 characters"),
    ],
)
def test_other_new_settings_say_what_may_stand_there(
    look: Look, tmp_path: Path, key: str, value: str, says: str
) -> None:
    written = value if value.lstrip("-").isdecimal() else json.dumps(value)
    (found,) = errors(in_toml(look, key, written))
    assert places([found]) == [("programme.toml", None, key)]
    assert says in found.remedy
    if value.strip():
        (found,) = errors(in_sheet(tmp_path, key, value))
        assert places([found]) == [("programme", 4, key)]
        assert says in found.remedy
    with pytest.raises(InputError, match=rf"{key} cannot be .*{says}"):
        look({"programme.toml": SETTINGS}).require().with_changes(f"rule={key}={written}")


BLANK = ("workshops.publication_date", "workshops.max_same_weekday", "venues.budget")


@pytest.mark.parametrize("key", BLANK)
def test_a_setting_that_may_be_left_out_may_be_blank(look: Look, tmp_path: Path, key: str) -> None:
    assert keys()[key].may_be_blank
    for inspection in (in_toml(look, key, '""'), in_sheet(tmp_path, key, None)):
        assert inspection.problems == ()
        assert setting(inspection.require().programme, key) is None
    cohort = look({"programme.toml": SETTINGS}).require()
    given = {"workshops.publication_date": "2027-01-04"}.get(key, "3")
    for nothing in ("", '""'):
        changed = cohort.with_changes(f"rule={key}={given}", f"rule={key}={nothing}")
        assert changed.programme == cohort.programme


def test_single_workshops_have_windows_dates_and_weekdays(look: Look) -> None:
    text = (
        '[workshops]\nwindows = ["1:..2027-01-29"]\nfixed = ["3:2027-04-13"]\n'
        'weekdays_for = ["1:tue", "1:Mon"]\n'
    )
    workshops = look({"programme.toml": SETTINGS + text}).require().programme.workshops
    (window,) = workshops.windows_of(1)
    assert (window.first, window.last) == (date.min, date(2027, 1, 29))
    assert workshops.windows_of(2) == ()
    assert workshops.fixed_dates == {3: date(2027, 4, 13)}
    assert workshops.weekdays_of(1) == (Weekday.MON, Weekday.TUE)
    assert workshops.weekdays_of(2) == workshops.weekdays
