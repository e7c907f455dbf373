"""For whom there is a calendar, and what its file is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from matcher.plans import Plan


class AudienceKind(StrEnum):
    """Who reads a calendar."""

    EVERYBODY = "everybody"
    PAIR = "pair"
    PERSON = "person"
    FACILITATOR = "facilitator"


NAME = re.compile(r"(everybody)|(pair)-([\w.\-]+\+[\w.\-]+)|(person|facilitator)-([\w.\-]+)", re.A)
"""What a calendar may be called; `+` stands in no id."""


@dataclass(frozen=True)
class Audience:
    """Those who read one calendar.

    Attributes
    ----------
    kind
        What they are.
    ids
        Their ids: patient and professional of a pair (a third member reads it too), one
        otherwise, none for everybody.
    """

    kind: AudienceKind
    ids: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What their calendar is called: `pair-P07+H03`, `person-P07`."""
        return "-".join([self.kind, "+".join(self.ids)] if self.ids else [self.kind])

    @classmethod
    def called(cls, name: str) -> Self:
        """Return those whose calendar has this name.

        Raises
        ------
        ValueError
            When no calendar is called so.
        """
        if NAME.fullmatch(name) is None:
            raise ValueError(f"no calendar is called {name}")
        kind, _, ids = name.partition("-")
        return cls(AudienceKind(kind), tuple(ids.split("+")) if ids else ())


def audiences_of(plan: Plan) -> tuple[Audience, ...]:
    """Return for whom a plan may hold something. Who comes alone has no file of a pair."""
    people = {who for pair in plan.pairs for who in pair.members}
    leaders = {who for one in plan.workshops for who in one.facilitators}
    leaders |= {one.facilitator for one in plan.check_ins}
    leaders |= {one.facilitator for one in plan.catch_ups}
    return (
        Audience(AudienceKind.EVERYBODY),
        *(Audience(AudienceKind.PAIR, one.two) for one in plan.pairs if one.professional),
        *(Audience(AudienceKind.PERSON, (who,)) for who in sorted(people)),
        *(Audience(AudienceKind.FACILITATOR, (who,)) for who in sorted(leaders)),
    )
