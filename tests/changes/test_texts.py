"""Changes as texts and as JSON: what is read, what is refused, and that nothing is lost."""

from __future__ import annotations

import json
import pickle
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.changes import (
    CHANGES,
    Block,
    Change,
    Lock,
    SetRule,
    dump,
    parse_changes,
    restore,
    schema,
)
from matcher.cohort import Answer
from matcher.decisions import DateRange
from matcher.errors import InputError
from matcher.files.settings import keys
from matcher.programme import Weekday

if TYPE_CHECKING:
    from pathlib import Path

    from matcher.cohort import Cohort

ids = st.from_regex(r"[A-Za-z0-9_.\-]{1,64}", fullmatch=True)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
ranges = st.tuples(days, days).map(lambda two: DateRange(first=min(two), last=max(two)))
couples = st.lists(ids, min_size=2, max_size=2, unique=True).map(
    lambda two: {"one": two[0], "other": two[1]}
)
numbers = st.integers(0, 60)
line = st.text(st.characters(exclude_categories=["C", "Z"]))

FIELDS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "lock": couples,
    "unlock": couples,
    "forbid": couples,
    "allow": couples,
    "withdraw": st.fixed_dictionaries({"person": ids, "after_workshop": st.none() | numbers}),
    "join": st.lists(ids, min_size=3, max_size=3, unique=True).map(
        lambda three: {"person": three[0], "one": three[1], "other": three[2]}
    ),
    "leave": st.fixed_dictionaries({"person": ids}),
    "pause": st.fixed_dictionaries({"person": ids}),
    "return": st.fixed_dictionaries({"person": ids}),
    "date": st.fixed_dictionaries({"number": st.integers(1, 60), "day": days}),
    "unfix": st.fixed_dictionaries({"number": st.integers(1, 60), "day": days}),
    "unadd": st.fixed_dictionaries({"file": st.sampled_from(["more.csv", "a b/c=d.csv"])}),
    "unblock": st.fixed_dictionaries({"days": ranges}),
    "block": st.fixed_dictionaries({"days": ranges}),
    "weekdays": st.fixed_dictionaries({"weekdays": st.sets(st.sampled_from(Weekday), min_size=1)}),
    "pairs": st.fixed_dictionaries({"pairs": st.integers()}),
    "rule": st.fixed_dictionaries({"name": st.sampled_from([*keys()]), "value": line}),
    "weight": st.fixed_dictionaries(
        {
            "criterion": st.sampled_from(["motivation", "locality", "other"]),
            "weight": st.floats(allow_nan=False, allow_infinity=False),
        }
    ),
    "venue_closed": st.fixed_dictionaries({"venue": ids, "days": ranges}),
    "venue_open": st.fixed_dictionaries({"venue": ids, "days": ranges}),
    "facilitator_back": st.fixed_dictionaries({"facilitator": ids, "days": ranges}),
    "unanswer": st.fixed_dictionaries({"who": ids, "day": days}),
    "facilitator_away": st.fixed_dictionaries({"facilitator": ids, "days": ranges}),
    "answer": st.fixed_dictionaries({"who": ids, "day": days, "answer": st.sampled_from(Answer)}),
}
"""Kind -> the fields of such changes; `add` needs a file and stands below."""


def test_every_kind_has_a_strategy() -> None:
    assert {*FIELDS, "add"} == {*CHANGES}


changes = st.sampled_from([*FIELDS]).flatmap(
    lambda kind: FIELDS[kind].map(lambda fields: CHANGES[kind].model_validate(fields))
)


@given(changes)
def test_the_text_of_a_change_is_read_as_the_same_change(change: Change) -> None:
    assert parse_changes(str(change)) == (change,)


@given(st.lists(changes))
def test_changes_survive_json_and_pickle(some: list[Change]) -> None:
    assert restore(json.loads(json.dumps(dump(some)))) == tuple(some)
    assert pickle.loads(pickle.dumps(some)) == some


