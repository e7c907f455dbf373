"""Details of health, and others that nobody needs: left out, and never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from sound import Look, write_files

from matcher.cohort import Cohort, Person
from matcher.errors import InputError
from matcher.files import inspect, read_people, write_folder
from matcher.files.protected import is_protected, names_diagnosis
from matcher.programme import Programme

SECRET = "insulin since 2019"


def table(heading: str, cell: str = SECRET) -> str:
    return f"person_id,side,consent,{heading}\nP1,patient,yes,{cell}\nH1,professional,yes,\n"


@pytest.mark.parametrize(
    "heading",
    ["Diagnosis", "Long-term condition", "Health details", "Medication", "NHS number",
     "Traitement", "Pathologie", "Handicap", "Date of birth", "Ethnicity", "Religion",
     "Postcode", "Health", "Comments", "Anything else?"],
)  # fmt: skip
def test_a_column_about_health_is_left_out_and_not_repeated(
    look: Look, tmp_path: Path, heading: str
) -> None:
    inspection = look(participants=table(heading))
    (found,) = inspection.problems
    assert (found.row, found.column, found.value) == (1, heading, None)
    assert "1 row" in found.message
    assert "insulin" not in str(inspection)
    assert all(person.extra == {} for person in inspection.require().people)
    write_folder(inspection.require(), tmp_path / "out")
    assert not any("insulin" in path.read_text("utf-8") for path in (tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    "heading", ["Terms and conditions", "Health board", "How did you hear of us?", "Phone"]
)
def test_a_harmless_column_is_kept(look: Look, heading: str) -> None:
    person = look(participants=table(heading, "020 7946 0001")).require().patients[0]
    assert person.extra == {heading: "020 7946 0001"}
    assert not is_protected(heading)


@pytest.mark.parametrize(
    ("text", "names_one"),
    [("wheelchair (MS)", True), ("MS Teams", False), ("Ms Bell", False), ("diabète", True),
     ("sclérose en plaques", True), ("hearing aids", False), ("step_free", False),
     ("stroke", True), ("atteint d'un cancer", True)],
)  # fmt: skip
def test_a_diagnosis_is_told_from_other_words(text: str, names_one: bool) -> None:
    assert names_diagnosis(text) is names_one


def test_a_need_with_a_diagnosis_is_not_repeated(look: Look) -> None:
    rows = table("access_needs", "wheelchair (MS)")
    inspection = look(participants=rows, venues="venue_id,features\nV1,step_free\n")
    (found,) = inspection.problems
    assert (found.row, found.column, found.value) == (2, "access_needs", None)
    assert "P1" in found.message
    assert "(MS)" not in str(inspection.problems)


def test_a_mapping_that_replaces_such_a_need_does_not_repeat_it(look: Look) -> None:
    text = '[access_needs]\n"wheelchair (MS)" = "step_free"\n'
    inspection = look({"mapping.toml": text}, participants=table("access_needs", "wheelchair (MS)"))
    assert inspection.require().patients[0].access_needs == ("step_free",)
    assert "(MS)" not in "".join(map(str, inspection.problems))


def test_a_column_about_health_of_late_applicants_is_left_out(tmp_path: Path) -> None:
    folder = write_files(tmp_path, {"late.csv": table("Diagnosis")})
    people, problems = read_people(folder / "late.csv")
    assert all(person.extra == {} for person in people)
    assert "insulin" not in "".join(map(str, problems))


@pytest.mark.parametrize("extra", [{"Diagnosis": "x"}, {"note": SECRET}])
def test_such_a_column_made_in_python_is_not_written(tmp_path: Path, extra: dict[str, str]) -> None:
    programme = Programme.model_validate(
        {"programme": {"start": "2027-01-11", "end": "2027-07-09"}}
    )
    person = Person(person_id="P1", side="patient", consent=True, extra=extra)
    with pytest.raises(InputError, match="details of health"):
        write_folder(Cohort(programme=programme, people=(person,)), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_column_that_would_be_taken_for_one_of_ours_is_not_written(tmp_path: Path) -> None:
    programme = Programme.model_validate(
        {"programme": {"start": "2027-01-11", "end": "2027-07-09"}}
    )
    person = Person(person_id="P1", side="patient", consent=True, extra={"Full name": "x"})
    with pytest.raises(InputError, match="taken for one of those"):
        write_folder(Cohort(programme=programme, people=(person,)), tmp_path)


def test_a_part_of_a_name_beside_a_blank_name_is_written_and_read_back(tmp_path: Path) -> None:
    rows = "person_id,name,First name,side,consent\nP1,,Odile,patient,yes\n"
    (tmp_path / "in").mkdir()
    cohort = inspect(write_files(tmp_path / "in", {"participants.csv": rows})).require()
    write_folder(cohort, tmp_path / "out")
    assert inspect(tmp_path / "out").require() == cohort


def test_a_need_with_a_diagnosis_is_not_repeated_where_its_list_is_put_right(look: Look) -> None:
    rows = table("access_needs", '"wheelchair (MS), step_free"')
    problems = look(participants=rows).problems
    assert any(each.after for each in problems)
    assert "(MS)" not in "".join(map(str, problems))
