"""The programme month by month: workshops, check-ins, and days closed or to avoid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from matcher.dates import avoided, closed_days, days_between
from matcher.public_holidays import public_holidays
from matcher.ui import markup
from matcher.ui.sortable import sortable
from matcher.ui.speech import say, say_many, spoken

if TYPE_CHECKING:
    from matcher.plans import Plan


@dataclass(frozen=True)
class Mark:
    """What stands on a day: a sign, the same in words, and how it looks."""

    sign: str
    said: str
    css: str


def show(plan: Plan) -> None:
    """Show the months, what the signs mean, and the same as a table."""
    marked = marks(plan)
    legend = say(
        "A number in a circle: a workshop. ●: check-ins. ✕: closed, or a public holiday. !: to "
        "avoid."
    )
    st.html(markup.paragraph(legend, "m-quiet"))
    st.html(months(_span(plan), marked))
    with st.expander(say("These days as a table")):
        rows = [(spoken().day(when), mark.said) for when, mark in sorted(marked.items())]
        sortable("calendar", [say("Date"), say("What")], rows, say("The days of the programme"))


def marks(plan: Plan) -> dict[date, Mark]:
    """Return what stands on which day; a workshop before all else."""
    cohort, settings = plan.cohort, plan.cohort.programme.programme
    days = days_between(*_span(plan))
    shunned = avoided(cohort, days)
    found = {
        when: Mark("!", say("to avoid"), "m-shunned")
        for when, is_shunned in zip(days, shunned, strict=True)
        if is_shunned
    }
    free = public_holidays(settings.country, settings.subdivision, days[0], days[-1])
    found |= {when: Mark("✕", name, "m-closed") for when, name in free.items()}
    found |= {when: Mark("✕", say("closed"), "m-closed") for when in closed_days(cohort, days)}
    met = [one.date for one in plan.check_ins]
    for when in set(met):
        number = met.count(when)
        said = say_many("{number} check-in", "{number} check-ins", number)
        found[when] = Mark(f"●{number}", said, "m-met")
    for workshop in plan.workshops:
        said = say("Workshop {number}", number=workshop.number)
        found[workshop.date] = Mark(str(workshop.number), said, "m-held")
    return found


def months(span: tuple[date, date], marked: dict[date, Mark]) -> str:
    """Return a small table for each month from the first day to the last."""
    first, last = span
    starts = [
        date(month // 12, month % 12 + 1, 1)
        for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ]
    return f'<div class="m-months">{"".join(_month(one, marked) for one in starts)}</div>'


def _month(start: date, marked: dict[date, Mark]) -> str:
    import calendar

    names = zip(spoken().weekdays(), spoken().weekday_names(), strict=True)
    head = "".join(
        f'<th scope="col"><abbr title="{escape(full)}">{escape(short)}</abbr></th>'
        for short, full in names
    )
    weeks = calendar.Calendar().monthdatescalendar(start.year, start.month)
    body = "".join(
        f"<tr>{''.join(_day(one, start, marked) for one in week)}</tr>" for week in weeks
    )
    return (
        f'<table class="m-month"><caption>{escape(spoken().month(start))}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _day(when: date, month: date, marked: dict[date, Mark]) -> str:
    if when.month != month.month:
        return "<td></td>"
    mark = marked.get(when)
    if mark is None:
        return f"<td>{when.day}</td>"
    return (
        f'<td class="{mark.css}">{when.day}<b aria-hidden="true">{escape(mark.sign)}</b>'
        f'<span class="m-heard">: {escape(mark.said)}</span></td>'
    )


def _span(plan: Plan) -> tuple[date, date]:
    settings = plan.cohort.programme.programme
    days = [*(one.date for one in plan.workshops), *(one.date for one in plan.check_ins)]
    return min([settings.start, *days]), max([settings.end, *days])
