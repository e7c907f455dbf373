"""Two plans -> what differs between them, and who must be told what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.comparing.differences import Comparison
from matcher.comparing.meetings import meetings, workshops
from matcher.comparing.people import applicants, pairs, people
from matcher.comparing.rules import settings
from matcher.comparing.telling import messages
from matcher.comparing.worth import worths
from matcher.errors import InputError, Problem
from matcher.export.names import Names
from matcher.language import language_named, language_of, words_in

if TYPE_CHECKING:
    from matcher.comparing.differences import Which
    from matcher.plans import Plan


def compare(
    plan: Plan, better: Plan, *, language: str | None = None, under: Which | None = None
) -> Comparison:
    """Compare two plans, of one cohort or of two: what differs, and who must be told.

    People, projects, places and facilitators of two cohorts are the same where their ids are.

    Parameters
    ----------
    plan, better
        The plan that people know, and the one that takes its place; both know their cohorts.
    language
        In which people are written to: ``"en"`` or ``"fr"``; that of the second plan's
        `programme.locale` by default.
    under
        ``"first"`` or ``"second"``: under whose rules alone both plans are revalued; each is
        revalued under the other's by default.

    Returns
    -------
    Comparison
        What differs, as a frozen record; `lines` says it, `frame` gives its tables.

    Raises
    ------
    matcher.InputError
        When one of the two holds no pairs, or `language` or `under` is not known.
    """
    _refuse(plan, better, under)
    words = words_in(language_of(better.cohort) if language is None else language_named(language))
    names = Names(better.cohort, plan.cohort)
    found = Comparison(
        worths=tuple(worths(plan, better, under)),
        settings=tuple(settings(plan.cohort, better.cohort)),
        applicants=tuple(applicants(plan.cohort, better.cohort)),
        pairs=tuple(pairs(plan, better)),
        people=tuple(people(plan, better)),
        workshops=tuple(workshops(plan, better)),
        meetings=tuple(meetings(plan, better)),
        told=tuple(messages(plan, better, words, names)),
    )
    return found.of_plans(plan, better)


def _refuse(plan: Plan, better: Plan, under: str | None) -> None:
    problems = [
        Problem(
            file="compare",
            value=one.status.value,
            message=f"the {which} plan holds no pairs",
            remedy="Compare plans that exist; its reasons say why this one does not.",
        )
        for which, one in (("first", plan), ("second", better))
        if one.objective is None
    ]
    if under not in (None, "first", "second"):
        problems.append(
            Problem(
                file="compare",
                column="under",
                value=under,
                message="there are only the rules of two plans",
                remedy="Name first or second.",
            )
        )
    if problems:
        raise InputError(problems)
