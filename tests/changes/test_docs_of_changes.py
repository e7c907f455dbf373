"""The page on changes lists every kind, as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matcher.changes import CHANGES

if TYPE_CHECKING:
    from matcher.cohort import Cohort

PAGE = Path(__file__).parents[2] / "docs" / "changes.md"

EXAMPLES = {
    "withdraw": "withdraw=P1@2",
    "return": "return=P3",
    "pause": "pause=P1",
    "add": "",
    "unadd": "unadd=more.csv",
    "lock": "lock=P1+H1",
    "unlock": "unlock=P1+H1",
    "forbid": "forbid=P1+H1",
    "allow": "allow=P1+H1",
    "join": "join=P2:P1+H1",
    "leave": "leave=P2",
    "date": "date=3:2027-04-13",
    "unfix": "unfix=3:2027-04-13",
    "block": "block=2027-04-01..2027-04-09",
    "unblock": "unblock=2027-04-01..2027-04-09",
    "weekdays": "weekdays=Tue;Thu",
    "pairs": "pairs=1",
    "rule": "rule=workshops.min_gap_days=28",
    "weight": "weight=motivation=40",
    "venue_closed": "venue_closed=V1@2027-04-13",
    "venue_open": "venue_open=V1@2027-04-13",
    "facilitator_away": "facilitator_away=F2@2027-04-13",
    "facilitator_back": "facilitator_back=F2@2027-04-13",
    "answer": "answer=P1@2027-03-02:no",
    "unanswer": "unanswer=P1@2027-03-02",
}
BEFORE = {
    "unlock": "lock=P1+H1",
    "allow": "forbid=P1+H1",
    "leave": "join=P2:P1+H1",
    "unfix": "date=3:2027-04-13",
    "unblock": "block=2027-04-01..2027-04-09",
    "venue_open": "venue_closed=V1@2027-04-13",
    "facilitator_back": "facilitator_away=F2@2027-04-13",
    "unanswer": "answer=P1@2027-03-02:no",
}
"""Kind -> the change that must have been made before it."""


def table_of(cohort: Cohort, folder: Path) -> str:
    """Return the table of the page: form, sentence and opposite of an example of each kind."""
    file = folder / "more.csv"
    file.write_text("person_id,side,consent\nP9,patient,yes\n", encoding="utf-8")
    lines = ["| change | what an example says | its opposite |", "| --- | --- | --- |"]
    for kind, change in CHANGES.items():
        before = cohort.with_changes(BEFORE.get(kind, ()))
        if kind == "unadd":
            before = cohort.with_changes(f"add={file}")
        text = f"{kind}={file}" if kind in ("add", "unadd") else EXAMPLES[kind]
        after = before.with_changes(text)
        opposite = after.changes[-1].opposite(before)
        assert opposite is not None
        said, back = after.changes[-1].sentence(), str(opposite)
        cells = (f"`{change.form}`", said, f"`{back}`")
        lines.append(f"| {' | '.join(cells)} |".replace(str(file), "more.csv"))
    return "\n".join(lines)


def test_the_page_lists_every_kind_with_its_sentence_and_opposite(
    cohort: Cohort, tmp_path: Path
) -> None:
    text = PAGE.read_text(encoding="utf-8")
    shown = text.split("<!-- changes -->")[1].split("<!-- /changes -->")[0].strip()
    assert shown == table_of(cohort, tmp_path)
