"""Who may see a cohort that is kept, and who may give it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from matcher.store.errors import RefusedError, StoreError, UnknownNameError
from matcher.store.tables import ACCESS, SCENARIO
from matcher.store.wordings import checked
from matcher.wording import plain

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


@dataclass(frozen=True)
class Visitor:
    """Who asks for what is kept.

    Parameters
    ----------
    name
        By which they sign.
    key
        By which they are known where people sign in, their e-mail address as a rule. Nothing
        where nobody signs in: then there is one person, who sees everything.
    """

    name: str
    key: str | None = None

    @property
    def known_as(self) -> str | None:
        """The key as it is kept and compared."""
        return None if self.key is None else plain(self.key)


def refuse_stranger(connection: Connection, visitor: Visitor, number: int) -> str:
    """Return the name of a cohort, unless this visitor may not see it.

    Raises
    ------
    UnknownNameError
        When there is none, or it is not theirs: both are told alike.
    """
    name: str | None = connection.execute(
        select(SCENARIO.c.name).where(SCENARIO.c.id == number)
    ).scalar()
    if name is None or not _may_see(connection, visitor, number):
        raise UnknownNameError(f"There is no saved cohort {number}, or it is not shared with you.")
    return name


def refuse_guest(connection: Connection, visitor: Visitor, number: int) -> str:
    """Return the name of a cohort, unless it is somebody else's.

    Raises
    ------
    RefusedError
        When it is only shared with this visitor.
    """
    name = refuse_stranger(connection, visitor, number)
    if visitor.known_as is not None and owner_of(connection, number) != visitor.known_as:
        raise RefusedError("Only its owner can do this. Make a copy: it is yours.")
    return name


def own(connection: Connection, visitor: Visitor, number: int) -> None:
    """Give a new cohort to whoever saved it."""
    if visitor.known_as is not None:
        row = {"scenario_id": number, "who": visitor.known_as, "is_owner": True}
        connection.execute(insert(ACCESS).values(**row))


def share(connection: Connection, number: int, whom: str) -> bool:
    """Let somebody see a cohort, and return whether that is new."""
    who = plain(checked(whom, "who"))
    if "@" not in who or " " in who:
        raise StoreError(f'"{whom.strip()}" is no e-mail address. Write the one they sign in with.')
    if who in (owner_of(connection, number), *guests_of(connection, number)):
        return False
    connection.execute(insert(ACCESS).values(scenario_id=number, who=who, is_owner=False))
    return True


def unshare(connection: Connection, number: int, whom: str) -> bool:
    """Let somebody see a cohort no more, and return whether they could."""
    theirs = (ACCESS.c.scenario_id == number) & (ACCESS.c.who == plain(whom))
    gone = connection.execute(delete(ACCESS).where(theirs, ACCESS.c.is_owner.is_(False)))
    return gone.rowcount > 0


def owner_of(connection: Connection, number: int) -> str | None:
    """Return whose a cohort is; nothing where it was saved without sign-in."""
    wanted = select(ACCESS.c.who).where(ACCESS.c.scenario_id == number, ACCESS.c.is_owner)
    owner: str | None = connection.execute(wanted).scalar()
    return owner


def guests_of(connection: Connection, number: int) -> tuple[str, ...]:
    """Return with whom a cohort is shared."""
    wanted = select(ACCESS.c.who).where(
        ACCESS.c.scenario_id == number, ACCESS.c.is_owner.is_(False)
    )
    return tuple(connection.execute(wanted.order_by(ACCESS.c.who)).scalars())


def _may_see(connection: Connection, visitor: Visitor, number: int) -> bool:
    if visitor.known_as is None:
        return True
    wanted = select(ACCESS.c.who).where(
        ACCESS.c.scenario_id == number, ACCESS.c.who == visitor.known_as
    )
    return connection.execute(wanted).first() is not None
