"""A new plan updates what people took in before: nothing is doubled, lost or left behind."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from calendar_world import (
    DAYS,
    a_check_in,
    a_cohort,
    a_pair,
    a_plan,
    called,
    exported,
    kept,
    read,
    said,
    sequence,
    workshops,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.export.calendars.audiences import Audience
from matcher.export.calendars.told import SEQUENCES
from matcher.export.earlier import Earlier
from matcher.export.folder import save
from matcher.export.kinds import export_plan
from matcher.language import Language
from matcher.plans import MeetingState, Plan, WorkshopState
from worlds import with_rules

HELD = WorkshopState.HELD


def after(before: Plan, plan: Plan, **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the calendars of a plan, and those of one that follows it."""
    first = exported(before)
    return read(first), read(exported(plan, kept(before, first), **more))


def test_a_day_that_moves_keeps_its_uid_and_raises_its_number() -> None:
    cohort = a_cohort()
    moved = workshops(DAYS[0], DAYS[1] + timedelta(days=1), DAYS[2])
    old, new = after(a_plan(cohort), a_plan(cohort, workshops=moved))
    for name in ("everybody", "person-P1", "pair-P2+H2", "facilitator-F1"):
        assert set(old[name]) == set(new[name])
        assert [sequence(called(new[name], f"workshop {n}")) for n in (1, 2, 3)] == [0, 1, 0]
        assert said(called(old[name], "workshop 1")) == said(called(new[name], "workshop 1"))
    event = called(new["everybody"], "workshop 2")
    assert event.dtstart.value.date() == date(2027, 3, 31)
    assert event.dtstamp.value > called(old["everybody"], "workshop 2").dtstamp.value
    assert event.dtstamp.value == event.last_modified.value


@pytest.mark.parametrize(
    "change",
    [
        {"workshops": workshops(*DAYS, venue="V2")},
        {"workshops": workshops(*DAYS, facilitators=("F2",))},
    ],
)
def test_another_place_or_facilitator_raises_the_number(change: dict[str, Any]) -> None:
    cohort = a_cohort()
    _, new = after(a_plan(cohort), a_plan(cohort, **change))
    assert {sequence(event) for event in new["everybody"].values()} == {1}


def test_other_hours_or_another_language_raise_the_number() -> None:
    cohort = a_cohort()
    later = with_rules(cohort, workshops={"starts": "11:00"})
    _, new = after(a_plan(cohort), a_plan(later))
    assert {sequence(event) for event in new["everybody"].values()} == {1}
    _, french = after(a_plan(cohort), a_plan(cohort), language=Language.FRENCH)
    assert {sequence(event) for event in french["everybody"].values()} == {1}


def test_who_leaves_gets_cancellations_of_what_is_to_come_and_keeps_what_was() -> None:
    cohort = a_cohort()
    before = a_plan(cohort, workshops=workshops(*DAYS))
    days = workshops(*DAYS)
    held = (days[0].model_copy(update={"state": HELD}), *days[1:])
    re_paired = a_plan(
        cohort,
        workshops=held,
        pairs=(a_pair("P3", "H1"), a_pair("P2", "H2")),
        check_ins=(a_check_in("P3", "H1", date(2027, 3, 18)),),
    )
    old, new = after(before, re_paired)
    gone = new["person-P1"]
    assert set(gone) == set(old["person-P1"])
    stays = called(gone, "workshop 1")
    assert (stays.status.value, sequence(stays)) == ("CONFIRMED", 0)
    others = [event for event in gone.values() if event is not stays]
    assert {(event.status.value, sequence(event)) for event in others} == {("CANCELLED", 1)}
    assert all(event.summary.value.startswith("Cancelled: ") for event in others)
    stayed = {event.summary.value: event.status.value for event in new["person-H1"].values()}
    assert [name for name, status in stayed.items() if status == "CANCELLED"] == [
        "Cancelled: London 2027: check-in of Zoë Brontë and Ann, the nurse"
    ]
    assert called(new["person-H1"], "check-in of Asha").status.value == "CONFIRMED"


