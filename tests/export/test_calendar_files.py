"""Calendar files: who reads what, at which hours, readable by other people's programs."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from calendar_world import (
    DAYS,
    a_check_in,
    a_cohort,
    a_pair,
    a_plan,
    called,
    exported,
    read,
    workshops,
)

from matcher.export.kinds import export_plan
from matcher.language import Language
from matcher.plans import CatchUp, CheckInKind
from planned import planned

HOSTILE = "Ann;\r\nBEGIN:VEVENT\nUID:x, \\n \x00\x07\u2028" + "é" * 90


def test_there_is_a_calendar_for_everybody_each_pair_person_and_facilitator() -> None:
    assert set(read(exported(a_plan(a_cohort())))) == {
        "everybody",
        *("pair-P1+H1", "pair-P2+H2"),
        *("person-P1", "person-P2", "person-H1", "person-H2"),
        "facilitator-F1",
    }


def test_each_reads_what_concerns_them() -> None:
    found = read(exported(a_plan(a_cohort())))
    assert {name: len(events) for name, events in found.items()} == {
        "everybody": 3,
        "pair-P1+H1": 4,
        "pair-P2+H2": 4,
        "person-P1": 4,
        "person-P2": 4,
        "person-H1": 4,
        "person-H2": 4,
        "facilitator-F1": 5,
    }
    meeting = called(found["person-P1"], "check-in")
    assert meeting.summary.value == "London 2027: check-in of Zoë Brontë and Ann, the nurse"
    assert meeting.description.value.splitlines() == [
        "With: Zoë Brontë and Ann, the nurse",
        "Facilitator: Mo",
        "Project: Letters; plain",
        "After workshop 1; the time is to be agreed.",
    ]
    workshop = called(found["everybody"], "workshop 1")
    assert workshop.location.value == "Town hall, Camden"
    assert workshop.description.value == "Facilitators: Mo"


def test_who_is_absent_has_the_workshop_not_in_their_own_calendar() -> None:
    days = workshops(*DAYS)
    away = days[1].model_copy(update={"absent": ("P1",), "remote": ("H1",)})
    found = read(exported(a_plan(a_cohort(), workshops=(days[0], away, days[2]))))
    names = [name for name, events in found.items() if len(events) == 3]
    assert names == ["everybody", "person-P1"]
    assert "join from home" in called(found["person-H1"], "workshop 2").description.value
    shared = called(found["pair-P1+H1"], "workshop 2")
    assert shared.description.value == "Facilitators: Mo"


def test_a_call_stands_with_the_person_and_the_facilitator_it_is_with() -> None:
    calls = tuple(
        a_check_in("P1", "H1", date(2027, 3, day), mode=CheckInKind.CALL, person=who)
        for who, day in (("P1", 15), ("H1", 16))
    )
    found = read(exported(a_plan(a_cohort(), check_ins=calls)))
    assert called(found["person-P1"], "call").summary.value == "London 2027: call with Zoë Brontë"
    description = called(found["person-P1"], "call").description.value
    assert description.startswith("With: Zoë Brontë\nFacilitator: Mo\n")
    assert called(found["person-H1"], "call").dtstart.value == date(2027, 3, 16)
    assert len(found["facilitator-F1"]) == len(found["pair-P1+H1"]) == 5


def test_shared_files_hold_no_address_no_need_and_nobody_to_answer_to() -> None:
    for content in exported(a_plan(a_cohort())).values():
        text = content.decode()
        assert not re.search("mailto|ATTENDEE|ORGANIZER|example.org|hearing|loop", text, re.I)
        assert "@" not in text.replace("@matcher.invalid", "")
    everybody = exported(a_plan(a_cohort()))["calendars/everybody.ics"].decode()
    assert not any(name in everybody for name in ("Zoë", "Ann", "Letters"))


@pytest.mark.parametrize(
    ("rules", "offsets"),
    [
        ({}, [0, 1, 1]),
        ({"programme.country": "FR"}, [1, 2, 2]),
        ({"programme.country": "US", "programme.timezone": "America/New_York"}, [-5, -4, -4]),
    ],
)
def test_workshops_keep_their_hours_when_the_clocks_change(
    rules: dict[str, str], offsets: list[int]
) -> None:
    content = exported(a_plan(a_cohort(rules)))["calendars/everybody.ics"]
    by_other = [called(read({"a.ics": content})["a"], f"workshop {n}") for n in (1, 2, 3)]
    by_ours = sorted(icalendar.Calendar.from_ical(content).events, key=lambda one: one.start)
    for starts in (
        [event.dtstart.value for event in by_other],
        [event.start for event in by_ours],
    ):
        assert [(one.date(), one.hour) for one in starts] == [(day, 10) for day in DAYS]
        assert [one.utcoffset() for one in starts] == [timedelta(hours=off) for off in offsets]
    assert all(event.dtend.value.hour == 16 for event in by_other)


def test_the_day_of_the_change_itself_has_the_new_time() -> None:
    sunday = date(2027, 3, 28)
    content = exported(a_plan(a_cohort(), workshops=workshops(sunday)))["calendars/everybody.ics"]
    (found,) = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).at(sunday)
    assert found.start.utcoffset() == timedelta(hours=1)
    (zone,) = icalendar.Calendar.from_ical(content).timezones
    assert zone.tz_name == "Europe/London"


def test_without_one_time_zone_the_hours_are_those_of_the_place() -> None:
    plan = a_plan(a_cohort({"programme.country": "US"}))
    content = exported(plan)["calendars/everybody.ics"].decode()
    assert "DTSTART:20270302T100000\r\n" in content
    assert "TZID" not in content


def test_sessions_share_the_hours_of_their_day_and_a_catch_up_has_those_of_its_workshop() -> None:
    day = workshops(DAYS[0], DAYS[0], DAYS[1])
    plan = a_plan(
        a_cohort({"workshops.sessions_per_day": 2, "workshops.ends": "17:00"}),
        workshops=day,
        catch_ups=(
            CatchUp(
                patient="P1", professional="H1", workshop=2, date=date(2027, 3, 9), facilitator="F1"
            ),
        ),
    )
    found = read(exported(plan))["person-H1"]
    hours = {
        event.summary.value.partition(": ")[2].partition(",")[0]: (
            f"{event.dtstart.value:%H:%M}",
            f"{event.dtend.value:%H:%M}",
        )
        for event in found.values()
        if "check-in" not in event.summary.value
    }
    assert hours == {
        "workshop 1": ("10:00", "13:30"),
        "workshop 2": ("13:30", "17:00"),
        "workshop 3": ("10:00", "13:30"),
        "catch-up for workshop 2": ("13:30", "17:00"),
    }


def test_a_check_in_takes_a_day_without_taking_its_time() -> None:
    meeting = called(read(exported(a_plan(a_cohort())))["person-P1"], "check-in")
    assert (meeting.dtstart.value, meeting.dtend.value) == (date(2027, 3, 16), date(2027, 3, 17))
    assert meeting.transp.value == "TRANSPARENT"
    assert called(read(exported(a_plan(a_cohort())))["everybody"], "1").transp.value == "OPAQUE"


def test_online_is_said_in_the_language() -> None:
    plan = a_plan(a_cohort(), workshops=workshops(*DAYS, venue="V2"))
    for language, online, name in (
        (Language.ENGLISH, "Online", "London 2027: workshop 1"),
        (Language.FRENCH, "En ligne", "London 2027\u00a0: atelier 1"),
    ):
        events = read(exported(plan, language=language))["everybody"]
        assert called(events, "1").location.value == online
        assert called(events, "1").summary.value == name


def test_long_accented_and_hostile_names_come_back_as_they_are_on_one_line() -> None:
    files = exported(a_plan(a_cohort(H1=HOSTILE)))
    content = files["calendars/person-P1.ics"]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    plain = "Ann; BEGIN:VEVENT UID:x, \\n " + "é" * 90
    summary = f"London 2027: check-in of Zoë Brontë and {plain}"
    found = read(files)["person-P1"]
    assert len(found) == 4
    assert called(found, "check-in").summary.value == summary
    ours = icalendar.Calendar.from_ical(content)
    assert summary in [str(event["summary"]) for event in ours.events]
    assert {str(event.uid) for event in ours.events} == set(found)


def test_every_file_has_what_the_standard_asks_for() -> None:
    for name, content in exported(a_plan(a_cohort())).items():
        if not name.endswith(".ics"):
            continue
        calendar = icalendar.Calendar.from_ical(content)
        assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
        assert calendar["prodid"]
        assert not calendar.get_missing_tzids()
        for event in calendar.events:
            assert not event.errors
            assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS"} <= set(event)
            assert re.fullmatch(r"[0-9a-f]{32}@matcher\.invalid", event["uid"])


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert exported(a_plan(a_cohort())) == exported(a_plan(a_cohort()))


def test_ids_that_differ_in_case_only_do_not_share_a_file() -> None:
    cohort = a_cohort()
    twin = cohort.people[0].model_copy(update={"person_id": cohort.people[0].person_id.lower()})
    cohort = cohort.model_copy(update={"people": (*cohort.people, twin)})
    other = twin.person_id.upper()
    plan = a_plan(cohort, pairs=(a_pair(other, None), a_pair(twin.person_id, None)), check_ins=())
    names = [name.casefold() for name in exported(plan)]
    assert len(names) == len(set(names)) == 5


def test_a_programme_without_days_has_no_calendar(tmp_path: Path) -> None:
    plan = planned("buddies")
    assert export_plan(plan, tmp_path / "out", kinds=["calendars"]) == ()


def test_people_who_come_alone_have_no_file_of_a_pair(tmp_path: Path) -> None:
    plan = planned("course")
    export_plan(plan, tmp_path / "out", kinds=["calendars"])
    names = {file.stem for file in (tmp_path / "out" / "calendars").glob("*.ics")}
    assert names == {"everybody", *(f"person-{pair.patient}" for pair in plan.pairs)}


def test_a_plan_under_way_is_read_in_french_with_what_was_done(tmp_path: Path) -> None:
    plan = planned("clinic")
    export_plan(plan, tmp_path / "out", kinds=["calendars"], language="fr")
    files = {file.name: file.read_bytes() for file in (tmp_path / "out" / "calendars").iterdir()}
    found = read(files)
    assert len(found["everybody"]) == 3
    own = [
        event.summary.value
        for name, events in found.items()
        if name.startswith("pair-")
        for event in events.values()
        if not event.summary.value.startswith("Clinic 2027\u00a0: atelier ")
    ]
    couples = {pair.couple for pair in plan.pairs}
    meetings = [*plan.check_ins, *plan.catch_ups]
    assert len(own) == sum(one.couple in couples for one in meetings)
    done = [one for one in plan.check_ins if one.couple not in couples]
    assert [one.state for one in done] == ["done"]
    assert done[0].date in {
        event.dtstart.value for event in found[f"facilitator-{done[0].facilitator}"].values()
    }
    assert any("point d'étape de" in summary for summary in own)
