"""A new cohort from a template: as a workbook to be filled in, or in the app at once."""

from __future__ import annotations

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from matcher.drafts import Draft
from matcher.errors import InputError
from matcher.starting import start_cohort
from matcher.starting.notes import CSV, WORKBOOK
from matcher.ui import frame, markup
from matcher.ui.speech import language, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from matcher.language import Language

COUNTRIES = ("GB", "FR", "IE", "BE", "CH", "DE", "NL", "CA", "US")
PAIRS = "programme.pairs"
MOST_PAIRS = 1000


def show() -> None:
    """Ask for what a cohort cannot do without, and offer both ways to fill the rest in."""
    st.header(say("A new cohort"), anchor=False)
    st.html(
        markup.paragraph(
            say("Begin with empty tables that explain themselves, and fill them in."), "m-quiet"
        )
    )
    with st.container(key="template"):
        first, last = st.columns(2)
        start = first.date_input(say("First possible day"), value=None, key="new_start")
        end = last.date_input(say("Last possible day"), value=None, key="new_end")
        wanted, place = st.columns(2)
        pairs = wanted.number_input(
            say("Pairs wanted"), 1, MOST_PAIRS, 12, key="new_pairs", step=1, format="%d"
        )
        home = language().value.upper()
        country = place.selectbox(
            say("Public holidays of"),
            COUNTRIES,
            format_func=_called(language()).__getitem__,
            index=COUNTRIES.index(home) if home in COUNTRIES else 0,
            key="new_country",
        )
    _offer(_day(start), _day(end), int(pairs), country)


def _called(tongue: Language) -> dict[str, str]:
    """Return what the countries are called."""
    from babel import Locale

    names = Locale(tongue.value).territories
    return {code: names[code] for code in COUNTRIES}


def _offer(
    start: datetime.date | None, end: datetime.date | None, pairs: int, country: str
) -> None:
    tongue = language()

    def made(folder: Path) -> Path:
        return start_cohort(folder, start=start, end=end, country=country, language=tongue)

    with st.container(horizontal=True):
        if st.button(say("Fill it in here"), key="new_here", type="primary"):
            if start is None or end is None:
                st.warning(say("Give the first and the last possible day."))
                return
            if end < start:
                st.warning(say("The last possible day is before the first. Change one of them."))
                return
            _open(made, pairs)
        if start is None or end is None or start <= end:
            st.download_button(
                say("Empty workbook (.xlsx)"),
                lambda: _workbook(made),
                WORKBOOK,
                key="new_workbook",
                on_click="ignore",
                icon=":material/download:",
            )


def _open(made: Callable[[Path], Path], pairs: int) -> None:
    """Open an empty cohort on the page Data."""
    with TemporaryDirectory(prefix="matcher-") as name:
        try:
            folder = made(Path(name) / "cohort")
        except InputError as error:
            st.html(markup.problems(error.problems))
            return
        draft = Draft.of_path(folder / CSV)
    draft = draft.with_setting(PAIRS, pairs)
    frame.open_draft(draft)
    frame.go_to("data")


def _workbook(made: Callable[[Path], Path]) -> bytes:
    with TemporaryDirectory(prefix="matcher-") as name:
        return (made(Path(name) / "cohort") / WORKBOOK).read_bytes()


def _day(value: object) -> datetime.date | None:
    return value if isinstance(value, datetime.date) else None
