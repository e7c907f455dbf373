"""Who must be told what: participants and facilitators, projects and venues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.comparing.differences import Message
from matcher.comparing.news import Change, News, news, with_whom
from matcher.comparing.standings import NOBODY, Role, Standing, facilitators, participants
from matcher.plans import WorkshopState

if TYPE_CHECKING:
    from datetime import date

    from matcher.cohort import Cohort, Facilitator, Person, Project, Venue
    from matcher.export.names import Names
    from matcher.language import Words
    from matcher.plans import Plan


def messages(first: Plan, second: Plan, words: Words, names: Names) -> Iterator[Message]:
    """Yield what everybody for whom something differs must be told."""
    cohorts = (first.cohort, second.cohort)
    yield from _participants(first, second, words, names)
    yield from _facilitators(first, second, words, names)
    yield from _projects(cohorts, first, second, words, names)
    yield from _venues(cohorts, first, second, words)


def _participants(first: Plan, second: Plan, words: Words, names: Names) -> Iterator[Message]:
    people: dict[str, Person] = {
        one.person_id: one for cohort in (first.cohort, second.cohort) for one in cohort.people
    }
    before, after = participants(first), participants(second)
    for identity in sorted({*before, *after} & {*people}):
        person = people[identity]
        told = _told(before.get(identity), after.get(identity, NOBODY), words, names)
        if told and person.consent:
            yield _message(identity, "participant", person.name, person.email, told)


def _facilitators(first: Plan, second: Plan, words: Words, names: Names) -> Iterator[Message]:
    leaders: dict[str, Facilitator] = {
        one.facilitator_id: one
        for cohort in (first.cohort, second.cohort)
        for one in cohort.facilitators
    }
    before, after = facilitators(first), facilitators(second)
    for identity in sorted({*before, *after} & {*leaders}):
        told = _told(before.get(identity), after.get(identity, NOBODY), words, names)
        if told:
            leader = leaders[identity]
            yield _message(identity, "facilitator", leader.name, _email(leader), told)


def _told(before: Standing | None, now: Standing, words: Words, names: Names) -> list[News]:
    found = [one for one in news(before, now, words, names) if one.change is not Change.NOTHING]
    is_new = before is None or before.role is not now.role
    if found and is_new and now.role in (Role.PLACED, Role.FACILITATOR):
        found += _all_of_it(found[0].change, now, words, names)
    return found


def _all_of_it(change: Change, now: Standing, words: Words, names: Names) -> Iterator[News]:
    """Say everything to somebody who knows nothing yet."""
    if now.partners:
        yield News(change, with_whom(now, words, names))
    if now.project:
        said = words.say("Your project is now: {title}.", title=names.project(now.project))
        yield News(change, said)
    if now.facilitator:
        leader = names.facilitator(now.facilitator)
        yield News(change, words.say("{name} now looks after you.", name=leader))
    for one in (it for it in now.workshops if it.state is not WorkshopState.HELD):
        day = words.long_day(one.date)
        said = words.say("New for you: workshop {number} on {day}.", number=one.number, day=day)
        yield News(change, said)


def _projects(
    cohorts: tuple[Cohort, Cohort], first: Plan, second: Plan, words: Words, names: Names
) -> Iterator[Message]:
    projects: dict[str, Project] = {
        one.project_id: one for cohort in cohorts for one in cohort.projects
    }
    for identity, project in sorted(projects.items()):
        before, after = (
            sorted(pair.members for pair in plan.pairs if pair.project == identity)
            for plan in (first, second)
        )
        if before == after:
            continue
        said = [" + ".join(names.person(one) for one in members) for members in after]
        text = (
            words.say("Now on your project: {pairs}.", pairs=words.parted(said))
            if said
            else words.say("Nobody works on your project now.")
        )
        yield _message(
            identity, "project", project.title, _email(project), [News(Change.PAIRS, text)]
        )


def _venues(
    cohorts: tuple[Cohort, Cohort], first: Plan, second: Plan, words: Words
) -> Iterator[Message]:
    venues: dict[str, Venue] = {one.venue_id: one for cohort in cohorts for one in cohort.venues}
    for identity, venue in sorted(venues.items()):
        before, after = _days(first, identity), _days(second, identity)
        told = [
            *(
                News(
                    Change.DATE,
                    words.say("No longer needed with you: {day}.", day=words.long_day(day)),
                )
                for day in sorted(before - after)
            ),
            *(
                News(Change.DATE, words.say("Now with you: {day}.", day=words.long_day(day)))
                for day in sorted(after - before)
            ),
        ]
        if told:
            yield _message(identity, "venue", venue.name, _email(venue), told)


def _days(plan: Plan, venue: str) -> set[date]:
    return {one.date for one in plan.workshops if one.venue == venue}


def _email(record: Facilitator | Project | Venue) -> str:
    return record.extra.get("email", "")


def _message(identity: str, kind: str, name: str, email: str, told: list[News]) -> Message:
    return Message.model_validate(
        {
            "id": identity,
            "kind": kind,
            "name": name,
            "email": email,
            "changes": tuple(dict.fromkeys(one.change.value for one in told)),
            "text": " ".join(one.text for one in told),
        }
    )
