"""The same person twice: proposed with the reason, never merged."""

from __future__ import annotations

import pytest
from sound import Look, warnings

HEAD = "person_id,side,consent,name,email,phone,organisation,area"


def table(*people: str) -> str:
    rows = [f"P{number},patient,yes,{person}" for number, person in enumerate(people, start=1)]
    return "\n".join([HEAD, *rows]) + "\n"


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        (("Jon Smith,j@example.org,,,", "John Smith,J@example.org,,,"),
         "names alike (95 %), the same e-mail"),
        (("Jon Smith,a@example.org,,,", "John Smith,b@example.org,,,"), "names alike (95 %)"),
        (("Ana Bell,a@example.org,020 7946 0001,,", "Ana Bell,b@example.org,+442079460001,,"),
         "the same name, the same phone"),
        (("Ana Bell,,,,", "\"Bell, Ana\",,,,"), "the same name"),
        ((",a@example.org,,,", "Ana Bell,a@example.org,,,"), "the same e-mail"),
    ],
)  # fmt: skip
def test_a_likely_duplicate_is_proposed_with_its_reason(
    look: Look, people: tuple[str, str], reason: str
) -> None:
    inspection = look(participants=table(*people))
    (found,) = [each for each in warnings(inspection) if each.column == "name"]
    assert found.message == f"P2 in row 3 and P1 in row 2 may be the same person: {reason}"
    assert len(inspection.require().people) == 2


@pytest.mark.parametrize(
    "people",
    [
        ("Ana Bell,a@example.org,,East,Hove", "Ana Bell,b@example.org,,West,Hove"),
        ("Ana Bell,,,,", "Ben Bell,,,,"),
        ("Ana Bell,,020 7946 0001,,", "Ben Cole,,020 7946 0001,,"),
        (",,,,", ",,,,"),
    ],
)
def test_different_people_are_not_proposed(look: Look, people: tuple[str, str]) -> None:
    found = warnings(look(participants=table(*people)))
    assert [each for each in found if each.column in ("name", "email")] == []


def test_an_e_mail_of_two_people_is_noted_as_shared(look: Look) -> None:
    people = table("Ana Bell,home@example.org,,,", "Tom Grove,home@example.org,,,")
    (found,) = [each for each in warnings(look(participants=people)) if each.column == "email"]
    assert found.message == "P1 shares this e-mail with P2, of another name"
    assert found.row == 2


def test_each_pair_is_proposed_once(look: Look) -> None:
    people = [f"Ana Bell,a@example.org,0207946{number:04},," for number in (1, 1, 1)]
    found = [each for each in warnings(look(participants=table(*people))) if each.column == "name"]
    assert [each.row for each in found] == [3, 4, 4]
