"""What came of reading a cohort."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matcher.errors import InputError
from matcher.files.recognising import Recognised

if TYPE_CHECKING:
    from matcher.cohort import Cohort
    from matcher.errors import Problem


@dataclass(frozen=True, slots=True)
class Inspection:
    """A cohort, or nothing where there are errors, and every problem, causes first."""

    cohort: Cohort | None
    problems: tuple[Problem, ...]
    recognised: Recognised = field(default_factory=Recognised)
    """What the files and their headings were taken for, and what others resemble."""

    def require(self) -> Cohort:
        """Return the cohort.

        Raises
        ------
        matcher.InputError
            With every problem, where there are errors.
        """
        if self.cohort is None:
            raise InputError(self.problems)
        return self.cohort
