"""An empty cohort: sound once people are in, and clear about what is missing until then."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import matcher
from matcher.errors import InputError, OutputExistsError
from matcher.files import inspect
from matcher.files.columns import TABLE_NAMES
from matcher.files.findings import Findings
from matcher.files.meanings import section_record
from matcher.files.settings import parse_settings
from matcher.language import Language, words_in
from matcher.programme import Programme
from matcher.starting import start_cohort
from matcher.starting.settings import annotated, locale_of

START, END = date(2027, 1, 11), date(2027, 7, 9)
Ask = Callable[..., tuple[int, str, str]]
FORMS = ("cohort.xlsx", "csv")


def said(path: Path) -> list[tuple[str, str | None, str]]:
    """Return what is wrong with a cohort, in a few words."""
    return [(one.file.partition(".")[0], one.column, one.message) for one in inspect(path).problems]


@pytest.mark.parametrize("country", ["GB", "FR", "DE"])
@pytest.mark.parametrize("form", FORMS)
def test_an_untouched_cohort_lacks_people_and_nothing_else(
    tmp_path: Path, form: str, country: str
) -> None:
    folder = start_cohort(tmp_path / "new", start=START, end=END, country=country)
    assert said(folder / form) == [("participants", None, "there are no participants")]


@pytest.mark.parametrize("form", FORMS)
def test_days_that_were_not_given_are_asked_for(tmp_path: Path, form: str) -> None:
    folder = start_cohort(tmp_path / "new", end=END)
    assert sorted(said(folder / form)) == [
        ("participants", None, "there are no participants"),
        ("programme", "programme.start", "this must be given"),
    ]


def fill(folder: Path, form: str, rows: list[tuple[str, str, str]]) -> Path:
    """Write some people into an empty cohort, as somebody would."""
    if form == "csv":
        file = folder / "csv" / "participants.csv"
        text = file.read_text("utf-8-sig").rstrip("\n")
        separator = ";" if ";" in text else ","
        blanks = dict.fromkeys(text.split(separator), "")
        lines = [
            separator.join({**blanks, "person_id": who, "side": side, "consent": consent}.values())
            for who, side, consent in rows
        ]
        file.write_text("\n".join([text, *lines]) + "\n", "utf-8-sig")
        return folder / "csv"
    book = openpyxl.load_workbook(folder / form)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            book["participants"].cell(number, column, value)
    book.save(folder / form)
    return folder / form


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("en", [("P1", "patient", "yes"), ("H1", "professional", "yes")]),
        ("fr", [("P1", "patient", "oui"), ("H1", "professionnel", "oui")]),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_it_is_a_sound_cohort_once_people_are_in(
    tmp_path: Path, form: str, language: str, rows: list[tuple[str, str, str]]
) -> None:
    folder = start_cohort(tmp_path / "new", start=START, end=END, language=language)
    inspection = inspect(fill(folder, form, rows))
    assert inspection.problems == ()
    assert inspection.cohort is not None
    assert [person.side.value for person in inspection.cohort.people] == ["professional", "patient"]


def test_both_forms_have_the_same_settings(tmp_path: Path) -> None:
    rows = [("P1", "patient", "yes"), ("H1", "professional", "yes")]
    for country in ("GB", "FR"):
        folder = start_cohort(tmp_path / country, start=START, end=END, country=country)
        one, other = (matcher.load(fill(folder, form, rows)).programme for form in FORMS)
        assert one == other


def test_the_country_decides_holidays_locale_and_language(tmp_path: Path) -> None:
    settings: dict[str, dict[str, Any]] = {}
    for country in ("GB", "FR", "DE"):
        folder = start_cohort(tmp_path / country, start=START, end=END, country=country.lower())
        settings[country] = tomllib.loads((folder / "csv" / "programme.toml").read_text("utf-8"))
    window = {"start": START, "end": END}
    assert settings == {
        "GB": sections(
            programme={**window, "country": "GB", "subdivision": "ENG", "locale": "en-GB"}
        ),
        "FR": sections(
            programme={**window, "country": "FR", "locale": "fr-FR"},
            labels={
                **{"patient": "patient", "patients": "patients"},
                **{"professional": "professionnel", "professionals": "professionnels"},
            },
        ),
        "DE": sections(programme={**window, "country": "DE", "locale": "de-DE"}),
    }
    assert locale_of("XX") == "en-XX"
    assert "prête à être remplie" in (tmp_path / "FR" / "README.txt").read_text("utf-8")
    assert "ready to be filled in" in (tmp_path / "DE" / "README.txt").read_text("utf-8")


def sections(**filled: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {**{section: {} for section in Programme.model_fields}, **filled}


@pytest.mark.parametrize("language", Language)
def test_every_setting_stands_as_a_comment_with_its_default(language: Language) -> None:
    text = annotated({}, words_in(language))
    found = [line.removeprefix("# ") for line in text.splitlines() if " = " in line]
    assert len(found) == sum(
        len(section_record(section).model_fields) for section in Programme.model_fields
    )
    live = "\n".join(
        line.removeprefix("# ") if line.startswith(("#", "[")) and " = " in line else line
        for line in text.splitlines()
    )
    findings = Findings()
    chosen = {"start": START, "end": START, "subdivision": None}
    assert parse_settings(live, "programme.toml", findings) == Programme.model_validate(
        {"programme": chosen}
    )
    assert findings.problems() == ()


def test_the_files_open_in_columns_in_the_spreadsheets_of_their_country(tmp_path: Path) -> None:
    for language, separator in (("en", ","), ("fr", ";")):
        folder = start_cohort(tmp_path / language, language=language)
        for name in TABLE_NAMES:
            text = (folder / "csv" / f"{name}.csv").read_bytes().decode("utf-8")
            assert text.startswith("\ufeff")
            assert text.count("\n") == 1
            assert separator in text


def test_the_notes_name_every_file_and_every_column(tmp_path: Path) -> None:
    folder = start_cohort(tmp_path / "spring")
    notes = (folder / "csv" / "COLUMNS.txt").read_text("utf-8").splitlines()
    for name in TABLE_NAMES:
        assert f"{name}.csv" in notes
        header = (folder / "csv" / f"{name}.csv").read_text("utf-8-sig").strip().split(",")
        assert set(header) <= set(notes)
    readme = (folder / "README.txt").read_text("utf-8")
    assert "matcher check spring/cohort.xlsx" in readme


def test_nothing_is_overwritten_unless_asked_and_other_files_stay(tmp_path: Path) -> None:
    folder = start_cohort(tmp_path / "new")
    (folder / "letter.txt").write_text("stays")
    with pytest.raises(OutputExistsError, match="exists and is not empty"):
        start_cohort(folder)
    start_cohort(folder, language="fr", force=True)
    assert "Remplissez" in (folder / "README.txt").read_text("utf-8")
    assert (folder / "letter.txt").read_text() == "stays"


def test_a_cohort_of_another_origin_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "cohort.xlsx").write_text("mine")
    with pytest.raises(OutputExistsError, match="no empty cohort that this program wrote"):
        start_cohort(tmp_path / "mine", force=True)
    assert (tmp_path / "mine" / "cohort.xlsx").read_text() == "mine"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"country": "Atlantis"}, "two-letter country code"),
        ({"start": END, "end": START}, r"a date from programme\.start"),
        ({"language": "xx"}, "this language is not known"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    tmp_path: Path, given: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        start_cohort(tmp_path / "new", **given)
    assert list(tmp_path.iterdir()) == []
