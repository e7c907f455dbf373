"""Pieces of HTML. Whatever comes from people's files is escaped here and nowhere else."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from matcher.alike import shortened
from matcher.errors import Severity
from matcher.export import tables
from matcher.language.problems import line_in_words, remedy_in_words
from matcher.language.words import to_say
from matcher.plans import Outcome
from matcher.scores import FULL_FIT
from matcher.ui.speech import say, say_many, spoken
from matcher.wording import capitalised, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from matcher.errors import Problem
    from matcher.ui.view import ShownPair

SIGNS = {Outcome.OPTIMAL: ("✓", "m-sure"), Outcome.INFEASIBLE: ("✕", "m-unsure")}
SEVERITIES = {
    Severity.ERROR: ("✕", to_say("error")),
    Severity.WARNING: ("!", to_say("warning")),
    Severity.REPAIRED: ("✓", to_say("put right")),
}
DOTS = {
    tables.BOTH: "full",
    tables.REMOTE: "full",
    tables.IF_NEEDED: "half",
    tables.REMOTE_IF_NEEDED: "half",
    tables.MISSED: "none",
}

_MARKDOWN = re.compile(r"([\\`*_\[\]{}<>#|~$:!&])")


def label(text: str) -> str:
    """Return plain text as a label, where Streamlit reads Markdown."""
    return _MARKDOWN.sub(r"\\\1", text)


def line(parts: Iterable[str], css: str) -> str:
    """Return short facts in one line, with dots between them."""
    separator = ' <span class="m-sep" aria-hidden="true">·</span> '
    spans = separator.join(f"<span>{escape(part)}</span>" for part in parts)
    return f'<div class="{css}">{spans}</div>'


def paragraph(text: str, css: str = "") -> str:
    """Return a paragraph of plain text."""
    return f'<p class="{css}">{escape(text)}</p>'


def verdict(status: Outcome, short: str, sentence: str) -> str:
    """Return what is proven: a sign, a few words that stand out, and the sentence behind them."""
    sign, css = SIGNS.get(status, ("≈", "m-unsure"))
    return (
        f'<p class="m-lead"><span class="m-sign {css}" aria-hidden="true">{sign}</span> '
        f"<b>{escape(short)}.</b> {escape(sentence)}</p>"
    )


def standing_out(short: str, more: str) -> str:
    """Return a few words that stand out, and what follows from them."""
    return f'<p class="m-lead"><b>{escape(short)}</b> {escape(more)}</p>'


def settled(short: str, more: str) -> str:
    """Return the same for what is done, with a sign before it."""
    sign = '<span class="m-sign m-sure" aria-hidden="true">✓</span>'
    return f'<p class="m-lead">{sign} <b>{escape(short)}</b> {escape(more)}</p>'


def bullets(items: Iterable[str], css: str = "m-list") -> str:
    """Return a list of plain texts."""
    return f'<ul class="{css}">{"".join(f"<li>{escape(item)}</li>" for item in items)}</ul>'


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], caption: str) -> str:
    """Return a table; on a narrow screen each row becomes a small block.

    Parameters
    ----------
    columns
        The headings.
    rows
        The cells; nothing becomes an empty cell.
    caption
        What the table is, for those who hear the page.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td data-label="{escape(name)}">{escape("" if cell is None else str(cell))}</td>'
            for name, cell in zip(columns, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="m-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="m-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def problems(found: Sequence[Problem], shown: Callable[[str], str] = str) -> str:
    """Return problems as a table, errors first, and of many alike the first few.

    `shown` returns a text as it may be shown.
    """
    words = spoken()
    short = shortened(sorted(found, key=lambda one: list(Severity).index(one.severity)))
    rows: list[tuple[object, ...]] = []
    for line in short.shown:
        one, more = line.problem, line.more
        wrong = line_in_words(line, words)
        rows.append(
            (
                _severity(one.severity),
                one.file,
                None if line.rows else one.row,
                one.column,
                shown((one.value or "") if one.after is None else f"{one.value} → {one.after}"),
                shown(sentence(capitalised(wrong))),
                shown(remedy_in_words(one, words)),
            )
        )
        if more:
            rows.append(("", one.file, None, one.column, None, _more_alike(more), None))
    if short.left_out:
        others = say_many("{number} more", "{number} more", short.left_out)
        rows.append(("", None, None, None, None, others, None))
    columns = (
        "",
        say("File"),
        say("Row"),
        say("Column"),
        say("Value"),
        say("What is wrong"),
        say("What to do"),
    )
    return table(columns, rows, say("Problems in the files"))


def _severity(severity: Severity) -> str:
    sign, word = SEVERITIES[severity]
    return f"{sign} {say(word)}"


def _more_alike(number: int) -> str:
    return say("{number} more of this kind", number=spoken().number(number))


def card(pair: ShownPair, *, heads: bool) -> str:
    """Return a pair as a card; what it works on heads it where any pair has a project."""
    none = escape(say("No project yet"))
    project = escape(pair.project) if pair.project else f'<span class="m-quiet">{none}</span>'
    heading = f"<h3>{project}</h3>" if heads else ""
    why = " · ".join(f"{escape(name)} {points}" for name, points in pair.largest)
    dots = "".join(
        f'<i class="m-dot m-{DOTS.get(how or "", "full")}"></i>' for how in pair.attendance
    )
    people = ' <span class="m-sep">+</span> '.join(escape(name) for name in pair.people)
    share = 100 * pair.fit / FULL_FIT
    fit = say("Fit {fit} of {full}", fit=pair.fit, full=FULL_FIT)
    return (
        f'<article class="m-card">{heading}'
        f'<p class="m-people">{people}</p>'
        f'<div class="m-fit"><div class="m-bar" role="img" '
        f'aria-label="{escape(fit)}"><b style="width:{share:.1f}%"></b></div>'
        f"<span>{pair.fit}</span></div>"
        f'<p class="m-why">{why[:1].upper()}{why[1:]}</p>'
        f'<p class="m-attends"><span class="m-dots" aria-hidden="true">{dots}</span> '
        f"{escape(pair.attends)}</p></article>"
    )


def sentences(lines: Sequence[str]) -> str:
    """Return an answer: its first sentence stands out, what is set in goes one step deeper."""
    if not lines:
        return ""
    shown = [f'<p class="m-lead">{escape(lines[0])}</p>']
    for inner, group in groupby(lines[1:], key=lambda said: said.startswith("  ")):
        items = "".join(f"<li>{escape(said.strip())}</li>" for said in group)
        shown.append(f'<ul class="{"m-list m-inner" if inner else "m-list m-told"}">{items}</ul>')
    return "".join(shown)
