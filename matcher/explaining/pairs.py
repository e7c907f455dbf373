"""What is answered about two people: their fit, their days, and the price of pairing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from matcher.allowed import partners
from matcher.attendance import attends_enough
from matcher.dates import Code, answers
from matcher.explaining.answers import Coming, Mark, PairAnswer, Price, Rank, Standing
from matcher.explaining.resolving import with_place, without_pair
from matcher.happened import at_work
from matcher.plans import WorkshopState
from matcher.scores import FULL_FIT, REASON_KEYS
from matcher.trios import kept_together

if TYPE_CHECKING:
    from matcher.explaining.resolving import Case

SAID: dict[int, Literal["yes", "if_needed", "unknown", "no"]] = {
    Code.YES: "yes",
    Code.IF_NEEDED: "if_needed",
    Code.UNKNOWN: "unknown",
    Code.NO: "no",
}


def pair_answer(case: Case, patient: str, professional: str) -> PairAnswer:
    """Return why a patient and a professional are a pair, or why they are not."""
    rule = _rule(case, patient, professional)
    answer = PairAnswer(
        patient=patient,
        professional=professional,
        standing=_standing(case, patient, professional, rule),
        rule=rule,
        **_fit(case, patient, professional),
        ranks=_ranks(case, patient, professional),
        attendance=coming(case, (patient, professional)),
        fixed=_fixed(case, patient, professional),
    )
    if patient in case.row and professional in case.column and case.plan.pairs:
        answer = answer.model_copy(update=_on_the_dates(case, answer))
    row, column = case.row.get(patient), case.column.get(professional)
    if row is None or column is None:
        return answer
    if answer.standing is Standing.PAIRED:
        return answer.model_copy(update={"alternatives": _alternatives(case, row, column)})
    if answer.standing is Standing.OTHERWISE:
        prices = {
            "on_these_dates": case.price_on_dates(row, column),
            "forced": case.price_with(row, column),
        }
        return answer.model_copy(update=prices)
    return answer


def coming(case: Case, people: tuple[str, ...]) -> tuple[Coming, ...]:
    """Return whether some people can come to each workshop of the plan."""
    known = [person for person in case.cohort.people if person.person_id in people]
    workshops = case.plan.workshops
    grid = answers(case.cohort, known, [workshop.date for workshop in workshops])
    return tuple(
        Coming(
            workshop=workshop.number,
            date=workshop.date,
            answers={
                person.person_id: SAID[int(code)] for person, code in zip(known, codes, strict=True)
            },
            together=bool((codes >= Code.IF_NEEDED).all()),
            held=workshop.state is WorkshopState.HELD,
        )
        for workshop, codes in zip(workshops, grid.T, strict=True)
    )


def _rule(case: Case, patient: str, professional: str) -> str | None:
    cohort = case.cohort
    row = [person.person_id for person in cohort.patients].index(patient)
    column = [person.person_id for person in cohort.professionals].index(professional)
    return REASON_KEYS[case.scores.reason[row, column]] or None


def _standing(case: Case, patient: str, professional: str, rule: str | None) -> Standing:
    if (patient, professional) in case.couples:
        return Standing.PAIRED
    if rule is not None:
        return Standing.FORBIDDEN
    if not case.plan.pairs:
        return Standing.NO_PLAN
    possible = case.problem.allowed[case.row[patient], case.column[professional]]
    return Standing.OTHERWISE if possible else Standing.KEPT


def _fit(case: Case, patient: str, professional: str) -> dict[str, object]:
    scorer = case.scorer
    assert scorer is not None
    weights = case.cohort.programme.weights.thousandths()
    given = scorer.parts(patient, professional)
    known = scorer.answered(patient, professional)
    marks = tuple(
        Mark(
            criterion=name,
            points=points,
            most=FULL_FIT * weights[name] // sum(weights.values()),
            answered=round(float(known[name]), 3),
        )
        for name, points in given.items()
        if weights[name]
    )
    return {
        "fit": sum(given.values()),
        "parts": marks,
        "coverage": scorer.coverage(patient, professional),
    }


def _ranks(case: Case, patient: str, professional: str) -> tuple[Rank, ...]:
    row, column = case.row.get(patient), case.column.get(professional)
    if row is None or column is None:
        return ()
    fit = case.problem.fit
    ours = [person.is_applicant for person in case.cohort.patients]
    theirs = [person.is_applicant for person in case.cohort.professionals]
    allowed = case.scores.allowed[np.ix_(ours, theirs)]
    better = allowed & (fit > fit[row, column])
    return (
        Rank(person=patient, better=int(better[row].sum()), allowed=int(allowed[row].sum())),
        Rank(
            person=professional,
            better=int(better[:, column].sum()),
            allowed=int(allowed[:, column].sum()),
        ),
    )


def _fixed(
    case: Case, patient: str, professional: str
) -> Literal["decision", "at_work", "together"] | None:
    couple = (patient, professional)
    if couple in kept_together(case.cohort):
        return "decision"
    if couple in at_work(case.cohort):
        return "at_work"
    return "together" if partners(case.cohort).get(patient) == professional else None


def _on_the_dates(case: Case, answer: PairAnswer) -> dict[str, object]:
    """Return what the pair is worth on the plan's dates, and whether it comes often enough."""
    row, column = case.row[answer.patient], case.column[answer.professional]
    together = [one for one in answer.attendance if one.together]
    missed = len(answer.attendance) - len(together)
    asked = sum(said == "if_needed" for one in together for said in one.answers.values())
    costs = case.cohort.programme.costs
    return {
        "missed": missed,
        "if_needed": asked,
        "value": answer.fit - missed * costs.missed_workshop - asked * costs.if_needed,
        "enough": bool(attends_enough(case.problem, case.dates)[row, column]),
    }


def _alternatives(case: Case, row: int, column: int) -> dict[str, Price]:
    """Return for each of a pair the best plan in which they have another partner."""
    other = without_pair(case.problem, row, column)
    one, two = case.problem.patients.ids[row], case.problem.professionals.ids[column]
    return {
        one: case.price(with_place(other, row=row), person=one),
        two: case.price(with_place(other, column=column), person=two),
    }
