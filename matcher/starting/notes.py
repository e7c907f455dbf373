"""What lies beside an empty cohort: what to do next, and what each column means."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

from matcher.files.book.guide import commands, first_steps, good_to_know, purposes
from matcher.files.book.headings import headings

if TYPE_CHECKING:
    from matcher.files.contents import Contents
    from matcher.language import Words
    from matcher.programme.labels import LabelSettings

README, WORKBOOK, CSV, COLUMNS = "README.txt", "cohort.xlsx", "csv", "COLUMNS.txt"

WIDTH = 88


def readme_text(folder: str, words: Words) -> str:
    """Return what to do next, in plain words.

    Parameters
    ----------
    folder
        What the folder of the cohort is called.
    words
        What writes in the language of its readers.
    """
    path = f"{folder}/{WORKBOOK}"
    title = words.say("An empty cohort, ready to be filled in")
    lines = [
        *(title, "=" * len(title), ""),
        *_wrapped(
            words.say(
                "Fill in either the workbook {workbook} or the files in the folder {csv}, "
                "whichever you like better, and delete the other. They hold the same things.",
                workbook=WORKBOOK,
                csv=CSV,
            )
        ),
        "",
        words.say("With the workbook (the easier way)"),
        "",
    ]
    steps = [(says, "") for says in first_steps(words)]
    for number, (says, command) in enumerate([*steps, *commands(path, words)], start=1):
        lines += _wrapped(says, f"{number}. ")
        lines += [f"       {command}"] if command else []
    lines += ["", words.say("With the files"), ""]
    lines += _wrapped(
        words.say(
            "The settings are in {settings}, the rest in one file for each sheet. {columns} says "
            "what each column means. The same commands then take {folder}.",
            settings=f"{CSV}/programme.toml",
            columns=f"{CSV}/{COLUMNS}",
            folder=f"{folder}/{CSV}",
        )
    )
    lines += ["", words.say("Good to know"), ""]
    for text in good_to_know(words):
        lines += _wrapped(text, "- ")
    return "\n".join(lines) + "\n"


def columns_text(tables: Iterable[Contents], labels: LabelSettings, words: Words) -> str:
    """Return what each column of each file means."""
    lines = [words.say("What each column means")]
    for table in tables:
        title = f"{table.name}.csv"
        lines += ["", "", title, "-" * len(title), *_wrapped(purposes(words)[table.name])]
        for heading in headings(table, labels, words):
            must = words.say("Must be filled in.") if heading.required else ""
            told = " ".join(filter(None, (heading.says, heading.hint, must)))
            lines += ["", heading.name, *_wrapped(told, "    ")]
    return "\n".join(lines) + "\n"


def _wrapped(text: str, mark: str = "") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False
    )
