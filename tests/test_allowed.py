"""Which pairs are allowed, and the first reason for those that are not."""

from __future__ import annotations

from typing import Any

import pytest

from matcher.allowed import partners
from matcher.cohort import Cohort, Person, Project, Side
from matcher.decisions import Decisions
from matcher.programme import Programme
from matcher.scores import REASON_KEYS, REASON_TEXTS, Scorer


def made(
    patients: list[dict[str, Any]], professionals: list[dict[str, Any]], **content: Any
) -> Cohort:
    """Return a cohort of P1, P2, … and H1, H2, … with these answers."""
    pairing = content.pop("pairing", {})
    window = {"start": "2027-01-11", "end": "2027-07-09"}
    sides = ((Side.PATIENT, "P", patients), (Side.PROFESSIONAL, "H", professionals))
    people = tuple(
        Person(**{"person_id": f"{letter}{number}", "side": side, "consent": True, **answers})
        for side, letter, those in sides
        for number, answers in enumerate(those, start=1)
    )
    programme = Programme.model_validate({"programme": window, "pairing": pairing})
    return Cohort(programme=programme, people=people, **content)


def reason_codes(*sides: list[dict[str, Any]], **content: Any) -> list[list[int]]:
    codes: list[list[int]] = Scorer(made(*sides, **content)).all().reason.tolist()
    return codes


def reasons(*sides: list[dict[str, Any]], **content: Any) -> list[list[str]]:
    """Return the key of the first rule against each pair, empty where it is allowed."""
    return [[REASON_KEYS[code] for code in row] for row in reason_codes(*sides, **content)]


def test_two_people_about_whom_nothing_is_said_are_allowed() -> None:
    assert reasons([{}], [{}]) == [[""]]


@pytest.mark.parametrize(
    ("patient", "professional", "key"),
    [
        ({"consent": False}, {}, "consent"),
        ({}, {"consent": False}, "consent"),
        ({"status": "withdrawn"}, {}, "withdrawn"),
        ({}, {"status": "withdrawn"}, "withdrawn"),
        ({"conflicts": ("H1",)}, {}, "conflicts"),
        ({}, {"conflicts": ("P1",)}, "conflicts"),
        ({"avoids": ("H1",)}, {}, "avoids"),
        ({}, {"avoids": ("P1",)}, "avoids"),
        ({"languages": ("English",)}, {"languages": ("French",)}, "language"),
        ({"languages": ("English",)}, {"languages": ("french", "english")}, ""),
        ({"languages": ("English",)}, {}, ""),
        ({"not_from": ("North Practice",)}, {"organisation": "North Practice"}, "not_from"),
        ({"organisation": "North Practice"}, {"not_from": ("north  practice",)}, "not_from"),
    ],
)
def test_each_rule_speaks_whichever_side_it_stands_on(
    patient: dict[str, Any], professional: dict[str, Any], key: str
) -> None:
    assert reasons([patient], [professional]) == [[key]]


def test_the_first_rule_gives_the_reason() -> None:
    assert reasons([{"consent": False, "status": "withdrawn", "avoids": ("H1",)}], [{}]) == [
        ["consent"]
    ]


def test_a_decision_forbids_a_pair() -> None:
    decided = Decisions(forbidden=(("P1", "H1"),))
    assert reasons([{}], [{}, {}], decisions=decided) == [["forbidden", ""]]


@pytest.mark.parametrize(
    ("patient", "professional"),
    [({"partner_id": "H1"}, {}), ({}, {"partner_id": "P1"})],
)
def test_it_is_enough_that_one_says_that_they_applied_together(
    patient: dict[str, Any], professional: dict[str, Any]
) -> None:
    found = reasons([patient, {}], [professional, {}])
    assert found == [["", "partner"], ["partner", ""]]


@pytest.mark.parametrize("gone", [{"status": "withdrawn"}, {"consent": False}])
def test_a_partner_who_is_gone_releases_the_other(gone: dict[str, Any]) -> None:
    assert reasons([{"partner_id": "H1"}], [gone, {}])[0][1] == ""


def test_a_shared_project_may_be_required() -> None:
    required = {"pairing": {"require_shared_project": True}}
    projects = (Project(project_id="PR1", title="Nights", theme="sleep"),)
    people = [{"themes": ("Sleep",)}, {"project_id": "PR1"}, {}]
    others = [{"themes": ("sleep", "pain")}, {"themes": ("PR1",)}, {"themes": ("falls",)}]
    no = "shared_project"
    assert reasons(people, others, projects=projects, **required) == [
        ["", no, no],
        [no, "", no],
        [no, no, no],
    ]


