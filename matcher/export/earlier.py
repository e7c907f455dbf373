"""What people were told last: an earlier export, or the plan that it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from matcher.errors import InputError, Problem
from matcher.plans import Plan

TOLD = "told.json"
"""The plan that an export was made from, in the form of `plan.json`."""

PLAN = "plan.json"


@dataclass(frozen=True)
class Earlier:
    """What was sent before.

    Attributes
    ----------
    plan
        The plan that people know; it does not know its cohort.
    folder
        Where it was found.
    """

    plan: Plan
    folder: Path

    def read(self, name: str) -> bytes | None:
        """Return the content of a file of the earlier export, or nothing where it had none."""
        file = self.folder / name
        return file.read_bytes() if file.is_file() else None

    @classmethod
    def found_in(cls, folder: Path) -> Self | None:
        """Return the export that stands in a folder, or nothing where there is none."""
        return cls.at(folder) if (folder / TOLD).is_file() else None

    @classmethod
    def at(cls, folder: str | Path) -> Self:
        """Return the export or the plan in a folder.

        Raises
        ------
        matcher.InputError
            When there is none, or it cannot be read.
        """
        place = Path(folder)
        file = next((place / name for name in (TOLD, PLAN) if (place / name).is_file()), None)
        if file is None:
            raise InputError([_problem(place.name or str(place), "no export or plan is here")])
        try:
            return cls(Plan.model_validate_json(file.read_text(encoding="utf-8-sig")), place)
        except (OSError, ValueError, ValidationError) as error:
            said = f"this is not a plan that can be read: {str(error).splitlines()[0]}"
            raise InputError([_problem(file.name, said)]) from error


def _problem(file: str, message: str) -> Problem:
    return Problem(
        file=file,
        message=message,
        remedy="Name a folder as `matcher export` or `matcher plan` wrote it.",
    )
