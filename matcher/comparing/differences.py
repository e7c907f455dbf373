"""What differs between two plans, as values: what stood in the first, and in the second."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from pydantic import PrivateAttr

from matcher.check import Finding
from matcher.records import Record

if TYPE_CHECKING:
    import pandas as pd

    from matcher.plans import Plan

Members = tuple[str, ...]
"""The ids of everybody in a pair, in its order."""

Which = Literal["first", "second"]


class Fate(StrEnum):
    """What becomes of something from the first plan to the second."""

    KEPT = "kept"
    CHANGED = "changed"
    MADE = "made"
    GONE = "gone"


class Worth(Record):
    """What one plan is worth under the rules and the answers of one of the two cohorts."""

    plan: Which
    rules: Which
    pairs: int
    worst_fit: int | None
    """The lowest fit; nothing where somebody of the plan is not in that cohort."""
    total: int | None
    """In points; nothing where somebody of the plan is not in that cohort."""
    status: str | None = None
    """What is proven; nothing under the rules of the other plan."""
    bound: int | None = None
    gap: float | None = None
    breaks: tuple[Finding, ...] = ()
    """Every rule that the plan breaks there."""


class OfPlan(Record):
    """What one plan says of a pair."""

    project: str | None
    facilitator: str | None
    fit: int
    missed: int
    if_needed: int
    value: int


class PairDifference(Record):
    """A pair of either plan."""

    members: Members
    fate: Fate
    """`kept`, also where project or facilitator differ; `made`; or `gone`."""
    before: OfPlan | None
    after: OfPlan | None


class PersonDifference(Record):
    """Somebody whose partner or whose place differs."""

    person: str
    role_before: str
    """`placed`, `waiting` or `none`."""
    role_after: str
    partners_before: Members
    partners_after: Members


class WorkshopDifference(Record):
    """A workshop of either plan."""

    number: int
    changes: tuple[str, ...]
    """Which of `date`, `venue`, `facilitators` differ."""
    date_before: date | None
    date_after: date | None
    venue_before: str | None
    venue_after: str | None
    facilitators_before: Members
    facilitators_after: Members
    together_before: int | None
    """How many pairs come together."""
    together_after: int | None
    cannot_come: Members
    """Who has a place in both plans, could come to the first date and cannot to the second."""


class MeetingDifference(Record):
    """A check-in or a catch-up day that moves, comes or goes."""

    kind: Literal["check_in", "catch_up"]
    members: Members
    workshop: int
    """After which a check-in is; which a catch-up day makes good."""
    person: str | None
    """With whom a call is."""
    fate: Fate
    date_before: date | None
    date_after: date | None
    facilitator_before: str | None
    facilitator_after: str | None


class SettingDifference(Record):
    """A rule that differs, or a decision."""

    key: str
    before: str
    after: str


class ApplicantDifference(Record):
    """Somebody who is in one cohort only, or who says something else in the other."""

    person: str
    fate: Fate
    fields: tuple[str, ...] = ()
    """Which of their answers differ, by the names of the columns; never what they say."""


class Message(Record):
    """What one person must be told."""

    id: str
    kind: Literal["participant", "facilitator", "project", "venue"]
    name: str
    email: str
    changes: tuple[str, ...]
    text: str


class Comparison(Record):
    """What differs between two plans."""

    worths: tuple[Worth, ...]
    settings: tuple[SettingDifference, ...]
    applicants: tuple[ApplicantDifference, ...]
    pairs: tuple[PairDifference, ...]
    people: tuple[PersonDifference, ...]
    workshops: tuple[WorkshopDifference, ...]
    meetings: tuple[MeetingDifference, ...]
    told: tuple[Message, ...]

    _plans: Any = PrivateAttr(default=None)

    @property
    def plans(self) -> tuple[Plan, Plan]:
        """The two plans.

        Raises
        ------
        ValueError
            When the comparison was read from a file.
        """
        if self._plans is None:
            raise ValueError("this comparison was read without its plans")
        first, second = self._plans
        return first, second

    @property
    def differs(self) -> bool:
        """Whether anything at all differs."""
        own = [one for one in self.worths if one.plan == one.rules]
        worth = {(one.pairs, one.worst_fit, one.total, one.status, one.bound) for one in own}
        return (
            bool(self.settings or self.applicants or self.people or self.meetings or self.told)
            or any(one.before != one.after for one in self.pairs)
            or any(
                one.changes or one.together_before != one.together_after for one in self.workshops
            )
            or len(worth) > 1
        )

    def of_pairs(self, fate: Fate) -> tuple[PairDifference, ...]:
        """Return the pairs that are kept, made or gone."""
        return tuple(one for one in self.pairs if one.fate is fate)

    def of_plans(self, first: Plan, second: Plan) -> Comparison:
        """Return the same comparison, knowing the plans that it belongs to."""
        comparison = self.model_copy()
        comparison._plans = (first, second)
        return comparison

    def lines(self, language: str | None = None) -> tuple[str, ...]:
        """Return what differs in sentences.

        Parameters
        ----------
        language
            ``"en"`` or ``"fr"``; that of the second plan's `programme.locale` by default.
        """
        from matcher.comparing.words import lines
        from matcher.language import language_named, language_of, words_in

        cohort = self.plans[1].cohort
        spoken = language_of(cohort) if language is None else language_named(language)
        return tuple(lines(self, words_in(spoken)))

    def frame(self, name: str) -> pd.DataFrame:
        """Return one of the tables as a pandas frame.

        Parameters
        ----------
        name
            ``"worths"``, ``"settings"``, ``"applicants"``, ``"pairs"``, ``"people"``,
            ``"workshops"``, ``"meetings"`` or ``"told"``.
        """
        import pandas as pd

        from matcher.comparing.tables import TABLES, table

        if name not in TABLES:
            raise ValueError(f"no table {name!r}; there are {', '.join(TABLES)}")
        found = table(self, name)
        return pd.DataFrame(found.rows, columns=found.columns)
