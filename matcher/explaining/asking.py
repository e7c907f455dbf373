"""Why these two, why not those, and why somebody has no place: asked by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.changes.base import nearest
from matcher.changes.finding import find_facilitator, find_person
from matcher.cohort import Side
from matcher.errors import InputError, Problem
from matcher.explaining.pair_words import pair_lines
from matcher.explaining.pairs import pair_answer
from matcher.explaining.people import person_answer
from matcher.explaining.person_words import person_lines
from matcher.explaining.questions import Options, Told
from matcher.explaining.resolving import Case
from matcher.language import language_named, language_of, words_in

if TYPE_CHECKING:
    from matcher.cohort import Cohort, Person
    from matcher.plans import Plan


def explain(
    plan: Plan,
    person: str,
    other: str | None = None,
    *,
    language: str | None = None,
    options: Options | None = None,
) -> Told:
    """Explain why two people are a pair or why they are not, or the place of one person.

    Parameters
    ----------
    plan
        A plan that knows its cohort.
    person, other
        Ids of a patient and a professional, in either order; or one id alone.
    language
        ``"en"`` or ``"fr"``; that of `programme.locale` by default.
    options
        How long it may take, and the seed.

    Returns
    -------
    Told
        The answer as a record, and as sentences.

    Raises
    ------
    matcher.InputError
        When an id is nobody's, or the two cannot be a question.
    """
    cohort = plan.cohort
    asked = [person] if other is None else [person, other]
    people = _found(cohort, asked)
    words = words_in(language_of(cohort) if language is None else language_named(language))
    options = options or Options()
    case = Case(plan, options.seconds, options.seed, options.progress)
    if len(people) == 1:
        answer = person_answer(case, people[0])
        return Told(answer, person_lines(answer, cohort, words))
    _refuse_no_pair(cohort, people)
    patient, professional = sorted(people, key=lambda one: one.side is Side.PROFESSIONAL)
    two = pair_answer(case, patient.person_id, professional.person_id)
    return Told(two, pair_lines(two, cohort, words))


def _found(cohort: Cohort, asked: list[str]) -> list[Person]:
    found = [find_person(cohort, identity) for identity in asked]
    problems = [
        _nobody(cohort, identity)
        for identity, person in zip(asked, found, strict=True)
        if person is None
    ]
    if problems:
        raise InputError(problems)
    return [person for person in found if person is not None]


def _nobody(cohort: Cohort, identity: str) -> Problem:
    if find_facilitator(cohort, identity) is not None:
        return _problem(
            identity,
            f"{identity} is a facilitator, not a participant",
            "Write the id of a participant.",
        )
    close = nearest(identity, [person.person_id for person in cohort.people])
    return _problem(
        identity,
        f"there is no participant with the id {identity}",
        f"{close}Write the id as it stands in participants.",
    )


def _refuse_no_pair(cohort: Cohort, people: list[Person]) -> None:
    one, other = people
    asked = f"{one.person_id} {other.person_id}"
    if not cohort.programme.pairing.form_pairs:
        raise InputError(
            [
                _problem(
                    asked,
                    "nobody is paired in this programme (pairing.form_pairs = false)",
                    "Ask about one person alone.",
                )
            ]
        )
    if one == other:
        raise InputError(
            [_problem(asked, "the two ids are the same", "Name two people, or one alone.")]
        )
    if one.side is other.side:
        raise InputError(
            [
                _problem(
                    asked,
                    f"{one.person_id} and {other.person_id} are on the same side, {one.side}",
                    "A pair joins a patient and a professional. Correct one of the ids.",
                )
            ]
        )


def _problem(value: str, message: str, remedy: str) -> Problem:
    return Problem(file="explain", value=value, message=message, remedy=remedy)
