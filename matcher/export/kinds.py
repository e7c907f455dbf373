"""What a plan can be exported as: the table of kinds, and the one way in which they are written.

To add a kind, write a module here with a function ``files(wanted)`` that returns the content of
each file by its name (at most one folder deep), and put its line into `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.errors import InputError, Problem
from matcher.export.earlier import Earlier
from matcher.export.handing_over import hand_over
from matcher.language import Language, Words, language_named, language_of, words_in

if TYPE_CHECKING:
    from matcher.plans import Plan

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Wanted:
    """What an export is made of.

    Attributes
    ----------
    plan
        A plan that knows its cohort.
    words
        What writes in the language of those who read it.
    since
        What people were told last; nothing where this is the first time.
    """

    plan: Plan
    words: Words
    since: Earlier | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of export."""

    says: str
    """What it is, in a few words."""
    module: str
    """Where its function `files` stands; it is loaded when it is used."""
    optional: bool = False
    """Whether it needs what may not be installed; its module says so by `is_available`."""

    def files(self, wanted: Wanted) -> Files:
        """Return the content of each file by its name."""
        make: Callable[[Wanted], Files] = import_module(self.module).files
        return make(wanted)

    def is_available(self) -> bool:
        """Return whether all that it needs is installed."""
        return not self.optional or bool(import_module(self.module).is_available())


KINDS: dict[str, Kind] = {
    "workbook": Kind("one workbook for the team", "matcher.export.workbook"),
    "letters": Kind("a table for a mail merge, with what is new", "matcher.export.letters"),
    "pseudonymised": Kind("tables without names, and statistics", "matcher.export.pseudonymised"),
    "page": Kind("the cohort on one sheet, to print", "matcher.export.printed.cohort_page"),
    "hand-outs": Kind("a sheet for each pair, to print", "matcher.export.printed.hand_outs"),
    "pdf": Kind("both as PDF", "matcher.export.printed.pdf", optional=True),
    "transparency": Kind("a draft of a transparency record", "matcher.export.transparency"),
    "calendars": Kind(
        "calendar files for everybody, each pair, each person, each facilitator",
        "matcher.export.calendars",
    ),
}


def export_plan(
    plan: Plan,
    out: str | Path,
    *,
    kinds: Sequence[str] | None = None,
    language: Language | str | None = None,
    since: str | Path | None = None,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write a plan in some of the forms that a team needs.

    The folder is made whole beside its place and then renamed into it.

    Parameters
    ----------
    plan
        A plan that knows its cohort.
    out
        The folder that the files go to.
    kinds
        Names out of `KINDS`; by default all that can be made on this machine.
    language
        ``"en"`` or ``"fr"``; the language of `programme.locale` by default.
    since
        An earlier export, or the folder of an earlier plan: what people were told last. Where an
        export is replaced, it is that one by default.
    force
        Whether an export that stands there is replaced. Other files beside it are kept.

    Returns
    -------
    tuple of Path
        The files that were written.

    Raises
    ------
    matcher.InputError
        When a kind or a language is not known, or the earlier export cannot be read.
    matcher.errors.OutputExistsError
        When something stands there that must not be replaced.
    matcher.export.writing.OutputError
        When the disk refuses.
    """
    chosen = _known(kinds)
    words = words_in(language_of(plan.cohort) if language is None else language_named(language))
    place = Path(out)
    earlier = Earlier.at(since) if since is not None else Earlier.found_in(place)
    wanted = Wanted(plan, words, earlier)
    files: dict[str, bytes] = {}
    for name in chosen:
        files.update(KINDS[name].files(wanted))
    return hand_over(plan, files, place, force=force)


def _known(kinds: Sequence[str] | None) -> tuple[str, ...]:
    possible = (name for name, kind in KINDS.items() if kind.is_available())
    chosen = tuple(dict.fromkeys(possible if kinds is None else kinds))
    unknown = [name for name in chosen if name not in KINDS]
    if unknown:
        raise InputError(
            Problem(
                file="",
                column="what",
                value=name,
                message="there is no such kind of export",
                remedy=f"Name some of: {', '.join(KINDS)}.",
            )
            for name in unknown
        )
    return chosen