def test_a_fit_below_the_least_bars_a_pair() -> None:
    assert reasons([{}], [{}], pairing={"min_fit": 500}) == [[""]]
    assert reasons([{}], [{}], pairing={"min_fit": 501}) == [["min_fit"]]


EVERYTHING_WRONG: dict[str, dict[str, Any]] = {
    "P1": {
        "consent": False,
        "status": "withdrawn",
        "conflicts": ("H1",),
        "languages": ("English",),
        "not_from": ("Elsewhere", "East Practice"),
        "partner_id": "H2",
    },
    "H1": {
        "consent": False,
        "status": "withdrawn",
        "avoids": ("P1",),
        "languages": ("French",),
        "organisation": "east practice ",
    },
    "H2": {},
}

FORBIDDEN = Decisions(forbidden=(("P1", "H1"),))
JOINED = FORBIDDEN.model_copy(update={"thirds": {"H1": ("P1", "H2")}})

PUT_RIGHT: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("the patient has not consented", "P1", {"consent": True}),
    ("the professional has not consented", "H1", {"consent": True}),
    ("the patient has withdrawn", "P1", {"status": "applied"}),
    ("the professional has withdrawn", "H1", {"status": "applied"}),
    ("one of them is pausing", "", {"decisions": JOINED}),
    ("one of them is the third member of a pair", "", {"decisions": FORBIDDEN}),
    ("they must never be paired", "P1", {"conflicts": ()}),
    ("one of them asked not to be paired with the other", "H1", {"avoids": ()}),
    (
        "one of them must not be paired with people of the other's organisation",
        "P1",
        {"not_from": ("Elsewhere",)},
    ),
    ("the pair was forbidden by a decision", "", {"decisions": Decisions()}),
    ("no language in common", "H1", {"languages": ()}),
    ("one of them applied together with somebody else", "P1", {"partner_id": None}),
    ("no project or theme that both named", "", {"pairing": {"min_fit": 1000}}),
    ("their fit is below the least that the programme accepts", "", {"pairing": {}}),
    ("", "", {}),
)
"""Each reason in its order, and what takes it away: a change to a person or to the cohort."""


def test_a_pair_against_which_everything_speaks_is_given_the_reasons_in_their_order() -> None:
    people = {name: dict(said) for name, said in EVERYTHING_WRONG.items()}
    content: dict[str, Any] = {
        "decisions": JOINED.model_copy(update={"paused": ("P1",)}),
        "pairing": {"require_shared_project": True, "min_fit": 1000},
    }
    found = []
    for _, who, change in PUT_RIGHT:
        (codes,) = reason_codes([people["P1"]], [people["H1"], people["H2"]], **content)
        found.append(REASON_TEXTS[codes[0]])
        (people[who] if who else content).update(change)
    assert found == [text for text, _, _ in PUT_RIGHT]
    assert sorted(found) == sorted(REASON_TEXTS)


def test_partners_are_allowed_with_each_other_alone() -> None:
    no = "partner"
    assert reasons([{"partner_id": "H2"}, {}, {}], [{}, {}, {"partner_id": "P3"}]) == [
        [no, "", no],
        ["", no, no],
        [no, no, ""],
    ]


@pytest.mark.parametrize("gone", [{"status": "withdrawn"}, {"consent": False}])
def test_somebody_who_is_gone_binds_nobody_by_having_named_a_partner(gone: dict[str, Any]) -> None:
    assert reasons([{}], [{"partner_id": "P1", **gone}, {}])[0][1] == ""


def test_somebody_on_the_reserve_list_keeps_a_partner() -> None:
    assert reasons([{"partner_id": "H1"}], [{"status": "reserve"}, {}]) == [["", "partner"]]


def test_applying_together_overrides_no_other_rule() -> None:
    assert reasons([{"partner_id": "H1"}], [{"conflicts": ("P1",)}]) == [["conflicts"]]
    alone = {"partner_id": "H1", "languages": ("English",)}
    assert reasons([alone], [{"languages": ("French",)}]) == [["language"]]


def test_partners_are_known_both_ways() -> None:
    cohort = made([{"partner_id": "H2"}], [{}, {}])
    assert partners(cohort) == {"P1": "H2", "H2": "P1"}


def test_a_ban_names_one_pair_and_no_other() -> None:
    assert reasons([{"conflicts": ("H2",)}, {}], [{}, {"avoids": ("P2",)}]) == [
        ["", "conflicts"],
        ["", "avoids"],
    ]


