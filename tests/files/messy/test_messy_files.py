"""Files as teams have them: each with what comes of it, and nothing put right in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sound import write_files

from matcher.cohort import Answer, Cohort, Person
from matcher.errors import Severity
from matcher.files import inspect, write_folder

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "person_id,side,consent"
OTHER = "H1,professional,yes"
DAY = date(2027, 5, 4)
"""A Tuesday."""

REPAIRED, WARNED, STOPPED = Severity.REPAIRED, Severity.WARNING, Severity.ERROR


@dataclass(frozen=True)
class Case:
    """A messy file, and what comes of it.

    The outcome is the gravest that is said of it: put right with a note, put right or kept with a
    warning, or an error, which leaves the row out and stops a run.
    """

    name: str
    file: str
    content: str | bytes
    outcome: Severity | None
    says: str = ""
    read: Callable[[Cohort], Any] | None = None
    value: Any = None


def first(field: str) -> Callable[[Cohort], Any]:
    """Return how to see a field of P1."""

    def see(cohort: Cohort) -> Any:
        return getattr(person(cohort), field)

    return see


def person(cohort: Cohort) -> Person:
    return next(each for each in cohort.people if each.person_id == "P1")


def count(cohort: Cohort) -> int:
    return len(cohort.people)


def answers(cohort: Cohort) -> Any:
    return cohort.availability.get("P1")


def answer(cohort: Cohort) -> Any:
    return cohort.availability["P1"].get(DAY)


def dates(cohort: Cohort) -> Any:
    return [row.date_from for row in cohort.calendar]


def people(column: str, cell: str) -> str:
    """Return participants of whom the first has this cell in a column."""
    quoted = '"' + cell.replace('"', '""') + '"'
    return f"{HEAD},{column}\nP1,patient,yes,{quoted}\n{OTHER},\n"


def poll(cell: str, *others: str) -> str:
    """Return a poll in which P1 answered so for one day, and H1 for others."""
    days = ",".join(f"2027-06-{15 + number}" for number in range(len(others)))
    extra = f",{days}" if others else ""
    rest = "," + ",".join(others) if others else ""
    return f"person_id,2027-05-04{extra}\nP1,{cell}{',' * len(others)}\nH1,{rest}\n"


def calendar(*cells: str) -> str:
    """Return a calendar with such days."""
    return "date_from,kind\n" + "".join(f'"{cell}",avoid\n' for cell in cells)


def on(*days: str) -> list[date]:
    """Return days."""
    return [date.fromisoformat(day) for day in days]


FILES = [
    Case("utf-8 with a mark", "participants.csv", ("\ufeff" + people("name", "Zoé")).encode(),
         None, read=first("name"), value="Zoé"),
    Case("cp1252", "participants.csv", people("name", "Zoé d’Été").encode("cp1252"),
         REPAIRED, "not saved in UTF-8", first("name"), "Zoé d’Été"),
    Case("utf-16", "participants.csv", people("name", "Zoé").encode("utf-16"),
         REPAIRED, "utf-16", first("name"), "Zoé"),
    Case("mac roman", "participants.csv", people("name", "Zoé à l’école").encode("mac_roman"),
         REPAIRED, "not saved in UTF-8", first("name"), "Zoé à l’école"),
    Case("one stray byte", "participants.csv",
         people("name", "Zoé É").encode().replace("É".encode(), b"\xc9"),
         REPAIRED, "single letters", first("name"), "Zoé É"),
    Case("mojibake", "participants.csv", people("name", "ZoÃ© d’Ã‰tÃ©".replace("’", "â€™")),
         REPAIRED, "spoilt", first("name"), "Zoé d’Été"),
    Case("mojibake twice", "participants.csv", people("name", "ZoÃƒÂ©"),
         REPAIRED, "spoilt", first("name"), "Zoé"),
    Case("nothing but bytes", "participants.csv", bytes(range(256)) * 3, STOPPED, "not a text"),
    Case("a picture", "participants.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", STOPPED, "not a"),
    Case("a web page", "participants.csv", "<html><table></table></html>", STOPPED, "not a text"),
    Case("semicolons", "participants.csv", people("name", "A").replace(",", ";"),
         None, read=count, value=2),
    Case("bars", "participants.csv", people("name", "A").replace(",", "|"), None, read=count,
         value=2),
    Case("semicolons, commas in a heading", "participants.csv",
         "person_id;side;consent;Why, in short?\nP1;patient;yes;I, too\nH1;professional;yes;\n",
         WARNED, "not one of those", lambda cohort: person(cohort).extra,
         {"Why, in short?": "I, too"}),
    Case("a stated separator", "participants.csv", "sep=;\n" + people("name", "A").replace(",", ";"),
         None, read=count, value=2),
    Case("title rows", "participants.csv", f"Spring cohort\n\nAbout you,,\n{people('name', 'A')}",
         REPAIRED, "above the headings", first("name"), "A"),
    Case("repeated headings", "participants.csv", f"{HEAD}\nP1,patient,yes\n{HEAD}\n{OTHER}\n",
         REPAIRED, "repeated here; it is left out", count, 2),
    Case("repeated headings in another order", "participants.csv",
         f"{HEAD},name\nP1,patient,yes,A\nside,person_id,name,consent\nprofessional,H1,B,yes\n",
         REPAIRED, "in its order", lambda cohort: sorted(one.name for one in cohort.people),
         ["A", "B"]),
    Case("other headings below", "participants.csv",
         f"{HEAD},name\nP1,patient,yes,A\nperson_id,side,consent,email\nH1,professional,yes,b@x\n",
         STOPPED, "does not stand above"),
    Case("blank rows and columns", "participants.csv",
         f"{HEAD},,\n,,,,\nP1,patient,yes,,\n   ,,,,\n{OTHER},,\n", None, read=count, value=2),
    Case("blanks that do not break", "participants.csv", people("organisation", "St\u00a0Olave"),
         REPAIRED, "nobody sees", first("organisation"), "St Olave"),
    Case("marks that nobody sees", "participants.csv",
         f"\u200e{HEAD}\nP1\u200b,patient,yes\n{OTHER}\n", REPAIRED, "nobody sees", count, 2),
    Case("digits of full width", "participants.csv", people("supporters", "２"), REPAIRED,
         "keyboard", first("supporters"), 2),
    Case("curly quotes around a word", "participants.csv", people("status", "“applied”"),
         REPAIRED, "keyboard", first("status"), "applied"),
    Case("curly apostrophe in what is compared", "participants.csv",
         people("organisation", "St Olave’s"), REPAIRED, "", first("organisation"), "St Olave's"),
    Case("curly apostrophe in a name", "participants.csv", people("name", "O’Hara"),
         None, read=first("name"), value="O’Hara"),
]

NUMBERS = [
    Case("a comma for decimals", "venues.csv", 'venue_id;cost_per_day\nV1;99,5\n', REPAIRED, "",
         lambda cohort: cohort.venues[0].cost_per_day, 99.5),
    Case("blanks between thousands", "venues.csv", "venue_id,cost_per_day\nV1,£1 200\n", REPAIRED,
         "", lambda cohort: cohort.venues[0].cost_per_day, 1200),
    Case("thousands or decimals", "venues.csv", 'venue_id,cost_per_day\nV1,"1,200"\n', STOPPED,
         "thousands"),
    Case("both signs", "venues.csv", 'venue_id,cost_per_day\nV1,"1.200,50"\n', REPAIRED, "",
         lambda cohort: cohort.venues[0].cost_per_day, 1200.5),
    Case("a unit", "participants.csv", people("max_travel_minutes", "45 min"), REPAIRED, "",
         first("max_travel_minutes"), 45),
    Case("a scale in words", "participants.csv", people("motivation_time", "4 - agree"), REPAIRED,
         "", first("motivation"), {"time": 4}),
    Case("a half on a whole scale", "participants.csv", people("motivation_time", "3,5"), STOPPED,
         "not a whole number"),
    Case("a date for a number", "participants.csv", people("motivation_time", "2027-02-01"),
         STOPPED, "a date stands where a number belongs"),
]

LISTS = [
    Case("a list that ends in ;", "participants.csv", people("themes", "falls;pain;"), None,
         read=first("themes"), value=("falls", "pain")),
    Case("ids and commas", "participants.csv", people("prefers", "H1, H1"), REPAIRED, "not separ",
         first("prefers"), ("H1",)),
    Case("ids and line breaks", "participants.csv", people("avoids", "H1\nH1"), REPAIRED, "",
         first("avoids"), ("H1",)),
    Case("lines", "participants.csv", people("goals", "be heard, at last\nlearn"), REPAIRED, "",
         first("goals"), ("be heard, at last", "learn")),
    Case("languages and commas", "participants.csv", people("languages", "English, Welsh"),
         REPAIRED, "", first("languages"), ("English", "Welsh")),
    Case("commas that may be part of an item", "participants.csv",
         people("goals", "to be heard, at last"), WARNED, "counts as one item", first("goals"),
         ("to be heard, at last",)),
    Case("commas between items that recur", "participants.csv",
         f'{HEAD},goals\nP1,patient,yes,"learn, share"\nP2,patient,yes,"share, learn"\n{OTHER},\n',
         REPAIRED, "", first("goals"), ("learn", "share")),
    Case("a list taken for a date", "participants.csv", people("themes", "2027-02-01"), STOPPED,
         "spreadsheet"),
    Case("a list shown as a date", "participants.csv", people("themes", "01-Feb"), STOPPED,
         "spreadsheet"),
    Case("ids taken for a date", "participants.csv", people("prefers", "2027-02-01"), STOPPED,
         "spreadsheet"),
]

DATES = [
    Case("day first", "calendar.csv", calendar("03/04/2027"), REPAIRED, "day/month", dates,
         on("2027-04-03")),
    Case("day first, proven", "calendar.csv", calendar("03/04/2027", "13.04.27"), REPAIRED, "",
         dates, on("2027-04-03", "2027-04-13")),
    Case("month first, proven", "calendar.csv", calendar("03/04/2027", "03/14/2027"), REPAIRED,
         "prove", dates, on("2027-03-04", "2027-03-14")),
    Case("both orders", "calendar.csv", calendar("03/04/2027", "03/14/2027", "14/03/2027"),
         STOPPED, "both orders"),
    Case("only the other order lies within", "calendar.csv", calendar("05/12/2027"), STOPPED,
         "outside the programme"),
    Case("a serial date", "calendar.csv", calendar("46511"), REPAIRED, "as a number", dates,
         on("2027-05-04")),
    Case("words", "calendar.csv", calendar("Tues 4th May"), REPAIRED, "year is left out", dates,
         on("2027-05-04")),
    Case("French words", "calendar.csv", calendar("mardi 4 mai 2027", "mar. 1er juin 2027"),
         REPAIRED, "", dates, on("2027-05-04", "2027-06-01")),
    Case("American words", "calendar.csv", calendar("May 4, 2027"), REPAIRED, "", dates,
         on("2027-05-04")),
    Case("short words", "calendar.csv", calendar("4-May-27", "2 Mar 2027"), REPAIRED, "", dates,
         on("2027-03-02", "2027-05-04")),
    Case("slashes, year first", "calendar.csv", calendar("2027/05/04", "20270505"), REPAIRED, "",
         dates, on("2027-05-04", "2027-05-05")),
    Case("a time", "calendar.csv", calendar("2027-05-04 10:00", "Tue 4 May 2027 10:00 - 16:00"),
         REPAIRED, "", dates, on("2027-05-04", "2027-05-04")),
    Case("no year, not in the programme", "calendar.csv", calendar("4 August"), STOPPED,
         "no such day lies within"),
    Case("a weekday that contradicts", "calendar.csv", calendar("Wed 4 May 2027"), STOPPED,
         "2027-05-04 is a Tue"),
    Case("a weekday that contradicts, without a year", "calendar.csv", calendar("Mon 4 May"),
         STOPPED, "2027-05-04 is a Tue"),
    Case("no such day", "calendar.csv", calendar("30 February 2027"), STOPPED, "no such day"),
    Case("early May", "calendar.csv", calendar("early May"), STOPPED, "not a date"),
]

WEEKDAYS = [
    Case(said, "participants.csv", people("weekdays", said), outcome, says, read, value)
    for said, outcome, says, read, value in [
        *(
            (said, REPAIRED, "", first("weekdays"), tuple(days.split()))
            for said, days in {
                "any": "Mon Tue Wed Thu Fri Sat Sun",
                "All": "Mon Tue Wed Thu Fri Sat Sun",
                "tous": "Mon Tue Wed Thu Fri Sat Sun",
                "sauf mardi": "Mon Wed Thu Fri Sat Sun",
                "tous les jours sauf le mardi": "Mon Wed Thu Fri Sat Sun",
                "not Fridays": "Mon Tue Wed Thu Sat Sun",
                "weekdays except Mon and Wed": "Tue Thu Fri",
                "Mon-Thu": "Mon Tue Wed Thu",
                "lundi au jeudi": "Mon Tue Wed Thu",
                "Mondays, Tuesdays": "Mon Tue",
                "Mon / Wed": "Mon Wed",
                "lun. mer. ven.": "Mon Wed Fri",
                "mardi et jeudi": "Tue Thu",
                "Mon;Wed-Fri": "Mon Wed Thu Fri",
            }.items()
        ),
        ("Monday mornings", STOPPED, '"mornings"', None, None),
        ("not sure", STOPPED, '"sure"', None, None),
        ("Mon;Someday", STOPPED, '"someday"', None, None),
    ]
]

POLLS = [
    *(
        Case(f"{said} in a poll", "availability.csv", poll(said), REPAIRED, "", answer, state)
        for said, state in {
            "oui": Answer.YES,
            "OK": Answer.YES,
            "✓": Answer.YES,
            "✔️": Answer.YES,
            "If need be": Answer.IF_NEEDED,
            "(yes)": Answer.IF_NEEDED,
            "(OK)": Answer.IF_NEEDED,
            "si besoin": Answer.IF_NEEDED,
            "non": Answer.NO,
            "✗": Answer.NO,
            "❌": Answer.NO,
        }.items()
    ),
    *(
        Case(f"{said} in a poll", "availability.csv", poll(said), WARNED, "unknown", answer,
             Answer.UNKNOWN)
        for said in ("?", "maybe later", "Peut-être", "tbc", "yes?", "yes ???")
    ),
    Case("x among blanks", "availability.csv", poll("x", "x"), REPAIRED, "no other word", answer,
         Answer.YES),
    Case("x beside yes", "availability.csv", poll("x", "yes"), REPAIRED, "a word for yes", answer,
         Answer.NO),
    Case("x beside yes and no", "availability.csv", poll("x", "yes", "no"), STOPPED,
         "can mean yes or no"),
    Case("a word that nobody knows", "availability.csv", poll("zebra"), STOPPED, "no answer is"),
    Case("days in words above a poll", "availability.csv",
         "person_id,Tues 4th May,05/05/2027\nP1,yes,no\n", REPAIRED, "", answers,
         {DAY: Answer.YES, date(2027, 5, 5): Answer.NO}),
    Case("one day twice, the same", "availability.csv",
         "person_id,4 May 2027,2027-05-04\nP1,yes,oui\n", REPAIRED, "", answer, Answer.YES),
    Case("one day twice, otherwise", "availability.csv",
         "person_id,4 May 2027,2027-05-04\nP1,yes,non\n", STOPPED, "two different answers"),
    Case("a blank answer", "availability.csv", poll(""), None, read=answer, value=Answer.UNKNOWN),
]

CONSENT = [
    *(
        Case(f"{said} as consent", "participants.csv", f"{HEAD}\nP1,patient,{said}\n{OTHER}\n",
             outcome, "", first("consent"), value)
        for said, outcome, value in [
            ("Y", None, True),
            ("Oui", None, True),
            ("✓", REPAIRED, True),
            ("J'accepte", REPAIRED, True),
            ("✗", REPAIRED, False),
            ("Y?", WARNED, False),
            ("yes please send more", WARNED, False),
            ("ok", WARNED, False),
            ("x", WARNED, False),
            ("", WARNED, False),
        ]
    ),
]

PEOPLE = [
    Case("two sides in one cell", "participants.csv",
         f"{HEAD}\nP1,patient / professional,yes\n{OTHER}\n", STOPPED, "more than one"),
    Case("a wish for somebody absent", "participants.csv", people("prefers", "H9"), WARNED,
         "nobody has this id", first("prefers"), ("H9",)),
    Case("applied together, said once", "participants.csv", people("partner_id", "H1"), None,
         read=first("partner_id"), value="H1"),
    Case("one e-mail for two", "participants.csv",
         f"{HEAD},email\nP1,patient,yes,a@x.org\n{OTHER},A@x.org\n", WARNED, "same e-mail", count,
         2),
    Case("a formula for its result", "participants.csv", people("name", "=B2&C2"), WARNED,
         "formula", first("name"), "=B2&C2"),
    Case("a formula in a number", "participants.csv", people("supporters", "=1+1"), STOPPED,
         "not a whole number"),
    Case("a mistake of a spreadsheet", "participants.csv", people("name", "#REF!"), WARNED,
         "formula", first("name"), "#REF!"),
]

CASES = [*FILES, *NUMBERS, *LISTS, *DATES, *WEEKDAYS, *POLLS, *CONSENT, *PEOPLE]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_messy_file_is_read_with_a_note_or_refused(tmp_path: Path, case: Case) -> None:
    found = inspect(write_files(tmp_path, {case.file: case.content}))
    said = [problem.severity for problem in found.problems]
    gravest = next((one for one in (STOPPED, WARNED, REPAIRED) if one in said), None)
    assert gravest is case.outcome, [str(problem) for problem in found.problems]
    grave = [problem for problem in found.problems if problem.severity is gravest]
    assert not grave or any(case.says in str(problem) for problem in grave), list(map(str, grave))
    for problem in found.problems:
        assert problem.severity is REPAIRED or problem.remedy
        assert problem.severity is not REPAIRED or problem.after is not None
    if case.outcome is STOPPED:
        assert found.cohort is None
        return
    assert found.cohort is not None
    assert case.read is not None
    assert case.read(found.cohort) == case.value
    write_folder(found.cohort, tmp_path / "clean")
    again = inspect(tmp_path / "clean")
    assert again.cohort == found.cohort
    assert REPAIRED not in [problem.severity for problem in again.problems]


def test_known_themes_decide_where_commas_separate(tmp_path: Path) -> None:
    files = {
        "projects.csv": 'project_id,title,theme\nPR1,A,"letters, in plain words"\nPR2,B,falls\n',
        "participants.csv": people("themes", "letters, in plain words, falls"),
    }
    cohort = inspect(write_files(tmp_path, files)).cohort
    assert cohort is not None
    assert person(cohort).themes == ("letters, in plain words", "falls")


def test_every_repair_names_its_place_and_what_stood_there(tmp_path: Path) -> None:
    found = inspect(write_files(tmp_path, {"calendar.csv": calendar("2027-05-03", "4/5/2027")}))
    (repair,) = found.problems
    assert (repair.file, repair.row, repair.column) == ("calendar.csv", 3, "date_from")
    assert (repair.value, repair.after) == ("4/5/2027", "2027-05-04")