def test_a_partner_who_stays_finds_no_workshop_cancelled_in_any_file() -> None:
    cohort = a_cohort()
    pairs = (a_pair("P3", "H1"), a_pair("P2", "H2"))
    _, new = after(a_plan(cohort), a_plan(cohort, pairs=pairs, check_ins=()))
    for name in ("everybody", "pair-P1+H1", "pair-P3+H1", "person-H1"):
        for number in (1, 2, 3):
            event = called(new[name], f"workshop {number}")
            assert event.status.value == "CONFIRMED", name
    highest = max(sequence(called(events, "workshop 2")) for events in new.values())
    assert sequence(called(new["pair-P3+H1"], "workshop 2")) == highest


def test_what_was_done_is_not_cancelled_and_not_changed() -> None:
    cohort = a_cohort()
    done = a_check_in("P1", "H1", date(2027, 3, 16), state=MeetingState.DONE)
    before = a_plan(cohort, check_ins=(done,), workshops=workshops(*DAYS, state=HELD))
    later = a_plan(cohort, check_ins=(), workshops=workshops(*DAYS, state=HELD, venue="V2"))
    old, new = after(before, later)
    assert {name: set(map(str, map(said, old[name].values()))) for name in old} == {
        name: set(map(str, map(said, new[name].values()))) for name in old
    }
    assert {sequence(event) for events in new.values() for event in events.values()} == {0}


def test_what_the_running_plan_says_was_done_is_not_cancelled() -> None:
    cohort = a_cohort()
    before = a_plan(cohort)
    done = a_check_in("P1", "H1", date(2027, 3, 16), state=MeetingState.DONE)
    running = cohort.model_copy(update={"current_plan": a_plan(cohort, check_ins=(done,))})
    _, new = after(before, a_plan(running, pairs=(), check_ins=()))
    assert called(new["person-P1"], "check-in").status.value == "CONFIRMED"


def test_who_comes_back_finds_the_events_again_with_a_higher_number() -> None:
    cohort = a_cohort()
    there, away = a_plan(cohort), a_plan(cohort, pairs=(), check_ins=())
    first = exported(there)
    second = exported(away, kept(there, first))
    third = read(exported(there, kept(away, second)))["person-P1"]
    assert {(event.status.value, sequence(event)) for event in third.values()} == {("CONFIRMED", 2)}


def test_uids_do_not_depend_on_days_names_or_changes_to_the_window() -> None:
    cohort = a_cohort()
    changed = a_cohort(P1="Somebody else").with_changes("rule=programme.start=2027-02-01")
    moved = workshops(*(day + timedelta(days=7) for day in DAYS))
    old = read(exported(a_plan(cohort)))
    new = read(exported(a_plan(changed, workshops=moved)))
    assert {name: set(events) for name, events in old.items()} == {
        name: set(events) for name, events in new.items()
    }
    other = read(exported(a_plan(a_cohort({"programme.name": "London 2028"}))))
    assert not set(other["everybody"]) & set(old["everybody"])


def test_a_programme_that_is_called_otherwise_later_is_still_the_same() -> None:
    before, later = a_plan(a_cohort()), a_plan(a_cohort({"programme.name": "London"}))
    old, new = after(before, later)
    assert set(old["everybody"]) == set(new["everybody"])


def test_an_earlier_plan_counts_as_the_first_version(tmp_path: Path) -> None:
    cohort = a_cohort()
    save(a_plan(cohort), tmp_path / "plan")
    later = a_plan(with_rules(cohort, workshops={"starts": "09:00"}), pairs=(), check_ins=())
    new = read(exported(later, Earlier.at(tmp_path / "plan")))
    assert {sequence(event) for event in new["everybody"].values()} == {1}
    assert {event.status.value for event in new["person-P1"].values()} == {"CANCELLED"}


