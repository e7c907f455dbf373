"""A person is taken out of working files, whatever is wrong with these."""

from __future__ import annotations

import json
from pathlib import Path

from matcher.drafts import Draft
from matcher.drafts.keeping import from_json, to_json
from matcher.store.purging_files import people_in, without_person
from matcher.store.removing import Face, Remover, faces

PEOPLE = (
    "person_id,side,consent,name,email,prefers\n"
    "P1,patient,yes,Zoë Marsh,zoe@example.org,\n"
    "P2,patent,yes,Ben Hill,,H1\n"
    "H1,professional,yes,Ann Bo,,P1;P2\n"
)
ANSWERS = "person_id,2027-01-04,2027-01-05\nP1,yes,no\nP2,no,yes\n"


def test_rows_of_the_person_go_and_their_name_goes_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "participants.csv").write_text(PEOPLE, "utf-8")
    (tmp_path / "availability.csv").write_text(ANSWERS, "utf-8")
    notes = "project_id,title\nPR1,Letters with Zoë Marsh\n"
    (tmp_path / "projects.csv").write_text(notes, "utf-8")
    draft = Draft.of_path(tmp_path)
    assert draft.inspect().cohort is None, "the files are not sound"
    content = to_json(draft)
    known = {face.identity: face for face in faces(people_in(content))}
    assert known["P1"] == Face("P1", "Zoë Marsh", "zoe@example.org")
    remover = Remover(frozenset({known["P1"]}), "gone-1")
    after = without_person(content, remover)
    text = json.dumps(after, ensure_ascii=False)
    assert not any(word in text for word in ("Zoë", "Marsh", "zoe@", '"P1"'))
    left = from_json(after)
    people = left.sheet("participants")
    assert people is not None
    assert [row for row, _ in people.rows] == [3, 4]
    assert people.cell(4, "prefers") == "gone-1;P2"
    answers = left.sheet("availability")
    assert answers is not None
    assert [cells for _, cells in answers.rows] == [("P2", "no", "yes")]


def test_files_without_the_person_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "participants.csv").write_text(PEOPLE, "utf-8")
    content = to_json(Draft.of_path(tmp_path))
    remover = Remover(frozenset({Face("P9", "Nobody Known", "")}), "gone-1")
    assert without_person(content, remover) == content
