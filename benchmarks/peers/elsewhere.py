"""Ways to a plan by packages that run in an environment of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.isolate import Failed, Skipped
from benchmarks.peers.exchange import asked
from benchmarks.peers.task import PeerRun, best_of, judged, with_dates

if TYPE_CHECKING:
    from benchmarks.peers.exchange import Answer
    from benchmarks.peers.task import Question


def mentor_match(question: Question) -> PeerRun | Failed | Skipped:
    """Pair everybody with mentor-match, keep the best pairs, then find dates for those."""
    answer = _asked("run_mentor_match.py", question)
    if isinstance(answer, Failed | Skipped):
        return answer
    chosen = best_of(question.problem, answer.pairs)
    return with_dates(question, PeerRun(answer.seconds), chosen)


def timefold(question: Question) -> PeerRun | Failed | Skipped:
    """Let Timefold's metaheuristics look for pairs and dates until the limit."""
    answer = _asked("run_timefold.py", question)
    if isinstance(answer, Failed | Skipped):
        return answer
    return judged(question, PeerRun(answer.seconds), answer.dates, answer.pairs)


def _asked(script: str, question: Question) -> Answer | Failed | Skipped:
    if question.python is None:
        return Skipped("it has no environment")
    return asked(question.python, script, question.cohort, question.problem, question.limit)
