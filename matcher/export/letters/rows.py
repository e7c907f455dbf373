"""One row of the mail merge: what one person is told, and nothing of anybody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matcher.comparing.news import Change, News
from matcher.comparing.standings import Meeting, Role, Standing
from matcher.dates import Code, answers
from matcher.language.access import need_in_words
from matcher.language.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matcher.cohort import Cohort, Facilitator, Person
    from matcher.export.names import Names
    from matcher.language import Words
    from matcher.plans import Workshop

BETWEEN = "; "
WORKSHOP_FIELDS = ("day", "date", "venue", "note")

Fields = dict[str, Any]


def columns(numbers: Sequence[int]) -> tuple[str, ...]:
    """Return the names of the columns, with those of each workshop."""
    of_workshops = (f"workshop_{number}_{name}" for number in numbers for name in WORKSHOP_FIELDS)
    return (
        *("tell", "person_id", "role", "name", "email", "greeting"),
        *("side", "partner", "project", "facilitator", "workshops"),
        *of_workshops,
        *("check_ins", "check_in_dates", "catch_ups", "catch_up_dates", "access"),
        *("changes", "what_changed"),
    )


def for_person(
    person: Person, now: Standing, told: Sequence[News], cohort: Cohort, words: Words, names: Names
) -> Fields:
    """Return the row of a participant."""

    def leader_of(one: Meeting) -> str:
        return names.facilitator(one.facilitator)

    partner = words.listed(names.person(one) for one in now.partners)
    leader = names.facilitator(now.facilitator) if now.facilitator else ""
    side = label(person.side.value, cohort, words) if cohort.programme.pairing.form_pairs else ""
    return {
        **_about(person.person_id, person.name, person.email, now, told, words),
        "side": side,
        "partner": partner,
        "project": names.project(now.project),
        "facilitator": leader,
        **_workshops(now, words, names, _own_notes(person, now, cohort, words)),
        **_meetings("check_in", now.check_ins, words, leader_of),
        **_meetings("catch_up", now.catch_ups, words, leader_of),
        "access": _access(person, words) if now.role is Role.PLACED else "",
    }


def for_facilitator(
    leader: Facilitator, now: Standing, told: Sequence[News], words: Words, names: Names
) -> Fields:
    """Return the row of a facilitator: the pairs stand in the place of the partner."""

    def called(members: Sequence[str]) -> str:
        return " + ".join(names.person(one) for one in members)

    email = leader.extra.get("email", "")
    return {
        **_about(leader.facilitator_id, leader.name, email, now, told, words),
        "partner": BETWEEN.join(called(pair) for pair in now.pairs),
        **_workshops(now, words, names, {}),
        **_meetings("check_in", now.check_ins, words, lambda one: called(one.members)),
        **_meetings("catch_up", now.catch_ups, words, lambda one: called(one.members)),
    }


def _about(
    identity: str, name: str, email: str, now: Standing, told: Sequence[News], words: Words
) -> Fields:
    is_news = any(one.change is not Change.NOTHING for one in told)
    roles = {
        Role.PLACED: words.say("has a place"),
        Role.WAITING: words.say("waiting"),
        Role.FACILITATOR: words.say("facilitator"),
        Role.NONE: words.say("no place"),
    }
    return {
        "tell": words.say("yes") if is_news else words.say("no"),
        "person_id": identity,
        "role": roles[now.role],
        "name": name,
        "email": email,
        "greeting": words.say("Dear {name}", name=name) if name else words.say("Hello"),
        "changes": ";".join(dict.fromkeys(one.change.value for one in told)),
        "what_changed": " ".join(one.text for one in told),
    }


def _workshops(now: Standing, words: Words, names: Names, notes: dict[int, str]) -> Fields:
    fields: Fields = {
        "workshops": BETWEEN.join(_workshop(one, words, names) for one in now.workshops)
    }
    for one in now.workshops:
        stem = f"workshop_{one.number}"
        fields |= {
            f"{stem}_day": words.long_day(one.date),
            f"{stem}_date": one.date,
            f"{stem}_venue": names.venue(one.venue),
            f"{stem}_note": notes.get(one.number, ""),
        }
    return fields


def _workshop(one: Workshop, words: Words, names: Names) -> str:
    said = f"{one.number}: {words.long_day(one.date)}"
    return f"{said}, {names.venue(one.venue)}" if one.venue else said


def _own_notes(person: Person, now: Standing, cohort: Cohort, words: Words) -> dict[int, str]:
    """Return what somebody said of their own coming, by workshop; never what the partner said."""
    if not now.workshops:
        return {}
    grid = answers(cohort, [person], [one.date for one in now.workshops])[0]
    said: dict[int, str] = {}
    for one, code in zip(now.workshops, grid, strict=True):
        if person.person_id in one.absent:
            said[one.number] = words.say("as far as we know, you cannot come")
        elif person.person_id in one.remote:
            said[one.number] = words.say("you join from home")
        elif code == Code.IF_NEEDED:
            said[one.number] = words.say("you come, though you said: only if needed")
    return said


def _meetings(
    stem: str, meetings: Sequence[Meeting], words: Words, whom: Callable[[Meeting], str]
) -> Fields:
    said = (
        words.say("{day} with {whom}", day=words.long_day(one.date), whom=whom(one))
        for one in meetings
    )
    return {
        f"{stem}s": BETWEEN.join(said),
        f"{stem}_dates": BETWEEN.join(one.date.isoformat() for one in meetings),
    }


def _access(person: Person, words: Words) -> str:
    """Return what is to be arranged for somebody."""
    said = [need_in_words(need, words) for need in person.access_needs]
    if person.supporters:
        said.append(words.say_many("{number} supporter", "{number} supporters", person.supporters))
    if person.interpreters:
        number = person.interpreters
        said.append(words.say_many("{number} interpreter", "{number} interpreters", number))
    return BETWEEN.join(said)
