"""`SavedCohorts`: what one person can do with the cohorts that are kept for going on with them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from matcher.store import access, deciding, finding, listing, log, shelving, stepping
from matcher.store.errors import CohortSavedMeanwhileError, UnknownNameError
from matcher.store.keeping import refuse_disagreeing
from matcher.store.log import Signature
from matcher.store.records import Act, PlanState
from matcher.store.reproducing import Kept
from matcher.store.tables import SCENARIO, SHELVED, VARIANT
from matcher.store.turns import Turn, begin, changed_since
from matcher.store.wordings import checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

    from matcher.plans import Plan
    from matcher.store.access import Visitor
    from matcher.store.database import Database
    from matcher.store.records import KeptPlan, LogEntry, SavedCohort
    from matcher.store.shelving import Contents

ON_REQUEST = "asked for in the app"
"""The reason for what explains itself, such as to save."""


class SavedCohorts:
    """Cohorts with their drafts, as one visitor may see and change them.

    Every method raises an `UnknownNameError` for a cohort that is not there or not shared with the
    visitor, and a `RefusedError` where only its owner may do something.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], visitor: Visitor) -> None:
        self.visitor = visitor
        self._database, self._clock = database, clock

    def signed_by(self, name: str) -> SavedCohorts:
        """Return the same for somebody who signs by another name."""
        return SavedCohorts(self._database, self._clock, replace(self.visitor, name=name))

    def all(self, *, deleted: bool = False) -> tuple[SavedCohort, ...]:
        """Return the cohorts, or those that were deleted; what changed last comes first."""
        with self._database.reading() as connection:
            found = listing.listed(connection, self.visitor)
        return tuple(one for one in found if one.deleted is deleted)

    def one(self, number: int) -> SavedCohort:
        """Return what is known of a cohort."""
        with self._reading(number) as connection:
            return listing.listed(connection, self.visitor, number=number)[0]

    def open(self, number: int) -> Contents:
        """Return what is in a cohort: its draft, its plan and its scenarios."""
        with self._reading(number) as connection:
            return shelving.taken(connection, number)

    def plans(self, number: int) -> tuple[KeptPlan, ...]:
        """Return the plans of a cohort, by number."""
        with self._reading(number) as connection:
            return finding.kept_plans(connection, scenario=_name(connection, number))

    def plan(self, number: int, plan: int) -> Plan:
        """Return a plan of a cohort."""
        with self._reading(number) as connection:
            _refuse_foreign(connection, number, plan)
            return finding.opened(connection, plan)

    def approved_before(self, number: int, plan: int | None) -> Plan | None:
        """Return the plan that was approved before one of a cohort was, or the last one."""
        with self._reading(number) as connection:
            done = log.entries(connection, scenario=number)
            approved = [one.plan for one in done if one.act is Act.APPROVED]
            if plan in approved:
                approved = approved[: len(approved) - 1 - approved[::-1].index(plan)]
            return finding.opened(connection, approved[-1]) if approved and approved[-1] else None

    def kept(self, number: int, plan: int) -> Kept:
        """Return what a plan was made of; see `Store.reproduce`."""
        with self._reading(number) as connection:
            _refuse_foreign(connection, number, plan)
            return Kept(connection, plan)

    def log(self, number: int) -> tuple[LogEntry, ...]:
        """Return everything that was done to a cohort, oldest first."""
        with self._reading(number) as connection:
            return log.entries(connection, scenario=number)

    def save_as(self, contents: Contents, name: str) -> SavedCohort:
        """Keep a new cohort; where the name is taken, it gets a number."""
        signed, name = self._signed(ON_REQUEST), checked(name, "name")
        self._refuse_disagreeing(contents)
        with self._database.writing(alone=True) as connection:
            number = shelving.put_new(connection, contents, name, signed)
            access.own(connection, self.visitor, number)
        return self.one(number)

    def save(self, number: int, contents: Contents, *, seen: int) -> SavedCohort:
        """Keep a cohort as it is now.

        Parameters
        ----------
        number
            Of the cohort.
        contents
            What is to be kept.
        seen
            The version that it was made after looking at.

        Raises
        ------
        CohortSavedMeanwhileError
            When somebody else changed it since. What was to be kept is kept as a copy.
        """
        signed, copy = self._signed(ON_REQUEST), None
        self._refuse_disagreeing(contents)
        with self._database.writing(alone=True) as connection:
            name = access.refuse_stranger(connection, self.visitor, number)
            turn = begin(connection, name)
            meanwhile = changed_since(turn, seen)
            if meanwhile:
                copy = shelving.put_new(connection, contents, name, signed)
                access.own(connection, self.visitor, copy)
            else:
                shelving.put(turn, contents, signed)
        if copy is not None:
            raise CohortSavedMeanwhileError(name, meanwhile, self.one(copy))
        return self.one(number)

    def copy(self, number: int, name: str) -> SavedCohort:
        """Make a copy that belongs to the visitor, and return it."""
        signed, name = self._signed(ON_REQUEST), checked(name, "name")
        with self._database.writing(alone=True) as connection:
            access.refuse_stranger(connection, self.visitor, number)
            contents = shelving.taken(connection, number)
            made = shelving.put_new(connection, contents, name, signed)
            access.own(connection, self.visitor, made)
        return self.one(made)

    def rename(self, number: int, name: str) -> SavedCohort:
        """Give a cohort another name; where it is taken, it gets a number."""
        name = checked(name, "name")
        with self._turn(number, Act.RENAMED, alone=True) as turn:
            if name != turn.name:
                where = SCENARIO.c.id == number
                free = shelving.free_name(turn.connection, name)
                turn.connection.execute(update(SCENARIO).where(where).values(name=free))
        return self.one(number)

    def share(self, number: int, whom: str) -> SavedCohort:
        """Let somebody else see and change a cohort, by the e-mail address of their sign-in."""
        with self._turn(number, Act.SHARED) as turn:
            access.share(turn.connection, number, whom)
        return self.one(number)

    def unshare(self, number: int, whom: str) -> SavedCohort:
        """Let somebody see a cohort no more."""
        with self._turn(number, Act.UNSHARED) as turn:
            access.unshare(turn.connection, number, whom)
        return self.one(number)

    def delete(self, number: int) -> SavedCohort:
        """Put a cohort out of sight, from where it can be brought back."""
        return self._set_deleted(number, Act.DELETED, deleted=True)

    def bring_back(self, number: int) -> SavedCohort:
        """Bring back a cohort that was deleted."""
        return self._set_deleted(number, Act.BROUGHT_BACK, deleted=False)

    def review(self, number: int, plan: int, *, why: str, seen: int) -> SavedCohort:
        """Say that the visitor has looked at a plan and stands by it."""
        return self._decide(number, plan, PlanState.REVIEWED, why, seen)

    def approve(self, number: int, plan: int, *, why: str, seen: int) -> SavedCohort:
        """Let a reviewed plan take effect; an earlier one is superseded."""
        return self._decide(number, plan, PlanState.APPROVED, why, seen)

    def use(self, number: int, plan: int, *, why: str, seen: int) -> SavedCohort:
        """Let a cohort stand at another of its plans."""
        signed = self._signed(why)
        with self._database.writing() as connection:
            access.refuse_stranger(connection, self.visitor, number)
            _refuse_foreign(connection, number, plan)
            stepping.use(connection, plan, signed, seen)
        return self.one(number)

    def _decide(self, number: int, plan: int, state: PlanState, why: str, seen: int) -> SavedCohort:
        signed = self._signed(why)
        with self._database.writing() as connection:
            access.refuse_stranger(connection, self.visitor, number)
            _refuse_foreign(connection, number, plan)
            deciding.decide(connection, plan, state, signed, seen)
        return self.one(number)

    def _set_deleted(self, number: int, act: Act, *, deleted: bool) -> SavedCohort:
        with self._turn(number, act) as turn:
            where = SHELVED.c.scenario_id == number
            done = turn.connection.execute(update(SHELVED).where(where).values(deleted=deleted))
            if not done.rowcount:
                row = {"scenario_id": number, "draft": None, "deleted": deleted}
                turn.connection.execute(insert(SHELVED).values(**row))
        return self.one(number)

    def _signed(self, why: str) -> Signature:
        return Signature(self.visitor.name, why, self._clock()).checked()

    @contextmanager
    def _reading(self, number: int) -> Iterator[Connection]:
        with self._database.reading() as connection:
            access.refuse_stranger(connection, self.visitor, number)
            yield connection

    @contextmanager
    def _turn(self, number: int, act: Act, *, alone: bool = False) -> Iterator[Turn]:
        """Give a turn at what only the owner may do."""
        signed = self._signed(ON_REQUEST)
        with self._database.writing(alone=alone) as connection:
            turn = begin(connection, access.refuse_guest(connection, self.visitor, number))
            yield turn
            turn.end(act, signed, None, turn.standing)

    def _refuse_disagreeing(self, contents: Contents) -> None:
        for plan in contents.plans:
            refuse_disagreeing(plan)


def _name(connection: Connection, number: int) -> str:
    return str(connection.execute(select(SCENARIO.c.name).where(SCENARIO.c.id == number)).scalar())


def _refuse_foreign(connection: Connection, number: int, plan: int) -> None:
    """Refuse a plan of another cohort, so that its number opens nothing."""
    row = finding.plan_row(connection, plan)
    variant = select(VARIANT.c.of_id).where(VARIANT.c.scenario_id == row.scenario_id)
    if number not in (row.scenario_id, connection.execute(variant).scalar()):
        raise UnknownNameError(f"There is no plan {plan} in this cohort.")
