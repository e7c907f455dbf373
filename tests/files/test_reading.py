"""Reading a folder: what is taken, and what is said of the rest."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sound import SOUND, Look, errors, places, warnings, write_files

from matcher.cohort import Answer, Side, Status
from matcher.errors import InputError
from matcher.files import inspect, load, read_people
from matcher.programme import Weekday

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "person_id,side,consent"


def test_participants_and_two_dates_are_enough(look: Look) -> None:
    inspection = look()
    assert inspection.problems == ()
    assert inspection.cohort is not None
    assert [person.person_id for person in inspection.cohort.people] == ["H1", "P1"]
    assert inspection.cohort.programme.workshops.count == 5


def test_every_column_of_a_participant_is_read(look: Look) -> None:
    header = (
        "Person_ID , SIDE,name,email,organisation,area,profession,themes,project_id,"
        "motivation_power,motivation_time,goals,prefers,avoids,conflicts,languages,access_needs,"
        "supporters,weekdays,max_travel_minutes,remote_ok,consent,status,partner_id,"
        "withdrawn_after_workshop,shoe size"
    )
    row = (
        "P1,Patient, Asha ,a@b.org,Trust,North,,falls; ;pain;falls;,,5,,learn,H1,,,en;fr,step_free,"
        "1.0,monday;Tue,90,Oui,Y,WITHDRAWN,H1,2, 39 "
    )
    rest = "H1,professional" + "," * 20 + "yes,,,,"
    inspection = look(participants=f"{header}\n{row}\n{rest}\n")
    assert places(warnings(inspection)) == [("participants.csv", 1, "shoe size")]
    assert inspection.cohort is not None
    asha = inspection.cohort.patients[0]
    assert (asha.name, asha.side, asha.status) == ("Asha", Side.PATIENT, Status.WITHDRAWN)
    assert asha.themes == ("falls", "pain")
    assert asha.motivation == {"power": 5}
    assert asha.weekdays == (Weekday.MON, Weekday.TUE)
    assert (asha.supporters, asha.max_travel_minutes, asha.remote_ok) == (1, 90, True)
    assert asha.withdrawn_after_workshop == 2
    assert asha.extra == {"shoe size": "39"}


def test_every_other_file_is_read(look: Look) -> None:
    inspection = look(
        projects="project_id,title,theme,max_pairs\nPR1,Falls clinic,falls,2\n",
        venues="venue_id,capacity,features,online,cost_per_day\nV1,40,step_free,no,99.5\nV2,,,yes,\n",
        venue_dates="venue_id,date\nV1,2027-03-04\nV1,2027-02-04\nV1,2027-03-04\n",
        travel="area,venue_id,minutes\nNorth,V1,35\n",
        facilitators="facilitator_id,name,weekdays,conflicts\nF1,Flo,Thu;Mon,P1\n",
        calendar="date_from,date_to,label,kind,area\n2027-02-15,,Half term,avoid,\n",
        availability="person_id,date,state\nP1,2027-03-04,If needed\nF1,2027-03-04,\n",
    )
    assert inspection.problems == ()
    cohort = inspection.cohort
    assert cohort is not None
    assert cohort.projects[0].max_pairs == 2
    assert cohort.venues[0].dates == (date(2027, 2, 4), date(2027, 3, 4))
    assert cohort.venues[1].dates is None
    assert cohort.venues[1].capacity is None
    assert cohort.travel[0].minutes == 35
    assert cohort.facilitators[0].weekdays == (Weekday.MON, Weekday.THU)
    assert cohort.calendar[0].date_to == date(2027, 2, 15)
    assert cohort.availability == {
        "F1": {date(2027, 3, 4): Answer.UNKNOWN},
        "P1": {date(2027, 3, 4): Answer.IF_NEEDED},
    }


def test_a_quoted_line_break_and_blank_rows_count_as_a_spreadsheet_counts_them(look: Look) -> None:
    text = f'{HEAD},name\nP1,patient,yes,"Asha\nBell"\n\n,,,\nH1,nurse,yes,\n'
    inspection = look(participants=text)
    assert places(errors(inspection)) == [("participants.csv", 5, "side")]


def test_a_header_below_blank_rows_is_found(look: Look) -> None:
    inspection = look(participants=f"\n\n{HEAD}\nP1,patient,yes\nH1,nurse,yes\n")
    assert places(errors(inspection)) == [("participants.csv", 5, "side")]


@pytest.mark.parametrize(("separator", "bom"), [(";", ""), ("\t", "\ufeff"), (",", "\ufeff")])
def test_semicolons_tabs_and_a_byte_order_mark_are_understood(
    look: Look, separator: str, bom: str
) -> None:
    text = bom + SOUND["participants.csv"].replace(",", separator)
    assert look(participants=text).problems == ()


def test_a_semicolon_within_quotes_is_no_separator(look: Look) -> None:
    text = 'person_id\tside\tconsent\t"a;b;c;d"\nP1\tpatient\tyes\t\n'
    inspection = look(participants=text)
    assert places(list(inspection.problems)) == [("participants.csv", 1, "a;b;c;d")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_understood(look: Look, ending: str) -> None:
    text = SOUND["participants.csv"].replace("\n", ending)
    assert look({"participants.csv": text.encode()}).problems == ()


def test_file_names_are_matched_in_any_case(look: Look) -> None:
    inspection = look({"participants.csv": "", "PARTICIPANTS.CSV": SOUND["participants.csv"]})
    assert inspection.problems == ()


@pytest.mark.parametrize("said", ["", "Y?", "maybe", "pending"])
def test_unclear_consent_counts_as_no_with_a_warning(look: Look, said: str) -> None:
    inspection = look(participants=f"{HEAD}\nP1,patient,{said}\nH1,professional,YES\n")
    assert places(list(inspection.problems)) == [("participants.csv", 2, "consent")]
    assert inspection.problems[0].value == said
    assert inspection.cohort is not None
    assert [person.consent for person in inspection.cohort.people] == [True, False]


def test_a_clear_no_to_consent_is_no_problem(look: Look) -> None:
    inspection = look(participants=f"{HEAD}\nP1,patient,Non\nH1,professional,0\n")
    assert inspection.problems == ()
    assert inspection.cohort is not None
    assert inspection.cohort.applicants == ()


def test_an_unknown_column_is_kept_and_reported_once(look: Look) -> None:
    inspection = look(
        participants=f"{HEAD},themse\nP1,patient,yes,falls\nH1,professional,yes,pain\n"
    )
    assert places(list(inspection.problems)) == [("participants.csv", 1, "themse")]
    assert "themes" in inspection.problems[0].remedy
    assert inspection.cohort is not None
    assert inspection.cohort.people[1].extra == {"themse": "falls"}


def test_an_unknown_file_is_reported_and_other_things_are_not(look: Look, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("a")
    (tmp_path / ".hidden.csv").write_text("a")
    (tmp_path / "changes.json").write_text("[]")
    (tmp_path / "readme.txt").write_text("a")
    inspection = look()
    assert places(list(inspection.problems)) == [("notes.csv", None, None)]
    assert inspection.cohort is not None


def test_tables_beside_a_plan_are_no_unknown_files(look: Look, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("{}")
    (tmp_path / "pairs.csv").write_text("a")
    assert look().problems == ()


def test_nobody_on_a_side_is_left_to_planning(look: Look) -> None:
    assert look(participants=f"{HEAD}\nP1,patient,yes\n").problems == ()


BAD_PARTICIPANTS = [
    ("", (None, None)),
    (" \n,,\n", (None, None)),
    (f"{HEAD}\n", (None, None)),
    ("person_id,side\nP1,patient\n", (1, "consent")),
    ("side,consent\npatient,yes\n", (1, "person_id")),
    (f"{HEAD},Side\nP1,patient,yes,\n", (1, "Side")),
    (f"{HEAD}\nP1,patient,yes,more\n", (2, "D")),
    (f"{HEAD},,name\nP1,patient,yes,stray,A\n", (2, "D")),
    (f"{HEAD}\nP1,patient,yes\nP1,patient,yes\n", (3, "person_id")),
    (f"{HEAD}\n,patient,yes\n", (2, "person_id")),
    (f"{HEAD}\nP 1,patient,yes\n", (2, "person_id")),
    (f"{HEAD}\nÉ1,patient,yes\n", (2, "person_id")),
    (f"{HEAD}\n{'x' * 65},patient,yes\n", (2, "person_id")),
    (f"{HEAD}\nP1,,yes\n", (2, "side")),
    (f"{HEAD}\nP1,nurse,yes\n", (2, "side")),
    (f"{HEAD},status\nP1,patient,yes,gone\n", (2, "status")),
    (f"{HEAD},supporters\nP1,patient,yes,-1\n", (2, "supporters")),
    (f"{HEAD},supporters\nP1,patient,yes,101\n", (2, "supporters")),
    (f"{HEAD},supporters\nP1,patient,yes,2.5\n", (2, "supporters")),
    (f"{HEAD},supporters\nP1,patient,yes,{'9' * 5000}\n", (2, "supporters")),
    (f"{HEAD},supporters\nP1,patient,yes,two\n", (2, "supporters")),
    (f"{HEAD},max_travel_minutes\nP1,patient,yes,1e3\n", (2, "max_travel_minutes")),
    (f"{HEAD},remote_ok\nP1,patient,yes,perhaps\n", (2, "remote_ok")),
    (f"{HEAD},weekdays\nP1,patient,yes,Mon;Someday\n", (2, "weekdays")),
    (f"{HEAD},motivation_time\nP1,patient,yes,6\n", (2, "motivation_time")),
    (f"{HEAD},prefers\nP1,patient,yes,the nurse\n", (2, "prefers")),
    (f"{HEAD},withdrawn_after_workshop\nP1,patient,yes,2\n", (2, "withdrawn_after_workshop")),
    (f'{HEAD}\n"P1,patient,yes\n', (2, None)),
    (f'{HEAD}\n"P1"x,patient,yes\n', (2, None)),
    (f"{HEAD}\nP1,patient,\0\n", (None, None)),
    (f"{HEAD},name\nP1,patient,yes,{'x' * 200_000}\n", (2, None)),
    (f"{HEAD}," + ",".join(f"c{number}" for number in range(5_000)) + "\n", (1, None)),
]


@pytest.mark.parametrize(("text", "place"), BAD_PARTICIPANTS)
def test_bad_participants_are_refused_by_row_and_column(
    look: Look, tmp_path: Path, text: str, place: tuple[int | None, str | None]
) -> None:
    (tmp_path / "participants.csv").write_text(text)
    inspection = look({"participants.csv": text})
    found = errors(inspection)
    assert places(found) == [("participants.csv", *place)]
    assert found[0].message
    assert found[0].remedy
    assert inspection.cohort is None


BAD_OTHERS = [
    ("projects", "project_id,title\nPR1,\n", (2, "title")),
    ("projects", "project_id,title\nPR1,A\nPR1,B\n", (3, "project_id")),
    ("projects", "project_id,title,min_pairs,max_pairs\nPR1,A,3,2\n", (2, "min_pairs")),
    ("venues", "venue_id,capacity\nV1,many\n", (2, "capacity")),
    ("venues", "venue_id,cost_per_day\nV1,-1\n", (2, "cost_per_day")),
    ("venues", "venue_id,cost_per_day\nV1,nan\n", (2, "cost_per_day")),
    ("venues", "venue_id,online\nV1,sometimes\n", (2, "online")),
    ("venue_dates", "venue_id,date\nV9,2027-03-04\n", (2, "venue_id")),
    ("travel", "area,venue_id,minutes\nNorth,V9,30\n", (2, "venue_id")),
    ("facilitators", "facilitator_id,weekdays\nP1,Mon\n", (2, "facilitator_id")),
    ("facilitators", "facilitator_id,weekdays\nF1,Mon\nF1,Tue\n", (3, "facilitator_id")),
    ("calendar", "date_from,kind\n2027-02-30,blocked\n", (2, "date_from")),
    ("calendar", "date_from,kind\n03/14/2027 or so,blocked\n", (2, "date_from")),
    ("calendar", "date_from,kind\n20270230,blocked\n", (2, "date_from")),
    ("calendar", "date_from,kind\n2027-02-03,closed\n", (2, "kind")),
    ("calendar", "date_from,date_to,kind\n2027-02-03,2027-02-02,avoid\n", (2, "date_to")),
]


@pytest.mark.parametrize(("name", "text", "place"), BAD_OTHERS)
def test_other_bad_files_are_refused_by_row_and_column(
    look: Look, name: str, text: str, place: tuple[int | None, str | None]
) -> None:
    assert places(errors(look({f"{name}.csv": text}))) == [(f"{name}.csv", *place)]


def test_a_calendar_row_without_a_last_day_is_one_day(look: Look) -> None:
    cohort = look(calendar="kind,date_from\nblocked,2027-02-03\n").cohort
    assert cohort is not None
    assert cohort.calendar[0].date_to == date(2027, 2, 3)


def test_a_duplicate_id_names_both_rows(look: Look) -> None:
    found = errors(look(participants=f"{HEAD}\nP1,patient,yes\n\nP1,patient,no\n"))
    assert "row 2 and in row 4" in found[0].message
    assert found[0].value == "P1"


def test_two_times_for_one_journey_are_an_error_and_repeats_are_not(look: Look) -> None:
    venues = "venue_id\nV1\n"
    travel = "area,venue_id,minutes\nNorth,V1,30\nNorth,V1,30\nNorth,V1,31\n"
    found = errors(look(venues=venues, travel=travel))
    assert places(found) == [("travel.csv", 4, "minutes")]


def test_all_errors_are_raised_at_once_by_file_and_row(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "participants.csv": f"{HEAD}\nP1,nurse,?\nP 2,patient,yes\n",
            "projects.csv": "project_id\nPR1\n",
            "programme.toml": "",
        },
    )
    with pytest.raises(InputError, match="the column title is missing") as caught:
        load(tmp_path)
    assert places(list(caught.value.problems)) == [
        ("participants.csv", 2, "side"),
        ("participants.csv", 2, "consent"),
        ("participants.csv", 3, "person_id"),
        ("programme.toml", None, "programme.start"),
        ("programme.toml", None, "programme.end"),
        ("projects.csv", 1, "title"),
    ]


def test_a_row_with_one_error_does_not_make_its_id_unknown(look: Look) -> None:
    inspection = look(
        participants=f"{HEAD},partner_id\nP1,patient,yes,H1\nH1,nurse,yes,\n",
        availability="person_id,date,state\nH1,2027-03-04,yes\n",
    )
    assert places(errors(inspection)) == [("participants.csv", 3, "side")]


def test_an_unreadable_file_does_not_make_its_ids_unknown(look: Look) -> None:
    inspection = look(
        {"projects.csv": b"project_id,title\nPR1,caf\0\n"},
        participants=f"{HEAD},project_id\nP1,patient,yes,PR1\n",
    )
    found = errors(inspection)
    assert places(found) == [("projects.csv", None, None)]
    assert "not a text file" in found[0].message


def test_long_values_and_control_characters_are_not_shown(look: Look) -> None:
    found = errors(look(participants=f"{HEAD}\nP1,{'long' * 100}\x07\x1b[31m,yes\n"))
    value = found[0].value
    assert value is not None
    assert len(value) <= 80
    assert value.isprintable()


def test_every_problem_is_kept_however_many_are_alike(look: Look) -> None:
    rows = "".join(f"P{number},nurse,yes\n" for number in range(3_000))
    inspection = look(participants=f"{HEAD}\n{rows}")
    assert places(errors(inspection)) == [
        ("participants.csv", row, "side") for row in range(2, 3_002)
    ]
    with pytest.raises(InputError, match="row 3001, side") as caught:
        inspection.require()
    assert len(caught.value.problems) == 3_000
    assert len(str(caught.value).splitlines()) == 3_000


@pytest.mark.parametrize("text", [f"{HEAD}\n", "", None])
def test_nobody_there_is_said_once_and_not_of_everybody_who_is_named(
    look: Look, text: str | None
) -> None:
    answers = "".join(f"P{number},2027-03-04,yes\n" for number in range(250))
    files: dict[str, str | bytes] = {"participants.csv": " " if text == "" else text or ""}
    inspection = look(
        files,
        availability=f"person_id,date,state\n{answers}",
        facilitators="facilitator_id,weekdays,conflicts\nF1,Mon,P1\n",
    )
    assert places(list(inspection.problems)) == [("participants.csv", None, None)]


def test_causes_come_before_what_follows_from_them(look: Look) -> None:
    inspection = look(
        participants=f"{HEAD},project_id\nP1,patient,yes,PR2\nH 1,professional,yes,\n",
        availability="person_id,date,state\nH1,2027-03-04,yes\n",
        projects="project_id,title\nPR 2,A\n",
    )
    assert places(errors(inspection)) == [
        ("participants.csv", 3, "person_id"),
        ("projects.csv", 2, "project_id"),
        ("availability.csv", 2, "person_id"),
        ("participants.csv", 2, "project_id"),
    ]


def test_areas_of_journeys_are_compared_without_case_and_outer_blanks(look: Look) -> None:
    travel = "area,venue_id,minutes\nNorth,V1,30\nNORTH ,V1,31\n"
    found = errors(look(venues="venue_id\nV1\n", travel=travel))
    assert places(found) == [("travel.csv", 3, "minutes")]


@pytest.mark.parametrize(
    "name", ["absent", "absent.xlsx", "cohort.ods", "cohort", "participants.csv"]
)
def test_a_path_that_holds_no_cohort_is_refused(tmp_path: Path, name: str) -> None:
    if "absent" not in name:
        (tmp_path / name).write_text("x")
    with pytest.raises(InputError, match="workbook"):
        load(tmp_path / name)


def test_a_path_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="no such folder"):
        load("a\0b")


def test_an_empty_folder_lacks_participants_and_dates(tmp_path: Path) -> None:
    assert places(errors(inspect(tmp_path))) == [
        ("participants.csv", None, None),
        ("programme.toml", None, "programme.start"),
        ("programme.toml", None, "programme.end"),
    ]


def test_a_file_twice_but_for_capitals_is_refused(look: Look) -> None:
    found = errors(look({"Participants.csv": SOUND["participants.csv"]}))
    assert len(found) == 1
    assert "same name" in found[0].message


def test_a_formula_marked_as_text_is_read_without_its_mark(look: Look) -> None:
    inspection = look(
        participants=f"{HEAD},name\nP1,patient,yes,'=1+1\nH1,professional,y,'quoted'\n"
    )
    assert inspection.cohort is not None
    assert [person.name for person in inspection.cohort.people] == ["'quoted'", "=1+1"]


def test_a_current_plan_that_cannot_be_read_is_an_error(look: Look) -> None:
    assert places(errors(look({"current_plan.json": "{"}))) == [("current_plan.json", None, None)]
    found = errors(look({"current_plan.json": '{"status": "best"}'}))
    assert ("current_plan.json", None, "status") in places(found)


def test_people_to_add_are_read_from_a_lone_file(tmp_path: Path) -> None:
    file = tmp_path / "late.csv"
    file.write_text(f"{HEAD},prefers,note\nP9,patient,yes,H77,x\nP8,patient,Y?,,\n")
    people, problems = read_people(file)
    assert [person.person_id for person in people] == ["P8", "P9"]
    assert places(list(problems)) == [("late.csv", 1, "note"), ("late.csv", 3, "consent")]


@pytest.mark.parametrize("text", [None, "", f"{HEAD}\n", f"{HEAD}\nP1,nurse,yes\n", "a\0b"])
def test_people_to_add_are_nobody_after_an_error(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "late.csv"
    if text is not None:
        file.write_text(text)
    people, problems = read_people(file)
    assert people == ()
    assert len(problems) == 1


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = (
        "import sys, matcher.files;"
        "heavy = {'pandas', 'scipy', 'ortools', 'python_calamine', 'holidays'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
