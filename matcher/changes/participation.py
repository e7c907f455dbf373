"""Changes to people who applied: they leave, they come back, they answer otherwise."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field

from matcher.changes.base import ENGLISH, Change
from matcher.changes.dating import days_in_window, read_day, say_day
from matcher.changes.decided_pairs import decided
from matcher.changes.finding import find_facilitator, find_person, person_of, with_record
from matcher.changes.joining import Add
from matcher.cohort import Answer, Status
from matcher.decisions import DateRange
from matcher.files.cells import Refused, choice
from matcher.records import Identifier  # noqa: TC001 (pydantic reads it)

if TYPE_CHECKING:
    from matcher.changes.base import Called
    from matcher.cohort import Cohort, Person
    from matcher.language import Words

ANSWER = choice(list(Answer))


class Withdraw(Change):
    """Somebody leaves, perhaps after a workshop. The last word on when they left counts."""

    kind: Literal["withdraw"] = "withdraw"
    form = "withdraw=ID or withdraw=ID@2 (after workshop 2)"

    person: Identifier
    after_workshop: Annotated[int, Field(ge=0)] | None = None
    """The last workshop that they belong to; nothing where it is not said."""

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``ID`` or ``ID@2``."""
        person, at, number = argument.partition("@")
        if at and not number.strip().isdecimal():
            raise ValueError(f'"{number}" is not the number of a workshop')
        after = int(number) if at else None
        return cls.model_validate({"person": person.strip(), "after_workshop": after})

    @property
    def argument(self) -> str:
        """``ID`` or ``ID@2``."""
        after = "" if self.after_workshop is None else f"@{self.after_workshop}"
        return f"{self.person}{after}"

    @property
    def subject(self) -> str:
        """Who leaves."""
        return self.person

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say who leaves."""
        person, last = called(self.person), self.after_workshop
        if last is None:
            return words.say("{person} has left", person=person)
        return words.say("{person} has left after workshop {number}", person=person, number=last)

    def altered(self, cohort: Cohort) -> Cohort:
        """Mark them as withdrawn."""
        person, count = person_of(self, cohort, self.person), cohort.programme.workshops.count
        if self.after_workshop is not None and self.after_workshop > count:
            raise self.refused(
                f"there is no workshop {self.after_workshop}",
                f"Write a number from 0 to {count} (workshops.count), "
                "or leave out what comes after the id."
                if count
                else "There are no workshops (workshops.count): leave out what comes after the id.",
            )
        return _standing(cohort, person, Status.WITHDRAWN, self.after_workshop)

    def opposite(self, before: Cohort) -> Change | None:
        """`return`; where they had left already, the change that says when."""
        person = person_of(self, before, self.person)
        if person.status is Status.WITHDRAWN:
            return _leaving(before, person)
        return Return(person=self.person)


class Pause(Change):
    """Somebody pauses: they keep their consent and their place in the line, and are not paired."""

    kind: Literal["pause"] = "pause"
    form = "pause=ID"

    person: Identifier

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``ID``."""
        return cls(person=argument.strip())

    @property
    def argument(self) -> str:
        """``ID``."""
        return self.person

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say who pauses."""
        return words.say("{person} pauses", person=called(self.person))

    def altered(self, cohort: Cohort) -> Cohort:
        """Set them aside."""
        person = person_of(self, cohort, self.person)
        if not person.is_applicant:
            why = "has left" if person.consent else "has not consented"
            raise self.refused(
                f"{self.person} {why}",
                "Only somebody who takes part can pause. Leave this change out.",
            )
        return decided(cohort, paused=(*cohort.decisions.paused, self.person))

    def opposite(self, before: Cohort) -> Change | None:
        """`return`; where they paused already, this changed nothing."""
        return self if self.person in before.decisions.paused else Return(person=self.person)


class Return(Change):
    """Somebody who left or pauses comes back, with the status that they had.

    Where the files themselves say that they left, the status becomes `applied`.
    """

    kind: Literal["return"] = "return"
    form = "return=ID"
    undoes = "withdraw"

    person: Identifier

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``ID``."""
        return cls(person=argument.strip())

    @property
    def argument(self) -> str:
        """``ID``."""
        return self.person

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say who comes back."""
        return words.say("{person} comes back", person=called(self.person))

    def altered(self, cohort: Cohort) -> Cohort:
        """Give back the status that they had before they left, or end their pause."""
        person = person_of(self, cohort, self.person)
        if person.status is not Status.WITHDRAWN:
            paused = cohort.decisions.paused
            if self.person in paused:
                return decided(cohort, paused=tuple(one for one in paused if one != self.person))
            raise self.refused(
                f"{self.person} has not left (status {person.status}) and does not pause",
                "Only somebody who is withdrawn or pauses can come back. Leave this change out.",
            )
        status, after = _standing_before(cohort, person)
        return _standing(cohort, person, status, after)

    def opposite(self, before: Cohort) -> Change | None:
        """`withdraw`, after the same workshop; `pause` where that is what ended."""
        person = person_of(self, before, self.person)
        if person.status is not Status.WITHDRAWN:
            return Pause(person=self.person)
        return _leaving(before, person)


class ChangeAnswer(Change):
    """Somebody, or a facilitator, answers for a day. The last answer counts."""

    kind: Literal["answer"] = "answer"
    form = "answer=ID@2027-03-02:yes (or if_needed, no, unknown)"

    who: Identifier
    day: datetime.date
    answer: Answer

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``ID@2027-03-02:yes``."""
        who, at, rest = argument.partition("@")
        day, colon, word = rest.partition(":")
        if not (at and colon):
            raise ValueError("an id, an @, a date, a colon and an answer are needed")
        answer = ANSWER.read(word)
        if isinstance(answer, Refused):
            raise ValueError(f'"{word}" is none of the answers {", ".join(Answer)}')
        return cls.model_validate({"who": who.strip(), "day": read_day(day), "answer": answer})

    @property
    def argument(self) -> str:
        """``ID@2027-03-02:yes``."""
        return f"{self.who}@{self.day.isoformat()}:{self.answer}"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say who can come when."""
        said = {"person": called(self.who), "day": words.day(self.day, year=False)}
        sentences = {
            Answer.YES: words.say("{person} can come on {day}", **said),
            Answer.IF_NEEDED: words.say("{person} comes only if needed on {day}", **said),
            Answer.NO: words.say("{person} cannot come on {day}", **said),
            Answer.UNKNOWN: words.say(
                "{person} has not said whether they can come on {day}", **said
            ),
        }
        return sentences[self.answer]

    def altered(self, cohort: Cohort) -> Cohort:
        """Write the answer down."""
        if find_facilitator(cohort, self.who) is None:
            person_of(self, cohort, self.who)
        days_in_window(self, cohort, DateRange(first=self.day, last=self.day))
        return with_answers(cohort, self.who, {self.day: self.answer})

    def opposite(self, before: Cohort) -> Change | None:
        """Return the earlier answer, or `unanswer` where there was none."""
        earlier = before.availability.get(self.who, {}).get(self.day)
        if earlier is None:
            return Unanswer(who=self.who, day=self.day)
        return self.model_copy(update={"answer": earlier})


class Unanswer(Change):
    """Somebody's answer for a day is taken away: the weekdays that they listed decide again."""

    kind: Literal["unanswer"] = "unanswer"
    form = "unanswer=ID@2027-03-02"

    who: Identifier
    day: datetime.date

    @classmethod
    def parse(cls, argument: str) -> Self:
        """Read ``ID@2027-03-02``."""
        who, at, day = argument.partition("@")
        if not at:
            raise ValueError("an id, an @ and a date are needed")
        return cls.model_validate({"who": who.strip(), "day": read_day(day)})

    @property
    def argument(self) -> str:
        """``ID@2027-03-02``."""
        return f"{self.who}@{self.day.isoformat()}"

    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say whose answer is gone."""
        return words.say(
            "The answer of {person} for {day} does not count any more",
            person=called(self.who),
            day=words.day(self.day, year=False),
        )

    def altered(self, cohort: Cohort) -> Cohort:
        """Take the answer away."""
        if find_facilitator(cohort, self.who) is None:
            person_of(self, cohort, self.who)
        entries = cohort.availability.get(self.who, {})
        if self.day not in entries:
            raise self.refused(
                f"{self.who} has given no answer for {say_day(self.day, year=True)}",
                "Only an answer that is there can be taken away. Leave this change out.",
            )
        left = {day: answer for day, answer in entries.items() if day != self.day}
        return with_diary(cohort, self.who, left)

    def opposite(self, before: Cohort) -> Change | None:
        """`answer`, as it was."""
        earlier = before.availability.get(self.who, {}).get(self.day)
        if earlier is None:
            return None
        return ChangeAnswer(who=self.who, day=self.day, answer=earlier)


def with_answers(cohort: Cohort, who: str, answers: dict[datetime.date, Answer]) -> Cohort:
    """Return the cohort in which somebody gave some more answers."""
    return with_diary(cohort, who, {**cohort.availability.get(who, {}), **answers})


def with_diary(cohort: Cohort, who: str, answers: dict[datetime.date, Answer]) -> Cohort:
    """Return the cohort in which somebody gave these answers and no others."""
    everybody = {**cohort.availability, who: dict(sorted(answers.items()))}
    if not answers:
        del everybody[who]
    elif who not in cohort.availability:
        everybody = dict(sorted(everybody.items()))
    return cohort.model_copy(update={"availability": everybody})


def _standing(cohort: Cohort, person: Person, status: Status, after: int | None) -> Cohort:
    new = person.model_copy(update={"status": status, "withdrawn_after_workshop": after})
    return cohort.model_copy(update={"people": with_record(cohort.people, "person_id", new)})


def _standing_before(cohort: Cohort, person: Person) -> tuple[Status, int | None]:
    """Return the status, and what goes with it, that somebody had before they left."""
    for added in cohort.changes:
        for joined in added.people if isinstance(added, Add) else ():
            if joined.person_id == person.person_id and joined.status is not Status.WITHDRAWN:
                return joined.status, joined.withdrawn_after_workshop
    earlier = find_person(cohort.base, person.person_id)
    if earlier is None or earlier.status is Status.WITHDRAWN:
        return Status.APPLIED, None
    return earlier.status, earlier.withdrawn_after_workshop


def _leaving(before: Cohort, person: Person) -> Change | None:
    """Return the change that makes somebody as withdrawn as they are."""
    after = person.withdrawn_after_workshop
    if after is not None and after > before.programme.workshops.count:
        return None
    return Withdraw(person=person.person_id, after_workshop=after)
