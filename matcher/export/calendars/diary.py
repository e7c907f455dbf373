"""A plan -> the events that it holds for somebody."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from matcher.export.calendars.audiences import Audience, AudienceKind
from matcher.export.calendars.event import Event, uid_of
from matcher.export.hours import hours_of_workshops
from matcher.export.names import Names
from matcher.plans import CheckInKind, MeetingState, WorkshopState

if TYPE_CHECKING:
    from matcher.language import Words
    from matcher.plans import CatchUp, CheckIn, OfPair, Plan, Workshop


class _Meeting(NamedTuple):
    """A check-in or a catch-up day, with who is asked to come."""

    event: Event
    couple: tuple[str, str | None]
    people: tuple[str, ...]
    facilitator: str


class Diary:
    """The events of a plan.

    Parameters
    ----------
    plan
        A plan that knows its cohort.
    words
        What writes in the language of those who read it.
    programme
        What the programme is known by; UIDs are made from it.
    """

    def __init__(self, plan: Plan, words: Words, programme: str) -> None:
        self._plan, self._words, self._programme = plan, words, programme
        cohort = plan.cohort
        self._settings = cohort.programme
        self._called = _line(cohort.programme.programme.name)
        self._names = Names(cohort)
        self._venues = {one.venue_id: one for one in cohort.venues}
        self._members_of = {pair.couple: pair.members for pair in plan.pairs}
        self._project_of = {pair.couple: pair.project for pair in plan.pairs}
        self._taking_part = {who for pair in plan.pairs for who in pair.members}
        self._hours = hours_of_workshops(plan)
        self._meetings = (*self._check_ins(), *map(self._catch_up, plan.catch_ups))

    def events_for(self, audience: Audience) -> tuple[Event, ...]:
        """Return what stands in somebody's calendar, by day.

        A workshop stands there when one of them comes, or leads it; everybody reads of all.
        """
        found = [self._workshop(one, audience) for one in self._plan.workshops]
        events = [event for event in found if event is not None]
        events += [one.event for one in self._meetings if _concerns(one, audience)]
        return tuple(sorted(events, key=lambda one: (one.day, str(one.starts or ""), one.uid)))

    def happened(self) -> frozenset[str]:
        """Return the UIDs of what was held or done, by this plan or the one that is running."""
        running = self._plan.cohort.current_plan
        found = {uid for uid, over in self._states(self._plan) if over}
        if running is not None:
            found |= {uid for uid, over in self._states(running) if over}
        return frozenset(found)

    def title(self, audience: Audience) -> str:
        """Return what somebody's calendar is called."""
        if audience.kind is AudienceKind.EVERYBODY:
            return self._called
        if audience.kind is AudienceKind.FACILITATOR:
            return f"{self._called}: {self._leaders(audience.ids)}"
        if audience.kind is AudienceKind.PAIR:
            ids = self._members_of.get((audience.ids[0], audience.ids[1]), audience.ids)
            return f"{self._called}: {self._people(ids)}"
        return f"{self._called}: {self._people(audience.ids)}"

    def _workshop(self, workshop: Workshop, audience: Audience) -> Event | None:
        coming = self._taking_part - set(workshop.absent)
        match audience.kind:
            case AudienceKind.EVERYBODY:
                concerns = True
            case AudienceKind.FACILITATOR:
                concerns = audience.ids[0] in workshop.facilitators
            case _:
                concerns = not coming.isdisjoint(audience.ids)
        if not concerns:
            return None
        lines = []
        if workshop.facilitators:
            names = self._leaders(workshop.facilitators)
            lines.append(self._words.say("Facilitators: {names}", names=names))
        if audience.kind is AudienceKind.PERSON and audience.ids[0] in workshop.remote:
            lines.append(self._words.say("You may join from home."))
        starts, ends = self._hours[workshop.number]
        return Event(
            uid=self._uid_of_workshop(workshop),
            day=workshop.date,
            starts=starts,
            ends=ends,
            zone=self._settings.programme.zone,
            summary=self._words.say(
                "{programme}: workshop {number}", programme=self._called, number=workshop.number
            ),
            location=self._place(workshop.venue),
            description="\n".join(lines),
            happened=workshop.state is WorkshopState.HELD,
        )

    def _check_ins(self) -> Iterator[_Meeting]:
        say = self._words.say
        for uid, meeting in self._numbered(self._plan):
            is_call = meeting.mode is CheckInKind.CALL and meeting.person is not None
            people = (str(meeting.person),) if is_call else self._asked(meeting)
            who = self._people(people)
            event = Event(
                uid=uid,
                day=meeting.date,
                summary=say("{programme}: call with {names}", programme=self._called, names=who)
                if is_call
                else say("{programme}: check-in of {names}", programme=self._called, names=who),
                description="\n".join(
                    [
                        *self._about(meeting, who, meeting.facilitator),
                        say(
                            "After workshop {number}; the time is to be agreed.",
                            number=meeting.after_workshop,
                        ),
                    ]
                ),
                happened=meeting.state is MeetingState.DONE,
            )
            yield _Meeting(event, meeting.couple, people, meeting.facilitator)

    def _catch_up(self, day: CatchUp) -> _Meeting:
        workshops = self._settings.workshops
        starts, ends = self._hours.get(day.workshop, workshops.hours(0))
        people = self._asked(day)
        who = self._people(people)
        event = Event(
            uid=self._uid_of_catch_up(day),
            day=day.date,
            starts=starts,
            ends=ends,
            zone=self._settings.programme.zone,
            summary=self._words.say(
                "{programme}: catch-up for workshop {number}, {names}",
                programme=self._called,
                number=day.workshop,
                names=who,
            ),
            description="\n".join(self._about(day, who, day.facilitator)),
            happened=day.state is MeetingState.DONE,
        )
        return _Meeting(event, day.couple, people, day.facilitator)

    def _asked(self, meeting: OfPair) -> tuple[str, ...]:
        """Return who is asked to a meeting of a pair: its third too."""
        return self._members_of.get(meeting.couple, meeting.two)

    def _about(self, meeting: OfPair, who: str, facilitator: str) -> Iterator[str]:
        yield self._words.say("With: {names}", names=who)
        yield self._words.say("Facilitator: {name}", name=self._leaders([facilitator]))
        project = self._project_of.get(meeting.couple)
        if project is not None:
            yield self._words.say(
                "Project: {title}", title=_line(self._names.project(project)) or project
            )

    def _people(self, ids: Iterable[str]) -> str:
        return self._words.listed(_line(self._names.person(one)) or one for one in ids)

    def _leaders(self, ids: Iterable[str]) -> str:
        return self._words.listed(_line(self._names.facilitator(one)) or one for one in ids)

    def _place(self, identity: str | None) -> str:
        venue = self._venues.get(identity or "")
        if venue is None:
            return identity or ""
        name = _line(venue.name)
        if venue.online:
            say = self._words.say
            return say("Online: {place}", place=name) if name else say("Online")
        return ", ".join(part for part in (name or venue.venue_id, _line(venue.area)) if part)

    def _states(self, plan: Plan) -> Iterator[tuple[str, bool]]:
        for workshop in plan.workshops:
            yield self._uid_of_workshop(workshop), workshop.state is WorkshopState.HELD
        for uid, check_in in self._numbered(plan):
            yield uid, check_in.state is MeetingState.DONE
        for day in plan.catch_ups:
            yield self._uid_of_catch_up(day), day.state is MeetingState.DONE

    def _numbered(self, plan: Plan) -> Iterator[tuple[str, CheckIn]]:
        """Yield check-ins by day with their UIDs: which of a pair's, in which gap, with whom."""
        before: Counter[tuple[str | int | None, ...]] = Counter()
        for one in sorted(plan.check_ins, key=lambda one: one.date):
            which = (*one.couple, one.after_workshop, one.person)
            before[which] += 1
            yield uid_of(self._programme, "check-in", *which, before[which]), one

    def _uid_of_workshop(self, workshop: Workshop) -> str:
        return uid_of(self._programme, "workshop", workshop.number)

    def _uid_of_catch_up(self, day: CatchUp) -> str:
        return uid_of(self._programme, "catch-up", *day.couple, day.workshop)


def _concerns(meeting: _Meeting, audience: Audience) -> bool:
    match audience.kind:
        case AudienceKind.PAIR:
            return meeting.couple == audience.ids
        case AudienceKind.PERSON:
            return audience.ids[0] in meeting.people
        case AudienceKind.FACILITATOR:
            return audience.ids[0] == meeting.facilitator
        case AudienceKind.EVERYBODY:
            return False


def _line(text: str) -> str:
    """Return what people typed as one line, without what no calendar can hold."""
    fit = (sign if unicodedata.category(sign) not in {"Cc", "Cs"} else " " for sign in text)
    return " ".join("".join(fit).split())