def test_an_export_without_calendars_is_compared_by_its_plan(tmp_path: Path) -> None:
    cohort = a_cohort()
    plan = a_plan(cohort)
    moved = a_plan(cohort, workshops=workshops(DAYS[0], DAYS[1] + timedelta(days=1), DAYS[2]))
    export_plan(plan, tmp_path / "out", kinds=[])
    export_plan(moved, tmp_path / "out", kinds=["calendars"], force=True)
    file = tmp_path / "out" / "calendars" / "everybody.ics"
    events = read({"calendars/a.ics": file.read_bytes()})["a"]
    assert sorted(sequence(event) for event in events.values()) == [0, 0, 1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"{", "Invalid JSON"),
        (b'{"programme": "x", "stamp": "2027-01-11"}', "programme"),
        (
            b'{"programme": "%s", "stamp": "2027-01-11", "calendars": {"../x": []}}' % (b"0" * 32),
            "no calendar is called ../x",
        ),
    ],
)
def test_a_spoilt_list_of_versions_is_named(text: bytes, message: str) -> None:
    plan = a_plan(a_cohort())
    with pytest.raises(InputError, match=rf"sequences\.json.*(?s:.)*{message}"):
        exported(plan, kept(plan, {SEQUENCES: text}))


@pytest.mark.parametrize("name", ["everybody", "pair-P-1+H.2", "person-P-1", "facilitator--F1"])
def test_a_name_of_a_calendar_says_whose_it_is(name: str) -> None:
    assert Audience.called(name).name == name


COHORT = a_cohort({"programme.country": "US"})
"""A country without a time zone of its own: reading zones is what takes time."""
SPARE = [day + timedelta(days=shift) for day in DAYS for shift in (0, 1)]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Return a plan of some pairs, with some of three workshops and some check-ins."""
    couples = draw(
        st.sampled_from(
            [(), (("P1", "H1"),), (("P1", "H1"), ("P2", "H2")), (("P3", "H1"), ("P1", "H2"))]
        )
    )
    days = [draw(st.sampled_from(SPARE[2 * n : 2 * n + 2])) for n in range(3)]
    held = draw(st.integers(0, 2))
    meetings = workshops(*days[: draw(st.integers(0, 3))])
    return a_plan(
        COHORT,
        pairs=tuple(a_pair(*couple) for couple in couples),
        workshops=tuple(
            one.model_copy(
                update={
                    "venue": draw(st.sampled_from([None, "V1", "V2"])),
                    "facilitators": draw(st.sampled_from([(), ("F1",), ("F2", "F1")])),
                    "absent": draw(st.sampled_from([(), ("P1",)])),
                    "state": HELD if one.number <= held else WorkshopState.PLANNED,
                }
            )
            for one in meetings
        ),
        check_ins=tuple(
            a_check_in(
                *couple,
                date(2027, 3, draw(st.integers(14, 16))),
                after_workshop=gap,
                facilitator=draw(st.sampled_from(["F1", "F2"])),
                state=draw(st.sampled_from([MeetingState.PLANNED, MeetingState.DONE])),
            )
            for couple in couples
            for gap in range(1, 1 + draw(st.integers(0, 2)))
        ),
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(plans(), min_size=2, max_size=4))
def test_every_event_goes_on_and_its_number_rises_when_and_only_when_it_changes(
    row: list[Plan],
) -> None:
    before = exported(row[0])
    old = read(before)
    for last, plan in pairwise(row):
        files = exported(plan, kept(last, before))
        new = read(files)
        highest = highest_numbers(old)
        for name, events in old.items():
            assert set(events) <= set(new[name])
        for name, events in new.items():
            for uid, event in events.items():
                was = old.get(name, {}).get(uid)
                if was is None:
                    assert sequence(event) >= highest.get(uid, 0)
                else:
                    changed = said(event) != said(was)
                    # Above what any other file said: somebody may have taken in several.
                    assert sequence(event) == (highest[uid] + 1 if changed else sequence(was))
        assert exported(plan, kept(plan, files)) == files
        before, old = files, new


def highest_numbers(calendars: dict[str, dict[str, Any]]) -> dict[str, int]:
    """Return the highest number of each UID in any file."""
    found: dict[str, int] = {}
    for events in calendars.values():
        for uid, event in events.items():
            found[uid] = max(sequence(event), found.get(uid, 0))
    return found