@given(changes)
def test_every_change_has_a_sentence(change: Change) -> None:
    assert change.sentence()
    assert "\n" not in change.sentence(lambda identity: f"<{identity}>")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("lock=P07+H03", "Keep P07 and H03 together"),
        ("forbid=P07+H03", "Never pair P07 with H03"),
        ("withdraw=P07@2", "P07 has left after workshop 2"),
        ("date=3:2027-04-13", "Hold workshop 3 on Tue 13 Apr"),
        ("block=2027-04-01..2027-04-19", "No workshop from Thu 1 Apr to Mon 19 Apr"),
        ("block=2027-12-24..2028-01-03", "No workshop from Fri 24 Dec 2027 to Mon 3 Jan 2028"),
        ("weekdays=Tue;Thu", "Workshops on Tuesday and Thursday only"),
        ("pairs=1", "Form 1 pair"),
        ("answer=P1@2027-03-02:if_needed", "P1 comes only if needed on Tue 2 Mar"),
        (
            "rule=workshops.min_gap_days=28",
            "Set workshops.min_gap_days to 28 (the fewest days from one workshop to the next)",
        ),
    ],
)
def test_sentences_say_what_a_facilitator_would_say(text: str, sentence: str) -> None:
    assert parse_changes(text)[0].sentence() == sentence


def test_people_are_called_by_their_names_where_they_are_known() -> None:
    (lock,) = parse_changes("lock=P07+H03")
    assert lock.sentence({"P07": "Amina", "H03": "Dr Lee"}.get) == (  # type: ignore[arg-type]
        "Keep Amina and Dr Lee together"
    )


def test_texts_and_changes_may_be_nested() -> None:
    lock = Lock(one="P1", other="H1")
    block = Block(days=DateRange(first=date(2027, 4, 1), last=date(2027, 4, 1)))
    assert parse_changes([[" LOCK = P1+H1 "], (lock, ["block=2027-04-01"])]) == (lock, lock, block)
    with pytest.raises(TypeError, match="a text or a Change, not int"):
        parse_changes([3])


def test_values_of_a_rule_may_be_given_as_python() -> None:
    assert str(SetRule.model_validate({"name": "a.b", "value": [1, 5]})) == "rule=a.b=[1, 5]"
    assert str(SetRule.model_validate({"name": "a.b", "value": True})) == "rule=a.b=true"


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("", 'there is no change called ""'),
        ("lok=P1+H1", r'no change called "lok".*Did you mean lock\? Write lock=ID\+ID'),
        ("lock", "a = and what it is about are missing"),
        ("lock=P1", "two ids with .* between them are needed"),
        ("lock=P1+H 1", '"H 1" is not an id'),
        ("lock=P1+P1", "the two ids are the same"),
        ("withdraw=P1@two", '"two" is not the number of a workshop'),
        ("return=", '"" is not an id'),
        ("date=2027-04-13", "the number of a workshop, a colon and a date are needed"),
        ("date=0:2027-04-13", "greater than or equal to 1"),
        ("date=x:2027-04-13", '"x" is not the number of a workshop'),
        ("date=1:2027-04-31", 'there is no such day: "2027-04-31"'),
        ("block=13/04/2027", "not a date in the form year-month-day"),
        ("block=2027-04-13..2027-04-01", "2027-04-01, lies before the first one"),
        ("weekdays=", "at least one weekday is needed"),
        ("weekdays=Tue;Funday", '"Funday" cannot stand'),
        ("pairs=ten", '"ten" is not a whole number'),
        ("rule=workshops.count", "the name of a setting, a = and a value are needed"),
        ("weight=motivation", "the name of a criterion, a = and a number are needed"),
        ("weight=motivation=much", '"much" is not a number'),
        ("weight=motivation=nan", "finite number"),
        ("venue_closed=V1", "an id, an @ and a date or two are needed"),
        ("facilitator_away=F1@", "not a date"),
        ("answer=P1@2027-03-02", "an id, an @, a date, a colon and an answer are needed"),
        ("unanswer=P1", "an id, an @ and a date are needed"),
        ("unadd=", "at least 1 character"),
        ("answer=P1@2027-03-02:maybe", '"maybe" is none of the answers yes, if_needed, no'),
    ],
)
def test_a_text_that_cannot_be_read_says_why(text: str, match: str) -> None:
    with pytest.raises(InputError, match=match) as caught:
        parse_changes(["pairs=3", text])
    (problem,) = caught.value.problems
    assert (problem.file, problem.value) == ("change", text)
    assert problem.remedy


