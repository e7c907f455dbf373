"""What makes a cohort harder: rules and coincidences that are put on top of a random one."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING, Any

from matcher.cohort import Answer, Cohort, Project, Side, Status
from matcher.programme import Fairness, Programme, Weekday

if TYPE_CHECKING:
    from matcher.cohort import Person

Kind = Callable[[Cohort, int], Cohort]
"""From a cohort and a seed to the harder cohort."""


def one_project_each(cohort: Cohort, seed: int) -> Cohort:
    """Let each patient bring one of fewer projects, with one place each: the places bind."""
    random = Random(f"projects:{seed}")
    places = len(cohort.patients) * 4 // 5
    projects = tuple(
        Project(project_id=f"PR{number}", title=f"Project {number}", max_pairs=1)
        for number in range(places)
    )
    owners = [person.person_id for person in cohort.patients]
    random.shuffle(owners)
    own = {owner: f"PR{number % places}" for number, owner in enumerate(owners)}
    return _changed(
        cohort,
        {
            person.person_id: {"project_id": own.get(person.person_id), "themes": ()}
            for person in cohort.people
        },
    ).model_copy(update={"projects": projects})


def every_fit_equal(cohort: Cohort, seed: int) -> Cohort:
    """Let nothing tell the pairs apart but their dates: every fit is the same."""
    settings = cohort.programme.model_dump()
    settings["weights"] = {name: int(name == "shared_project") for name in settings["weights"]}
    without = {person.person_id: {"themes": (), "project_id": None} for person in cohort.people}
    return _changed(cohort, without).model_copy(
        update={"programme": Programme.model_validate(settings)}
    )


def one_weekday_each(cohort: Cohort, seed: int) -> Cohort:
    """Let everybody come on one weekday only, of those that the workshops may be on."""
    random = Random(f"weekdays:{seed}")
    week = cohort.programme.workshops.weekdays
    only: dict[str, Weekday] = {
        person.person_id: random.choice(week)
        for person in sorted(cohort.people, key=lambda person: person.person_id)
    }
    diaries = {
        identity: {
            day: answer if day.weekday() == only[identity].number else Answer.NO
            for day, answer in _willing(random, diary).items()
        }
        for identity, diary in sorted(cohort.availability.items())
    }
    changed = _changed(cohort, {identity: {"weekdays": (day,)} for identity, day in only.items()})
    return changed.model_copy(update={"availability": diaries})


def every_rule(cohort: Cohort, seed: int) -> Cohort:
    """Put rules in play: the worst pair first, reserves, confirmed people and partners."""
    random = Random(f"rules:{seed}")
    changes: dict[str, dict[str, Any]] = {}
    together: list[list[str]] = []
    for people in (cohort.patients, cohort.professionals):
        chosen = random.sample([person.person_id for person in people], 7)
        for identity in chosen[:3]:
            changes[identity] = {"status": Status.RESERVE}
        for identity in chosen[3:5]:
            changes[identity] = {"status": Status.CONFIRMED}
        together.append(chosen[5:])
    for patient, professional in zip(*together, strict=True):
        changes[patient] = {"partner_id": professional}
    settings = cohort.programme.model_dump()
    settings["pairing"]["fairness"] = Fairness.WORST_FIRST
    return _changed(cohort, changes).model_copy(
        update={"programme": Programme.model_validate(settings)}
    )


def _willing(random: Random, diary: Any) -> dict[Any, Answer]:
    """Return a diary in which all weekdays are possible, and 92 % of the days."""
    return {day: Answer.YES if random.random() < 0.92 else Answer.NO for day in diary}


def _changed(cohort: Cohort, changes: dict[str, dict[str, Any]]) -> Cohort:
    """Return the cohort in which people differ, by their ids."""

    def changed(person: Person) -> Person:
        update = dict(changes.get(person.person_id, {}))
        if person.side is not Side.PATIENT:
            update.pop("project_id", None)
        return person.model_copy(update=update)

    return cohort.model_copy(update={"people": tuple(changed(person) for person in cohort.people)})


KINDS: dict[str, Kind] = {
    "one project each": one_project_each,
    "every fit equal": every_fit_equal,
    "one weekday each": one_weekday_each,
    "every rule": every_rule,
}
"""The kinds of harder cohorts, by name."""
