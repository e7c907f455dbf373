"""Which pairs are allowed: the hard rules, in the order in which they are asked.

To add one, write a class with `key`, `text` and `bars`, and put it into `RULES`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matcher.aside import pausing
from matcher.cohort import Status
from matcher.pair_rules import (
    AVOIDS,
    CONFLICTS,
    FORBIDDEN,
    LANGUAGE,
    NOT_FROM,
    OfOneSide,
    OfPeople,
    nothing_in_common,
)
from matcher.trios import set_aside, third_members
from matcher.wording import plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matcher.cohort import Cohort, Person
    from matcher.pair_rules import Bars, Rule


class Partners:
    """Two people who applied together are paired with each other or not at all."""

    key = "partner"
    text = "one of them applied together with somebody else"

    def bars(self, cohort: Cohort) -> Bars:
        partner = partners(cohort)
        ours = [person.person_id for person in cohort.patients]
        theirs = np.array([person.person_id for person in cohort.professionals], dtype=object)
        wanted = np.array([partner.get(one, "") for one in ours], dtype=object)
        wanted_back = np.array([partner.get(one, "") for one in theirs], dtype=object)
        names = np.array(ours, dtype=object)

        def block(rows: slice) -> NDArray[np.bool_]:
            want, name = wanted[rows], names[rows]
            out = (want != "")[:, None] | (wanted_back != "")[None, :]
            for index in np.flatnonzero(want != ""):
                out[index] = theirs != want[index]
            for column in np.flatnonzero(wanted_back != ""):
                out[:, column] = name != wanted_back[column]
            return np.asarray(out, dtype=bool)

        return block


class SharedProjectRequired:
    """With `pairing.require_shared_project`, a project or theme that both named."""

    key = "shared_project"
    text = "no project or theme that both named"

    def bars(self, cohort: Cohort) -> Bars:
        if not cohort.programme.pairing.require_shared_project:
            return _nothing(len(cohort.patients), len(cohort.professionals))
        ids = frozenset(project.project_id for project in cohort.projects)
        return nothing_in_common(
            [named_interests(person, ids) for person in cohort.patients],
            [named_interests(person, ids) for person in cohort.professionals],
            silence_bars=True,
        )


def partners(cohort: Cohort) -> dict[str, str]:
    """Return who applied together with whom, both ways.

    It is enough that one of two says so. Somebody who is withdrawn or has not consented releases
    the other, and so does somebody who is set aside: who pauses, or is the third of a pair.
    """
    people = {person.person_id: person for person in cohort.people}
    aside = set_aside(cohort)
    together: dict[str, str] = {}
    for person in cohort.people:
        partner = people.get(person.partner_id or "")
        if partner is None or not {person.person_id, partner.person_id}.isdisjoint(aside):
            continue
        if person.is_applicant and partner.is_applicant:
            together[person.person_id] = partner.person_id
            together[partner.person_id] = person.person_id
    return together


def named_interests(person: Person, project_ids: frozenset[str]) -> set[str]:
    """Return the projects and themes that somebody named, in a form that can be compared."""
    own = (person.project_id,) if person.project_id else ()
    return {
        item if item in project_ids else f"theme:{plain(item)}" for item in (*own, *person.themes)
    }


def _nothing(patients: int, professionals: int) -> Bars:
    def block(rows: slice) -> NDArray[np.bool_]:
        return np.zeros((len(range(*rows.indices(patients))), professionals), dtype=bool)

    return block


def _no_consent(person: Person) -> bool:
    return not person.consent


def _withdrawn(person: Person) -> bool:
    return person.status is Status.WITHDRAWN


RULES: tuple[Rule, ...] = (
    OfOneSide("consent", "the patient has not consented", True, _no_consent),
    OfOneSide("consent", "the professional has not consented", False, _no_consent),
    OfOneSide("withdrawn", "the patient has withdrawn", True, _withdrawn),
    OfOneSide("withdrawn", "the professional has withdrawn", False, _withdrawn),
    OfPeople("pausing", "one of them is pausing", pausing),
    OfPeople("third", "one of them is the third member of a pair", third_members),
    CONFLICTS,
    AVOIDS,
    NOT_FROM,
    FORBIDDEN,
    LANGUAGE,
    Partners(),
    SharedProjectRequired(),
)
"""Every hard rule but the least fit, in the order in which they are asked."""

MIN_FIT_KEY = "min_fit"
MIN_FIT_TEXT = "their fit is below the least that the programme accepts"