def test_every_unreadable_text_is_said_at_once() -> None:
    with pytest.raises(InputError, match="lok") as caught:
        parse_changes(["lok=1", "pairs=x", "date=3"])
    assert [problem.value for problem in caught.value.problems] == ["lok=1", "pairs=x", "date=3"]


def test_json_that_is_no_change_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="no change called") as caught:
        restore(["lock=P1", {"kind": "nothing"}, {"kind": "pairs"}, 3, {"kind": ["lock"]}])
    assert len(caught.value.problems) == 5


def test_texts_may_stand_among_json() -> None:
    lock = Lock(one="P1", other="H1")
    assert restore(["lock=P1+H1", *dump([lock])]) == (lock, lock)


PEOPLE = "person_id,side,consent,project_id,partner_id\n"


def written(folder: Path, *rows: str) -> str:
    file = folder / "more.csv"
    file.write_text(PEOPLE + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return f"add={file}"


def test_people_join_and_stay_when_their_file_is_gone(cohort: Cohort, tmp_path: Path) -> None:
    text = written(tmp_path, "P9,patient,yes,PR1,H9", "H9,professional,yes,,")
    changed = cohort.with_changes(text, "lock=H9+P9")
    assert [one.person_id for one in changed.people] == ["H1", "H2", "H9", "P1", "P2", "P3", "P9"]
    assert str(changed.changes[0]) == text
    assert parse_changes(text) == changed.changes[:1]
    assert changed.changes[0].sentence() == "2 more people: H9, P9"
    (tmp_path / "more.csv").unlink()
    again = restore(json.loads(json.dumps(dump(changed.changes))))
    assert again == changed.changes
    assert cohort.with_changes(again) == changed


def test_people_who_joined_can_be_taken_out_again(cohort: Cohort, tmp_path: Path) -> None:
    joined = cohort.with_changes(written(tmp_path, "P9,patient,yes,,", "H9,professional,yes,,"))
    opposite = joined.changes[0].opposite(cohort)
    assert opposite is not None
    (tmp_path / "more.csv").unlink()
    out = joined.with_changes(opposite)
    assert out == cohort
    back = opposite.opposite(joined)
    assert back is not None
    assert out.with_changes(back) == joined
    answered = joined.with_changes("answer=P9@2027-03-02:yes")
    assert opposite.opposite(answered) is None
    assert answered.with_changes(opposite) == cohort
    with pytest.raises(InputError, match=r"names H9, P9.*unlock="):
        joined.with_changes("lock=P9+H9", opposite)
    with pytest.raises(InputError, match=r"no add=.*more\.csv stands"):
        cohort.with_changes(opposite)


def test_the_schema_tells_every_kind_apart() -> None:
    told = schema()["items"]["discriminator"]["mapping"]
    assert {*told} == {*CHANGES}


def test_whoever_joined_can_leave_and_come_back(cohort: Cohort, tmp_path: Path) -> None:
    joined = cohort.with_changes(written(tmp_path, "P9,patient,yes,,"))
    assert joined.with_changes("withdraw=P9", "return=P9") == joined


@pytest.mark.parametrize(
    ("row", "match"),
    [
        ("P1,patient,yes,,", "there is a participant with the id P1 already"),
        ("F1,patient,yes,,", "F1 is the id of a facilitator"),
        ("P9,patient,yes,PR9,", "P9 names a project that does not exist: PR9"),
        ("P9,patient,yes,,H8", r"no participant with this id \(partner_id H8\)"),
        ("P9,patient,yes,,P1", "the partner is on the same side, patient"),
        ("P9,nurse,yes,,", "more.csv, row 2, side"),
    ],
)
def test_people_who_do_not_fit_in_are_refused(
    cohort: Cohort, tmp_path: Path, row: str, match: str
) -> None:
    with pytest.raises(InputError, match=match):
        cohort.with_changes(written(tmp_path, row))


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match=r"nobody\.csv: there is no such file"):
        parse_changes("add=nobody.csv")
