"""The change language: what people decide on top of a cohort, as texts and as records.

A new change is one class in one of these modules and its name in `table.CHANGES`. Several changes
to settings count together and before the others, in whatever order they stand; everything else
counts in its order, so that a later change undoes an earlier one.
"""

from matcher.changes.applying import apply_changes
from matcher.changes.base import Change
from matcher.changes.days import Block, FixDate, Unblock, Unfix
from matcher.changes.decided_pairs import Allow, Forbid, Lock, Unlock
from matcher.changes.joining import Add, Unadd
from matcher.changes.participation import ChangeAnswer, Pause, Return, Unanswer, Withdraw
from matcher.changes.places import CloseVenue, FacilitatorAway, FacilitatorBack, OpenVenue
from matcher.changes.settings import SetPairs, SetRule, SetWeekdays, SetWeight
from matcher.changes.table import CHANGES, dump, parse_changes, restore, schema
from matcher.changes.thirds import Join, Leave

__all__ = [
    "CHANGES",
    "Add",
    "Allow",
    "Block",
    "Change",
    "ChangeAnswer",
    "CloseVenue",
    "FacilitatorAway",
    "FacilitatorBack",
    "FixDate",
    "Forbid",
    "Join",
    "Leave",
    "Lock",
    "OpenVenue",
    "Pause",
    "Return",
    "SetPairs",
    "SetRule",
    "SetWeekdays",
    "SetWeight",
    "Unadd",
    "Unanswer",
    "Unblock",
    "Unfix",
    "Unlock",
    "Withdraw",
    "apply_changes",
    "dump",
    "parse_changes",
    "restore",
    "schema",
]
