"""`mapping.toml`: read, applied without a word, refused where it is wrong, and written."""

from __future__ import annotations

import tomllib
from pathlib import Path

import openpyxl
import pytest
from sound import SETTINGS, Look, errors, write_files
from typer.testing import CliRunner

from matcher.commands import app
from matcher.errors import OutputExistsError, Severity
from matcher.files import inspect, load
from matcher.files.mapping import CohortMapping

THEIRS = "Kennung,Seite,Zustimmung,Verein,Notiz\nP1,patient,yes,East,x\nH1,professional,yes,,\n"
MAPPING = """\
[participants]
"kennung" = "person_id"
Seite = "side"
Zustimmung = "consent"
Verein = "organisation"
Notiz = ""
"""


def test_a_mapping_is_applied_without_a_word(look: Look) -> None:
    inspection = look({"mapping.toml": MAPPING}, participants=THEIRS)
    assert inspection.problems == ()
    person = inspection.require().patients[0]
    assert (person.person_id, person.organisation, person.extra) == ("P1", "East", {})


def test_a_mapping_may_be_given_in_python(tmp_path: Path) -> None:
    folder = write_files(tmp_path, {"participants.csv": THEIRS})
    elsewhere = tmp_path / "ours.toml"
    elsewhere.write_text(MAPPING, "utf-8")
    given = CohortMapping(columns=tomllib.loads(MAPPING))
    assert load(folder, elsewhere) == load(folder, mapping=given)
    (found,) = [each for each in inspect(folder, "none.toml").problems if each.file == "none.toml"]
    assert found.severity is Severity.ERROR


def test_a_mapping_stands_beside_a_workbook(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Leute"
    for line in THEIRS.splitlines():
        workbook.active.append(line.split(","))
    workbook.save(tmp_path / "a.xlsx")
    (tmp_path / "programme.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "mapping.toml").write_text(f'[files]\nLeute = "participants"\n{MAPPING}', "utf-8")
    assert inspect(tmp_path / "a.xlsx").problems == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[people]\n", "people"),
        ("participants = 3\n", "participants"),
        ('[participants]\nSeite = "sides"\n', "participants.Seite"),
        ('[participants]\nSeitte = "side"\n', "participants.Seitte"),
        ("[participants]\nSeite = 3\n", "participants.Seite"),
        ('[venues]\nOrt = "name"\n', "venues"),
        ('[files]\nLeute = "people"\n', "files.Leute"),
        ('[files]\nLeute = "participants"\n', "files.Leute"),
        ("[themes]\na = 3\n", "themes.a"),
        ("[themes\n", None),
    ],
)
def test_what_is_wrong_with_a_mapping_is_an_error_by_key(
    look: Look, text: str, key: str | None
) -> None:
    found = errors(look({"mapping.toml": text}, participants=THEIRS))
    assert key in [each.column for each in found if each.file == "mapping.toml"]


def test_two_headings_mapped_to_one_column_are_an_error(look: Look) -> None:
    text = MAPPING.replace('Notiz = ""', 'Notiz = "organisation"')
    (found,) = errors(look({"mapping.toml": text}, participants=THEIRS))
    assert "“Verein” and “Notiz”" in found.message


def test_words_are_replaced_and_noted(look: Look) -> None:
    rows = (
        "person_id,side,consent,themes,area\n"
        "P1,patient,yes,Diabetis;sleep,E. London\nH1,professional,yes,diabetes care,East London\n"
    )
    text = '[themes]\ndiabetis = "diabetes care"\n[areas]\n"E London" = "East London"\n'
    inspection = look({"mapping.toml": text}, participants=rows)
    person = inspection.require().patients[0]
    assert (person.themes, person.area) == (("diabetes care", "sleep"), "East London")
    noted = [(each.row, each.column, each.value, each.after) for each in inspection.problems]
    assert (2, "themes", "Diabetis", "diabetes care") in noted
    assert len(noted) == 2


def test_what_was_recognised_is_written_and_read_back_without_a_word(tmp_path: Path) -> None:
    rows = "Code,Person ID,Côté,I consent,Organsation\nx,P1,patient,yes,East\n"
    folder = write_files(tmp_path, {"participants.csv": rows, "Leute 2.csv": "a\n"})
    out = folder / "mapping.toml"
    done = CliRunner().invoke(app, ["check", str(folder), "--mapping", str(out)])
    assert done.exit_code == 0
    text = out.read_text("utf-8")
    assert tomllib.loads(text)["participants"] == {
        "Person ID": "person_id",
        "Côté": "side",
        "I consent": "consent",
    }
    assert '# "Organsation" = "organisation"\n' in text
    assert '# "Code" = ""\n' in text
    again = inspect(folder).problems
    assert {each.severity for each in again} == {Severity.WARNING}
    refused = CliRunner().invoke(app, ["check", str(folder), "--mapping", str(out)])
    assert isinstance(refused.exception, OutputExistsError)
    assert out.read_text("utf-8") == text
    forced = CliRunner().invoke(app, ["check", str(folder), "--mapping", str(out), "--force"])
    assert forced.exit_code == 0