def test_bans_on_somebody_absent_or_on_ones_own_side_bar_nobody() -> None:
    assert reasons([{"conflicts": ("P2", "X9"), "avoids": ("P1",)}, {}], [{}]) == [[""], [""]]


def test_a_decision_may_name_the_two_in_either_order() -> None:
    assert reasons([{}], [{}], decisions=Decisions(forbidden=(("H1", "P1"),))) == [["forbidden"]]


def test_a_lock_overrides_no_rule() -> None:
    locked = Decisions(locked=(("P1", "H1"),))
    assert reasons([{"avoids": ("H1",)}], [{}], decisions=locked) == [["avoids"]]


@pytest.mark.parametrize(
    ("ours", "theirs", "key"),
    [
        (("English",), ("English",), ""),
        (("British  Sign Language",), ("british sign language",), ""),
        (("English", "Urdu"), ("French", "urdu"), ""),
        ((), ("French",), ""),
        ((), (), ""),
        ((" ",), ("French",), ""),
        (("English",), ("Englisch",), "language"),
    ],
)
def test_languages_matter_only_where_both_name_any(
    ours: tuple[str, ...], theirs: tuple[str, ...], key: str
) -> None:
    assert reasons([{"languages": ours}], [{"languages": theirs}]) == [[key]]


@pytest.mark.parametrize(
    ("ours", "theirs", "key"),
    [
        (0, 0, "language"),
        (1, 0, ""),
        (0, 2, ""),
        (1, 1, ""),
    ],
)
def test_with_an_interpreter_no_language_need_be_shared(ours: int, theirs: int, key: str) -> None:
    patient = {"languages": ("Urdu",), "interpreters": ours}
    professional = {"languages": ("English",), "interpreters": theirs}
    assert reasons([patient], [professional, {"languages": ("Urdu",)}]) == [[key, ""]]


def test_either_list_keeps_people_of_an_organisation_away_and_nobody_else() -> None:
    patients: list[dict[str, Any]] = [
        {"not_from": ("North", " ", "South"), "organisation": "East"},
        {"organisation": "North"},
        {"not_from": ("North",), "organisation": "North"},
    ]
    others: list[dict[str, Any]] = [
        {"organisation": "NORTH"},
        {"organisation": "North Practice"},
        {"not_from": ("East",)},
        {"organisation": ""},
    ]
    no = "not_from"
    assert reasons(patients, others) == [
        [no, "", no, ""],
        ["", "", "", ""],
        [no, "", "", ""],
    ]


def test_what_is_shared_may_be_a_project_or_a_theme_but_must_be_named_by_both() -> None:
    required = {"pairing": {"require_shared_project": True}}
    projects = (
        Project(project_id="PR1", title="Nights", theme="Sleep"),
        Project(project_id="PR2", title="Rest", theme="Sleep"),
    )
    patients = [{"project_id": "PR1"}, {"themes": ("PR1", "Sleep ")}, {"themes": ("  ",)}]
    others = [{"project_id": "PR1"}, {"themes": ("sleep",)}, {"project_id": "PR2"}, {}]
    no = "shared_project"
    assert reasons(patients, others, projects=projects, **required) == [
        ["", no, no, no],
        ["", "", no, no],
        [no, no, no, no],
    ]


def test_a_shared_project_is_not_required_unless_the_programme_says_so() -> None:
    assert reasons([{"themes": ("a",)}], [{"themes": ("b",)}]) == [[""]]


def test_nothing_else_forbids_a_pair() -> None:
    never = {"weekdays": (), "remote_ok": False, "max_travel_minutes": 0, "supporters": 100}
    one = {**never, "area": "A", "access_needs": ("x",), "prefers": ("H9",), "themes": ("a",)}
    other = {**never, "area": "B", "motivation": {"m": 1}, "themes": ("b",), "status": "reserve"}
    assert reasons([one], [other]) == [[""]]


def test_rules_read_in_blocks_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    patients = [
        {"partner_id": "H2", "languages": ("a",)},
        {"consent": False},
        {"avoids": ("H1",), "languages": ("b",)},
        {"conflicts": ("H3",), "organisation": "b"},
        {"not_from": ("a", "c")},
    ]
    others: list[dict[str, Any]] = [
        {"languages": ("a",), "organisation": "A", "not_from": ("b",)},
        {"organisation": "c"},
        {"status": "withdrawn"},
    ]
    whole = reasons(patients, others)
    monkeypatch.setattr("matcher.scores.BLOCK_CELLS", 1)
    assert reasons(patients, others) == whole
