"""Taking turns: whoever changes a scenario does so alone, and knows what others did before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from matcher.store.errors import SavedMeanwhileError, StoreError
from matcher.store.finding import scenario_row
from matcher.store.log import Signature, entries, note
from matcher.store.tables import SCENARIO, STANDING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from matcher.store.records import Act, LogEntry


@dataclass(frozen=True)
class Turn:
    """A scenario while somebody changes it, alone."""

    connection: Connection
    scenario: int
    name: str
    version: int
    """The version that this change makes."""
    standing: int | None
    """At which plan the scenario stood when the turn began."""

    def move_to(self, plan: int) -> None:
        """Let the scenario stand at another plan."""
        which = STANDING.c.scenario_id == self.scenario
        self.connection.execute(delete(STANDING).where(which))
        self.connection.execute(insert(STANDING).values(scenario_id=self.scenario, plan_id=plan))

    def note(self, act: Act, signed: Signature, plan: int | None, standing: int | None) -> None:
        """Add what was done, and where the scenario stood afterwards, to the log."""
        note(
            self.connection,
            act,
            signed,
            scenario=self.scenario,
            version=self.version,
            plan=plan,
            standing=standing,
        )

    def end(self, act: Act, signed: Signature, plan: int | None, standing: int | None) -> None:
        """Note what was done, and let the scenario have its next version."""
        where = SCENARIO.c.id == self.scenario
        self.connection.execute(update(SCENARIO).where(where).values(version=self.version))
        self.note(act, signed, plan, standing)


def begin(connection: Connection, name: str) -> Turn:
    """Begin to change a scenario; whoever else wants to waits.

    Raises
    ------
    UnknownNameError
        When there is no such scenario.
    """
    row = scenario_row(connection, name)
    return Turn(connection, row.id, row.name, row.version + 1, row.standing)


def begin_new(connection: Connection, name: str) -> Turn:
    """Begin to change a scenario that may not exist yet."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    fresh = make(SCENARIO).values(name=name, version=0)
    connection.execute(fresh.on_conflict_do_nothing(index_elements=["name"]))
    return begin(connection, name)


def changed_since(turn: Turn, seen: int | None) -> tuple[LogEntry, ...]:
    """Return what others did to the scenario since somebody saw it.

    Raises
    ------
    StoreError
        When the scenario never had the version that was seen.
    """
    if seen is None:
        return ()
    if not 0 <= seen < turn.version:
        raise StoreError(
            f'"{turn.name}" has no version {seen}; it is at {turn.version - 1}. '
            "Give the version that matcher history shows."
        )
    return entries(turn.connection, scenario=turn.scenario, since=seen)


def refuse_changed(turn: Turn, seen: int | None) -> None:
    """Raise the error that others changed the scenario since somebody saw it, if they did."""
    meanwhile = changed_since(turn, seen)
    if meanwhile:
        raise SavedMeanwhileError(turn.name, meanwhile, None)
