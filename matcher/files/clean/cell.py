"""One cell -> what its reader takes, by the form of its kind."""

from __future__ import annotations

from matcher.files.cells import TEXT, Kind, Refused
from matcher.files.clean.answers import clean_answer, clean_yes_no
from matcher.files.clean.choices import clean_choice
from matcher.files.clean.dates import clean_date
from matcher.files.clean.lists import clean_ids, clean_texts, is_turned
from matcher.files.clean.numbers import clean_number
from matcher.files.clean.outcome import Cleaned, Cleaner, Hints
from matcher.files.clean.text import straight, typed
from matcher.files.clean.weekdays import clean_weekdays
from matcher.programme.weekdays import Weekday
from matcher.wording import plain as plain_wording

CLEANERS: dict[str, Cleaner] = {
    "date": clean_date,
    "number": clean_number,
    "yes_no": clean_yes_no,
    "choice": clean_choice,
    "answer": clean_answer,
    "weekdays": clean_weekdays,
    "texts": clean_texts,
    "list": clean_ids,
}
"""What puts right a cell that cannot be read as it stands, by the form of its kind."""

ODD_CHARACTERS = "there are characters in this that nobody sees, or other ones than a keyboard has"


def form_of(kind: Kind) -> str:
    """Return by what cells of a kind are cleaned."""
    if kind.item is None:
        return kind.form
    if kind.item is TEXT:
        return "texts"
    is_days = not isinstance(kind.read(Weekday.MON.value), Refused)
    return "weekdays" if kind.item.form == "choice" and is_days else "list"


def clean_cell(text: str, kind: Kind, hints: Hints) -> Cleaned | Refused | None:
    """Return a cell put right, why that is impossible, or nothing where it may stand.

    Parameters
    ----------
    text
        What stands in the cell; not blank.
    kind
        What belongs there.
    hints
        What the column and the cohort say about it.
    """
    form = form_of(kind)
    if form == "text":
        return None
    if form == "texts":
        plain = straight(text)
        cleaned = clean_texts(plain, kind, hints)
        return Cleaned(plain, ODD_CHARACTERS) if cleaned is None and plain != text else cleaned
    if not isinstance(kind.read(text), Refused):
        may_stand = form != "list" or plain_wording(text) in hints.known or not is_turned(text)
        return None if may_stand else clean_ids(text, kind, hints)
    plain = typed(text)
    if plain and plain != text and not isinstance(kind.read(plain), Refused):
        return Cleaned(plain, ODD_CHARACTERS)
    clean = CLEANERS.get(form)
    return clean(plain, kind, hints) if clean and plain else None
