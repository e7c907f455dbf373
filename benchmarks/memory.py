"""How much memory processes take."""

from __future__ import annotations

import resource
import sys
from pathlib import Path


def memory(field: str) -> float:
    """Return the memory of this process in megabytes: `VmRSS` now, or `VmHWM` at its peak.

    Where there is no `/proc`, the peak that the system counts; that one includes what the parent
    held when the process began.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name == field:
                return int(value.split()[0]) / 1024
    return _counted(resource.RUSAGE_SELF)


def memory_of_children() -> float:
    """Return the peak of the largest process that this one started and that has ended."""
    return _counted(resource.RUSAGE_CHILDREN)


def _counted(who: int) -> float:
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(who).ru_maxrss / unit
