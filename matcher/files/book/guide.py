"""The sheet that says how a workbook is filled in; reading knows it and leaves it alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from matcher.files.book.looks import LINE_HEIGHT
from matcher.language import Language, words_in
from matcher.wording import plain

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from matcher.files.book.headings import Heading
    from matcher.files.book.looks import Looks
    from matcher.language import Words


WIDTHS = (5, 16, 26, 64, 48)
"""How wide the columns of the sheet are."""


def guide_title(words: Words) -> str:
    """Return the name of the sheet, which is its title too."""
    return words.say("How to fill this in")


@cache
def guide_titles() -> frozenset[str]:
    """Return the names that the sheet has, in every language, as `plain` gives them."""
    return frozenset(plain(guide_title(words_in(language))) for language in Language)


def first_steps(words: Words) -> tuple[str, ...]:
    """Return what to fill in, in its order."""
    return (
        words.say(
            "Sheet programme: write the first and the last day on which a workshop may be held "
            "(programme.start, programme.end) and how many pairs you want (programme.pairs) into "
            "the column value. Everything else has a default, which counts where you write nothing."
        ),
        words.say(
            "Sheet participants: a row for each person who applied. Only the columns with a dark "
            "heading must be filled in."
        ),
        words.say(
            "Sheet availability: who can come on which day, a row for each person and day. If you "
            "have no such answers, fill in the column weekdays in participants instead."
        ),
        words.say(
            "The other sheets are for what you want planned as well: projects, venues, "
            "facilitators, days to keep free. Leave those empty that you do not need."
        ),
    )


def good_to_know(words: Words) -> tuple[str, ...]:
    """Return what helps while people fill it in."""
    return (
        words.say("Point at a heading to read what the column means."),
        words.say("Several things go into one cell with ; between them, such as Mon;Tue."),
        words.say(
            "Leave the headings as they are. For another statement on motivation, add a column "
            "whose name begins with motivation_. Columns of your own are kept and decide nothing."
        ),
        words.say("Write no diagnoses and no reasons: needs and days are enough."),
    )


def commands(cohort: str, words: Words) -> tuple[tuple[str, str], ...]:
    """Return what to do with a cohort that is filled in: a sentence, and the command for it."""
    out = words.say("my_plan")
    cohort = f'"{cohort}"' if " " in cohort else cohort
    return (
        (
            words.say("See what is still missing or wrong, by file, row and column:"),
            f"matcher check {cohort}",
        ),
        (
            words.say("When nothing is wrong any more, make the plan:"),
            f"matcher plan {cohort} --out {out}",
        ),
    )


def purposes(words: Words) -> dict[str, str]:
    """Return what each table is for."""
    return {
        "participants": words.say("Who applied: a row for each person."),
        "programme": words.say("The rules and the days that the programme runs under."),
        "availability": words.say("Who can come on which day: a row for each person and day."),
        "projects": words.say("Local projects that pairs can work on."),
        "venues": words.say("Places where workshops can be held."),
        "venue_dates": words.say("On which days a place is free, where not on all."),
        "travel": words.say("How long the journey takes from where people live to a place."),
        "facilitators": words.say("Who leads workshops and looks after pairs."),
        "follow_up": words.say("Who was invited, what they said, and who came."),
        "calendar": words.say("Days to keep free or to avoid, such as school holidays."),
    }


def draw_guide(
    book: Workbook,
    looks: Looks,
    drawn: Mapping[str, tuple[Heading, ...]],
    words: Words,
    file: str,
) -> None:
    """Draw the sheet: what to do, what each sheet is for, what each column means."""
    sheet = book.add_worksheet(guide_title(words))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.fit_to_pages(1, 0)
    for index, across in enumerate(WIDTHS):
        sheet.set_column(index, index, across)
    sheet.set_row(0, 36)
    sheet.write_string(0, 0, guide_title(words), looks["title"])
    row = _draw_steps(sheet, 2, looks, words, file)
    row = _draw_purposes(sheet, row, looks, words)
    _draw_columns(sheet, row, looks, drawn, words)


def _draw_steps(sheet: Worksheet, row: int, looks: Looks, words: Words, file: str) -> int:
    steps = [(says, "") for says in first_steps(words)]
    for number, step in enumerate([*steps, *commands(file, words)], start=1):
        row = _line(sheet, row, f"{number}.", *step, looks)
    row = _part(sheet, row, words.say("Good to know"), looks)
    for text in good_to_know(words):
        row = _line(sheet, row, "•", text, "", looks)
    return row


def _line(sheet: Worksheet, row: int, mark: str, text: str, command: str, looks: Looks) -> int:
    sheet.write_string(row, 0, mark, looks["number"])
    sheet.merge_range(row, 1, row, 4, "", looks["body"])
    if command:
        bold = looks["command"]
        sheet.write_rich_string(row, 1, f"{text}  ", bold, command, looks["body"])
    else:
        sheet.write_string(row, 1, text, looks["body"])
    sheet.set_row(row, LINE_HEIGHT * (1 + len(text + command) // sum(WIDTHS[1:])))
    return row + 1


def _part(sheet: Worksheet, row: int, title: str, looks: Looks) -> int:
    sheet.set_row(row + 1, 26)
    sheet.write_string(row + 1, 0, title, looks["part"])
    return row + 2


def _draw_purposes(sheet: Worksheet, row: int, looks: Looks, words: Words) -> int:
    row = _part(sheet, row, words.say("The sheets"), looks)
    for name, says in purposes(words).items():
        sheet.write_url(row, 1, f"internal:'{name}'!A1", looks["link"], name)
        sheet.merge_range(row, 2, row, 4, says, looks["row"])
        row += 1
    return row


def _draw_columns(
    sheet: Worksheet,
    row: int,
    looks: Looks,
    drawn: Mapping[str, tuple[Heading, ...]],
    words: Words,
) -> None:
    row = _part(sheet, row, words.say("The columns"), looks)
    titles = (
        words.say("Sheet"),
        words.say("Column"),
        words.say("Meaning"),
        words.say("What to write"),
    )
    for index, title in enumerate(titles, start=1):
        sheet.write_string(row, index, title, looks["needed"])
    for name, heading in _explained(drawn):
        row += 1
        must = words.say("Must be filled in.") if heading.required else ""
        hint = f"{heading.hint} {must}".strip()
        texts = (name, heading.name, heading.says, hint)
        for index, text in enumerate(texts, start=1):
            look = looks["row_strong" if index == 2 and heading.required else "row"]
            sheet.write_string(row, index, text, look)
        lines = max(1 + len(heading.says) // WIDTHS[3], 1 + len(hint) // WIDTHS[4])
        sheet.set_row(row, LINE_HEIGHT * lines)


def _explained(drawn: Mapping[str, tuple[Heading, ...]]) -> Iterator[tuple[str, Heading]]:
    for name, columns in drawn.items():
        for heading in columns:
            if heading.says:
                yield name, heading
