"""The rules and dates that one cohort runs under: every key of `programme.toml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from matcher.programme.balance import BalanceSettings
from matcher.programme.drop_out import DropOutSettings
from matcher.programme.intake import IntakeSettings
from matcher.programme.labels import LabelSettings
from matcher.programme.pairing import CostSettings, Fairness, PairingSettings, WeightSettings
from matcher.programme.repair import RepairSettings
from matcher.programme.running import LONGEST_WINDOW_DAYS, ProgrammeSettings
from matcher.programme.settling import CatchUpSettings, CheckInSettings, VenueSettings
from matcher.programme.weekdays import Weekday
from matcher.programme.workshops import WorkshopSettings
from matcher.records import Record

__all__ = [
    "LONGEST_WINDOW_DAYS",
    "Fairness",
    "Programme",
    "ProgrammeSettings",
    "SolveSettings",
    "Weekday",
    "WeightSettings",
    "WorkshopSettings",
]


class SolveSettings(Record):
    """`[solve]`: how the search runs."""

    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    """Decides among plans that are equally good."""
    time_limit_seconds: Annotated[float, Field(ge=0, le=604_800)] = 60
    """When to stop and keep the best plan found so far."""


class Programme(Record):
    """Everything in `programme.toml`."""

    programme: ProgrammeSettings
    workshops: WorkshopSettings = WorkshopSettings()
    pairing: PairingSettings = PairingSettings()
    weights: WeightSettings = WeightSettings()
    costs: CostSettings = CostSettings()
    balance: BalanceSettings = BalanceSettings()
    check_ins: CheckInSettings = CheckInSettings()
    catch_ups: CatchUpSettings = CatchUpSettings()
    venues: VenueSettings = VenueSettings()
    repair: RepairSettings = RepairSettings()
    drop_out: DropOutSettings = DropOutSettings()
    intake: IntakeSettings = IntakeSettings()
    labels: LabelSettings = LabelSettings()
    solve: SolveSettings = SolveSettings()
