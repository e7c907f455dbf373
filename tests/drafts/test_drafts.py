"""Working files: opened with what is wrong in them, changed cell by cell, and back again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import matcher
from matcher.drafts import Draft, DraftSheet, History, Step
from matcher.drafts.keeping import DraftError, from_json, to_json
from matcher.files.sources import PROGRAMME_FILE
from matcher.samples import sample_names, sample_path
from worlds import cohort, people

TOML = "# ours\n[programme]\nstart = 2027-01-04\nend = 2027-06-30\npairs = 2 # two\n"
PEOPLE = (
    "person_id,side,consent,name\nP1,patient,yes,Zoë\nP2,patent,yes,\nH1,professional,yes,=1+1\n"
)


@pytest.fixture
def messy(tmp_path: Path) -> Draft:
    (tmp_path / "participants.csv").write_text(PEOPLE, "utf-8")
    (tmp_path / PROGRAMME_FILE).write_text(TOML, "utf-8")
    return Draft.of_path(tmp_path)


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_opens_as_the_cohort_that_it_is(name: str) -> None:
    draft = Draft.of_path(sample_path(name))
    known = matcher.load(sample_path(name))
    assert draft.inspect().cohort == known
    assert from_json(json.loads(json.dumps(to_json(draft)))) == draft
    assert Draft.of_cohort(known).inspect().cohort == known


def test_a_workbook_opens_as_the_cohort_that_it_is(tmp_path: Path) -> None:
    small = cohort(*people(2, 2))
    matcher.write_workbook(small, tmp_path / "small.xlsx")
    draft = Draft.of_path(tmp_path / "small.xlsx")
    assert draft.inspect().cohort == small
    fewer = draft.with_setting("programme.pairs", 1).inspect().require()
    assert fewer.programme.programme.pairs == 1
    more = draft.with_setting("workshops.max_missed", 1).inspect().require()
    assert more.programme.workshops.max_missed == 1


def test_problems_point_at_the_cells_that_are_put_right(messy: Draft) -> None:
    found = messy.inspect()
    assert found.cohort is None
    (wrong,) = [one for one in found.problems if one.row == 3 and one.severity.value == "error"]
    assert (wrong.file, wrong.column, wrong.value) == ("participants.csv", "side", "patent")
    sheet = messy.sheet(wrong.file)
    assert sheet is not None
    assert wrong.row is not None
    assert wrong.column is not None
    assert sheet.cell(wrong.row, wrong.column) == "patent"
    right = messy.with_sheet(sheet.with_cell(wrong.row, wrong.column, "patient"))
    assert not [one for one in right.inspect().problems if one.row == 3]
    assert sheet.cell(wrong.row, wrong.column) == "patent", "the draft before stays as it is"


def test_a_column_is_found_whatever_its_heading(tmp_path: Path) -> None:
    text = PEOPLE.replace("name\n", "Full name\n")
    (tmp_path / "participants.csv").write_text(text, "utf-8")
    (tmp_path / PROGRAMME_FILE).write_text(TOML, "utf-8")
    draft = Draft.of_path(tmp_path)
    found = draft.inspect()
    assert draft.place("participants", "name", found) == 3
    assert draft.place("participants.csv", "Full name", found) == 3
    assert draft.place("participants", "nothing", found) is None
    assert draft.place("nowhere", "name", found) is None


def test_what_is_typed_is_text_and_never_a_formula(messy: Draft) -> None:
    sheet = messy.sheet("participants")
    assert sheet is not None
    typed = sheet.with_cell(2, "name", "=SUM(A1)")
    assert typed.cells[1][3] == "'=SUM(A1)"
    assert typed.cell(2, "name") == "=SUM(A1)"


def test_rows_come_and_go_and_the_others_keep_their_numbers(messy: Draft) -> None:
    sheet = messy.sheet("participants")
    assert sheet is not None
    more = sheet.with_row(["H2", "professional", "yes", "Noël"])
    assert [row for row, _ in more.rows] == [2, 3, 4, 5]
    less = more.without_row(3)
    assert [row for row, _ in less.rows] == [2, 4, 5]
    assert less.cell(5, "name") == "Noël"
    wider = less.with_cell(5, "weekdays", "Mon")
    assert wider.header[-1] == "weekdays"
    assert wider.cell(2, "weekdays") == ""
    below = wider.with_cell(6, "person_id", "P9")
    assert below.rows[-1][0] == 6


def test_a_setting_changes_and_everything_else_in_the_text_stays(messy: Draft) -> None:
    changed = messy.with_setting("programme.pairs", 3).with_setting("workshops.count", 4)
    text = changed.texts[PROGRAMME_FILE]
    assert text.startswith("# ours\n[programme]\nstart = 2027-01-04\n")
    assert "pairs = 3 # two" in text
    assert "[workshops]\ncount = 4" in text
    back = changed.with_setting("workshops.count", None).texts[PROGRAMME_FILE]
    assert "count" not in back
    wrong = messy.with_setting("programme.pairs", "many").inspect()
    assert [one.value for one in wrong.problems if one.column == "programme.pairs"] == ["many"]


def test_rules_as_a_whole_are_written_where_they_differ() -> None:
    draft = Draft.of_path(sample_path("london"))
    before = draft.inspect().require()
    changes = ("weekdays=Tue;Thu", "pairs=9", "rule=pairing.fairness=worst_first")
    after = before.with_changes(*changes).programme
    written = draft.with_programme(before.programme, after)
    assert written.inspect().require().programme == after
    back = written.with_programme(after, before.programme)
    assert back.inspect().require() == before


def test_settings_that_are_no_toml_are_not_lost(messy: Draft) -> None:
    broken = messy.with_text(PROGRAMME_FILE, "[programme\n")
    with pytest.raises(matcher.InputError, match="the settings cannot be changed"):
        broken.with_setting("programme.pairs", 3)
    assert any("this is not TOML" in one.message for one in broken.inspect().problems)


def test_a_heading_and_a_sheet_may_stand_for_something_else(tmp_path: Path) -> None:
    text = PEOPLE.replace("person_id", "Nummer")
    (tmp_path / "Leute.csv").write_text(text.replace("patent", "patient"), "utf-8")
    (tmp_path / PROGRAMME_FILE).write_text(TOML, "utf-8")
    draft = Draft.of_path(tmp_path)
    assert draft.sheet("participants") is None
    named = draft.with_meaning("files", "Leute", "participants")
    assert named.sheet("participants") is not None
    meant = named.with_meaning("participants", "Nummer", "person_id").inspect().require()
    assert {one.person_id for one in meant.people} == {"P1", "P2", "H1"}
    assert named.with_meaning("files", "Leute", None).sheet("participants") is None


def test_details_of_health_are_left_out_when_a_file_is_opened(tmp_path: Path) -> None:
    lines = PEOPLE.replace("name\n", "name,Diagnosis\n").replace("Zoë\n", "Zoë,diabetes\n")
    (tmp_path / "participants.csv").write_text(lines, "utf-8")
    (tmp_path / PROGRAMME_FILE).write_text(TOML, "utf-8")
    draft = Draft.of_path(tmp_path)
    assert "diabetes" not in json.dumps(to_json(draft))
    assert "diabetes" not in str(draft)
    (note,) = draft.notes
    assert (note.column, note.severity.value) == ("Diagnosis", "warning")


def test_what_the_files_were_is_told_after_they_were_opened(tmp_path: Path) -> None:
    (tmp_path / "participants.csv").write_bytes(PEOPLE.encode("cp1252"))
    (tmp_path / PROGRAMME_FILE).write_text(TOML, "utf-8")
    draft = Draft.of_path(tmp_path)
    sheet = draft.sheet("participants")
    assert sheet is not None
    assert sheet.cell(2, "name") == "Zoë"
    assert any("not saved in UTF-8" in one.message for one in draft.inspect().problems)


def test_nothing_to_open_is_refused(tmp_path: Path) -> None:
    with pytest.raises(matcher.InputError, match="no such folder"):
        Draft.of_path(tmp_path / "nowhere")
    assert Draft.of_path(tmp_path).inspect().cohort is None


def test_steps_are_taken_back_and_again() -> None:
    drafts = [Draft((DraftSheet("a", "", (("x", str(n)),)),)) for n in range(3)]
    history = History(drafts[0]).step(drafts[1], Step("one")).step(drafts[2], Step("two"))
    assert [step.said for step in history.steps] == ["one", "two"]
    once = history.undone()
    assert once.draft is drafts[1]
    assert once.redone() == history
    assert once.undone().undone().draft is drafts[0]
    branch = once.step(drafts[0], Step("other"))
    assert branch.redone() is branch


@pytest.mark.parametrize("content", [None, {}, [], {"format": "matcher-draft/9"}])
def test_what_is_no_draft_is_refused(content: object) -> None:
    with pytest.raises(DraftError, match="no draft"):
        from_json(content)
