"""What every change has: a text form, a sentence, an effect, and sometimes an opposite."""

from __future__ import annotations

import difflib
from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, Self

from matcher.errors import InputError, Problem
from matcher.language import Language, Words, words_in
from matcher.records import Record

if TYPE_CHECKING:
    from matcher.cohort import Cohort

FILE = "change"
"""Where the problems of a change are said to stand."""

ENGLISH = words_in(Language.ENGLISH)
"""What writes the sentences of changes where nobody asks for another language."""

Called = Callable[[str], str]
"""From an id to what people call its owner."""


class Change(Record):
    """One change to a cohort."""

    kind: str
    """The word before the first `=` of the text form."""

    form: ClassVar[str]
    """How the text is written, for messages and help."""
    undoes: ClassVar[str | None] = None
    """The kind of the earlier changes with the same `subject` that this change takes back."""

    @classmethod
    @abstractmethod
    def parse(cls, argument: str) -> Self:
        """Return the change whose text has this argument after the first `=`.

        Raises
        ------
        ValueError
            With what is wrong, as half a sentence.
        """

    @property
    @abstractmethod
    def argument(self) -> str:
        """What stands after the first `=` of the text form."""

    @property
    def subject(self) -> str:
        """What the change is about: it is taken back by its subject."""
        return self.argument

    def __str__(self) -> str:
        """Return the text form, which `parse_changes` reads as an equal change."""
        return f"{self.kind}={self.argument}"

    @abstractmethod
    def sentence(self, called: Called = str, words: Words = ENGLISH) -> str:
        """Say in plain words what the change does.

        Parameters
        ----------
        called
            From an id to a name; ids stay as they are without it.
        words
            What writes in the language of those who read it; English by default.
        """

    @abstractmethod
    def altered(self, cohort: Cohort) -> Cohort:
        """Return the cohort as this change leaves it, without a note that it was changed."""

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the cohort after this change; the given one stays as it is.

        Whether it contradicts other changes is for `apply_changes` to see.

        Raises
        ------
        matcher.InputError
            When the change names something that the cohort does not have or allow.
        """
        return as_scenario(self.altered(cohort), cohort.base, (*cohort.changes, self))

    def canonical(self, cohort: Cohort) -> Change:
        """Return the change in the one way of writing it that suits the cohort."""
        return self

    def opposite(self, before: Cohort) -> Change | None:
        """Return the change that leads back to the cohort before this one, where one exists."""
        return None

    def problem(self, message: str, remedy: str) -> Problem:
        """Return something that is wrong with this change."""
        return Problem(file=FILE, column=self.kind, value=str(self), message=message, remedy=remedy)

    def refused(self, message: str, remedy: str) -> InputError:
        """Return the error that this change cannot be made, to be raised."""
        return InputError([self.problem(message, remedy)])


def not_taken_back(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes that no later one takes back, in their order."""
    kept: list[Change] = []
    for change in changes:
        undone = (change.undoes, change.subject)
        kept = [one for one in kept if (one.kind, one.subject) != undone]
        kept.append(change)
    return tuple(kept)


def as_scenario(after: Cohort, base: Cohort, changes: tuple[Change, ...]) -> Cohort:
    """Return a cohort that knows the changes that led to it."""
    scenario = after.model_copy()
    scenario._base = base
    scenario._changes = changes
    return scenario


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a question such as "Did you mean P07? ", or nothing where no name is near."""
    by_folded = {one.casefold(): one for one in known}
    close = difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.5)
    return f"Did you mean {by_folded[close[0]]}? " if close else ""
