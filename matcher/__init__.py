"""Matcher: pairs and workshop dates for collaborative pairs programmes, chosen together.

The names below are the public interface. They are imported on first use, so that
``import matcher`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any
from warnings import warn

__version__ = "0.1.0"

if TYPE_CHECKING:
    from matcher.batch.results import Finished as Finished
    from matcher.batch.running import plan_many as plan_many
    from matcher.check import check_plan as check_plan
    from matcher.cohort import Cohort as Cohort
    from matcher.comparing.plans import compare as compare
    from matcher.errors import InputError as InputError
    from matcher.errors import MatcherError as MatcherError
    from matcher.errors import OutputExistsError as OutputExistsError
    from matcher.errors import PlanError as PlanError
    from matcher.errors import Problem as Problem
    from matcher.explaining.asking import explain as explain
    from matcher.export.folder import open_plan as open_plan
    from matcher.export.folder import save as save
    from matcher.files import inspect as inspect
    from matcher.files import load as load
    from matcher.files.book.writing import write_workbook as write_workbook
    from matcher.following_up import note_follow_up as note_follow_up
    from matcher.futures.stressing import stress as stress
    from matcher.intakes.checking import check_intake as check_intake
    from matcher.intakes.folder import open_intake as open_intake
    from matcher.intakes.results import Intake as Intake
    from matcher.intakes.running import intake as intake
    from matcher.pairing import Pairing as Pairing
    from matcher.pairing import pair as pair
    from matcher.pipeline import plan as plan
    from matcher.plans import Plan as Plan
    from matcher.repairing import repair as repair
    from matcher.repairing.points import repairs as repairs
    from matcher.repairing.ways import ways_on as ways_on
    from matcher.replanning import Replanner as Replanner
    from matcher.replanning import replan as replan
    from matcher.solve.progress import Progress as Progress
    from matcher.solve.progress import Snapshot as Snapshot
    from matcher.starting import start_cohort as start_cohort
    from matcher.store.errors import StoreError as StoreError
    from matcher.store.store import Store as Store
    from matcher.store.store import open_store as open_store
    from matcher.sweeps.running import sweep as sweep

_HOME = {
    "Cohort": "matcher.cohort",
    "Finished": "matcher.batch.results",
    "InputError": "matcher.errors",
    "Intake": "matcher.intakes.results",
    "MatcherError": "matcher.errors",
    "OutputExistsError": "matcher.errors",
    "Pairing": "matcher.pairing",
    "Plan": "matcher.plans",
    "PlanError": "matcher.errors",
    "Problem": "matcher.errors",
    "Progress": "matcher.solve.progress",
    "Replanner": "matcher.replanning",
    "Snapshot": "matcher.solve.progress",
    "Store": "matcher.store.store",
    "StoreError": "matcher.store.errors",
    "check_intake": "matcher.intakes.checking",
    "check_plan": "matcher.check",
    "compare": "matcher.comparing.plans",
    "explain": "matcher.explaining.asking",
    "inspect": "matcher.files",
    "intake": "matcher.intakes.running",
    "load": "matcher.files",
    "note_follow_up": "matcher.following_up",
    "open_intake": "matcher.intakes.folder",
    "open_plan": "matcher.export.folder",
    "open_store": "matcher.store.store",
    "pair": "matcher.pairing",
    "plan": "matcher.pipeline",
    "plan_many": "matcher.batch.running",
    "replan": "matcher.replanning",
    "repair": "matcher.repairing",
    "repairs": "matcher.repairing.points",
    "ways_on": "matcher.repairing.ways",
    "save": "matcher.export.folder",
    "start_cohort": "matcher.starting",
    "sweep": "matcher.sweeps.running",
    "stress": "matcher.futures.stressing",
    "write_workbook": "matcher.files.book.writing",
}

_RENAMED: dict[str, tuple[str, str]] = {}
"""A former name -> the name of today, and the version in which the former one goes."""

__all__ = [*sorted(_HOME), "__version__"]


def __getattr__(name: str) -> Any:
    if name in _RENAMED:
        new, version = _RENAMED[name]
        said = f"matcher.{name} is matcher.{new} now; the former name goes in version {version}"
        warn(said, DeprecationWarning, stacklevel=2)
        return __getattr__(new)
    if name not in _HOME:
        raise AttributeError(f"module 'matcher' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
