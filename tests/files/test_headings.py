"""Headings, file names and sides that are not ours: recognised, proposed, or refused."""

from __future__ import annotations

import pytest
from sound import Look, errors, places, warnings

from matcher.cohort import Side
from matcher.errors import Problem, Severity
from matcher.files import Inspection
from matcher.files.columns import AVAILABILITY, RECORDS, columns_of
from matcher.files.headings import meanings
from matcher.files.synonyms import COLUMNS

FRENCH = (
    "Code participant,Côté,Nom et prénom,Adresse e-mail,Structure,Thèmes,Langues,Consentement\n"
    "P1,aidante,Odile Morel,o@example.org,Les Tilleuls,diabète,français,oui\n"
    "H1,Professionnelle de santé,Jean Roux,j@example.org,Les Tilleuls,diabète,français,oui\n"
)


def repairs(inspection: Inspection) -> list[Problem]:
    return [each for each in inspection.problems if each.severity is Severity.REPAIRED]


def test_every_column_has_other_names_and_no_other_column_has() -> None:
    for name, record in RECORDS.items():
        assert {*COLUMNS[name]} == {column.name for column in columns_of(record)}
    assert {*COLUMNS} == {*RECORDS, AVAILABILITY, "programme"}


def test_french_headings_and_sides_are_read_and_noted(look: Look) -> None:
    inspection = look(participants=FRENCH)
    first, second = inspection.require().people[::-1]
    assert (first.name, first.email, first.side) == ("Odile Morel", "o@example.org", Side.PATIENT)
    assert (first.themes, first.languages, first.consent) == (("diabète",), ("français",), True)
    assert second.side is Side.PROFESSIONAL
    noted = [(each.value, each.after) for each in repairs(inspection)]
    assert ("Code participant", "person_id") in noted
    assert ("Côté", "side") in noted
    assert ("aidante", "patient") in noted
    assert len(noted) == 10 == len(inspection.problems)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("First name and surname", "name"),
        ("E-mail address", "email"),
        ("Person ID", "person_id"),
        ("Role", "side"),
        ("I consent", "consent"),
        ("Langues (séparées par ;)", "languages"),
        ("Access requirements:", "access_needs"),
        ("Prénom", "name"),
    ],
)
def test_a_heading_is_recognised_by_another_name(heading: str, column: str) -> None:
    assert meanings("participants", (heading,), {}).columns == {0: column}


def test_a_role_beside_a_side_is_a_profession() -> None:
    found = meanings("participants", ("Role", "side"), {})
    assert found.columns == {0: "profession", 1: "side"}


def test_a_resemblance_is_said_and_not_applied(look: Look) -> None:
    rows = "person_id,side,consent,Organsation\nP1,patient,yes,East\nH1,professional,yes,\n"
    inspection = look(participants=rows)
    (found,) = inspection.problems
    assert "“Organsation” looks like organisation (96 %)" in found.message
    person = inspection.require().patients[0]
    assert (person.organisation, person.extra) == ("", {"Organsation": "East"})


def test_two_columns_that_stand_for_the_same_are_an_error_that_names_both(look: Look) -> None:
    rows = "person_id,side,consent,Full name,Nom complet\nP1,patient,yes,A,B\n"
    (found,) = errors(look(participants=rows))
    assert places([found]) == [("participants.csv", 1, "Nom complet")]
    assert "two columns stand for name: “Full name” and “Nom complet”" in found.message


def test_a_first_and_a_last_name_are_joined_and_noted(look: Look) -> None:
    rows = "person_id,Nom,Prénom,side,consent\nP1,Morel,Odile,patient,yes\nP2,,Ana,patient,yes\n"
    inspection = look(participants=rows)
    assert [person.name for person in inspection.require().people] == ["Odile Morel", "Ana"]
    assert [(each.value, each.after) for each in inspection.problems] == [("Prénom + Nom", "name")]


def test_parts_of_a_name_beside_a_name_are_columns_of_their_own(look: Look) -> None:
    rows = "person_id,name,First name,side,consent\nP1,Odile Morel,Odile,patient,yes\n"
    person = look(participants=rows).require().people[0]
    assert (person.name, person.extra) == ("Odile Morel", {"First name": "Odile"})


def test_files_are_recognised_by_french_names(look: Look) -> None:
    inspection = look({"Projets.csv": "Code projet,Titre\nPR1,Nuits\n"})
    assert [project.title for project in inspection.require().projects] == ["Nuits"]
    assert ("Projets", "projects") in [(one.value, one.after) for one in repairs(inspection)]


def test_a_file_of_a_similar_name_is_proposed(look: Look) -> None:
    inspection = look({"Participants 2027.csv": "person_id,side,consent\nP9,patient,yes\n"})
    (found,) = warnings(inspection)
    assert "it looks like participants (100 %); it is not read" in found.message
    assert len(inspection.require().people) == 2


def test_two_files_for_one_table_are_an_error(look: Look) -> None:
    text = "project_id,title\nPR1,Nights\n"
    (found,) = errors(look({"projects.csv": text, "projets.csv": text}))
    assert found.file == "projets.csv"


def test_a_label_goes_before_another_word_for_a_side(look: Look) -> None:
    labels = '[programme]\nstart=2027-01-11\nend=2027-07-09\n[labels]\nprofessional = "carer"\n'
    rows = "person_id,side,consent\nP1,usager,yes\nH1,carer,yes\n"
    inspection = look({"programme.toml": labels}, participants=rows)
    assert [one.side.value for one in inspection.require().people] == ["professional", "patient"]
    assert [one.value for one in inspection.problems] == ["usager"]


def test_a_profession_is_no_side(look: Look) -> None:
    rows = "person_id,side,consent\nP1,nurse,yes\n"
    assert places(errors(look(participants=rows))) == [("participants.csv", 2, "side")]


@pytest.mark.parametrize("order", [1, -1])
def test_ids_are_made_whatever_the_order_of_rows(look: Look, order: int) -> None:
    rows = ["patient,Cy,c@example.org,yes", "carer,Ana,a@example.org,yes",
            "professional,Ben,b@example.org,yes"]  # fmt: skip
    inspection = look(participants="\n".join(["side,name,email,consent", *rows[::order]]) + "\n")
    made = {person.person_id: person.name for person in inspection.require().people}
    assert made == {"P01": "Ana", "P02": "Cy", "H01": "Ben"}
    (noted,) = [each for each in repairs(inspection) if each.column == "person_id"]
    assert noted.after == "H01 … P02"


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ("side,name,consent\npatient,Ana,yes\npatient,ana,yes\n", 3),
        ("side,name,consent\npatient,,yes\npatient,Ana,yes\n", 2),
    ],
)
def test_ids_are_not_made_where_rows_cannot_be_told_apart(
    look: Look, rows: str, wrong: int
) -> None:
    found = errors(look(participants=rows))
    assert ("participants.csv", wrong, "person_id") in places(found)


def test_consent_that_is_unclear_is_one_line_a_person_with_the_id(look: Look) -> None:
    rows = "person_id,side,consent\nP1,patient,Y?\nP2,patient,\nH1,professional,no\n"
    found = warnings(look(participants=rows))
    assert places(found) == [("participants.csv", row, "consent") for row in (2, 3)]
    assert [each.message[-len("no for P1") :] for each in found] == ["no for P1", "no for P2"]


def test_other_names_are_found_below_a_row_that_is_no_heading(look: Look) -> None:
    inspection = look(participants=f"Candidatures 2027\n{FRENCH}")
    assert [person.person_id for person in inspection.require().people] == ["H1", "P1"]
