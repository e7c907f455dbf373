"""However much is wrong, the list has an end, and what is not listed is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.errors import Severity, how_many
from matcher.files import findings as gathering
from matcher.files import inspect
from matcher.files.findings import Findings


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "MOST_OF_A_KIND", 5)
    monkeypatch.setattr(gathering, "MOST_LISTED", 8)
    monkeypatch.setattr(gathering, "MOST_KINDS", 10)


def note(findings: Findings, rows: range, column: str = "side", message: str = "wrong") -> None:
    for row in rows:
        findings.error("a.csv", message, "Mend it.", row=row, column=column, value=f"v{row}")


def test_the_first_of_a_kind_are_listed_and_the_last_of_them_counts_the_others() -> None:
    findings = Findings()
    note(findings, range(2, 102))
    found = findings.problems()
    assert [one.row for one in found] == [2, 3, 4, 5, 6]
    assert [one.more for one in found] == [0, 0, 0, 0, 95]
    assert str(found[-1]).endswith("… and 95 more of this kind.")
    assert how_many(found, Severity.ERROR) == 100


def test_a_rare_fault_is_listed_however_many_others_there_are() -> None:
    findings = Findings()
    note(findings, range(2, 102))
    note(findings, range(2, 102), column="consent")
    note(findings, range(7, 8), column="area")
    assert [one.row for one in findings.problems() if one.column == "area"] == [7]
    assert how_many(findings.problems(), Severity.ERROR) == 201


def test_repairs_never_push_out_errors() -> None:
    findings = Findings()
    for column in "abcdefghij":
        for row in range(100):
            findings.repair("a.csv", "read", before="✓", after="yes", row=row, column=column)
    note(findings, range(2, 6), column="side", message="missing")
    found = findings.problems()
    assert [one.row for one in found if one.severity is Severity.ERROR] == [2, 3, 4, 5]
    assert how_many(found, Severity.REPAIRED) == 1000


def test_kinds_without_end_are_counted_as_one() -> None:
    findings = Findings()
    words = [f"{first}{second} is wrong" for first in "abcdefghij" for second in "abcdefghij"]
    for row, word in enumerate(words):
        note(findings, range(row, row + 1), message=word)
    assert len(findings.problems()) < 20
    assert how_many(findings.problems(), Severity.ERROR) == 100


def test_what_is_forgotten_is_counted_no_more() -> None:
    findings = Findings()
    note(findings, range(2, 102), column="diagnosis")
    note(findings, range(2, 102), column="side")
    findings.forget("a.csv", "diagnosis")
    assert how_many(findings.problems(), Severity.ERROR) == 100
    note(findings, range(2, 102), column="diagnosis")
    assert how_many(findings.problems(), Severity.ERROR) == 200


def test_every_messy_cell_of_a_poll_is_listed_or_counted(tmp_path: Path) -> None:
    (tmp_path / "programme.toml").write_text(
        "[programme]\nstart = 2027-01-04\nend = 2027-09-30\n", "utf-8"
    )
    people = [f"P{number:02}" for number in range(30)]
    (tmp_path / "participants.csv").write_text(
        "person_id,side,consent\n" + "".join(f"{one},patient,yes\n" for one in people), "utf-8"
    )
    (tmp_path / "availability.csv").write_text(
        "person_id,2027-03-02,2027-03-03\n" + "".join(f"{one},✓,so so\n" for one in people),
        "utf-8",
    )
    found = inspect(tmp_path).problems
    assert len(found) < 20
    of_the_poll = [one for one in found if one.file == "availability.csv"]
    assert how_many(of_the_poll, Severity.REPAIRED) == 30
    assert how_many(of_the_poll, Severity.ERROR) == 30
    assert {one.value for one in of_the_poll} == {"✓", "so so"}
