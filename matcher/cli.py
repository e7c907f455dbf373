"""The command line from its start to its exit code: `matcher …`.

This module loads next to nothing, so that Ctrl-C is heard while the rest is loaded.
"""

from __future__ import annotations

import atexit
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from matcher.endings import KNOWN, asked_to_end
from matcher.streams import StreamError, steady_streams

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

WRONG, DEFECT = 2, 70
STOPPED = {128 + number for number in KNOWN}
"""The exit codes of a command that was asked to end before it was done."""

TOO_LARGE = (
    "There is too little memory for this. Plan fewer people at once, close other programs, or use "
    "a machine with more memory."
)


def main() -> None:
    """Run the command line; every expected error becomes a message and an exit code."""
    steady_streams()
    atexit.register(_ignore_signals)
    code = _run()
    try:
        sys.stdout.flush()
    except StreamError as error:
        code = _say(error, WRONG)
    if code in STOPPED:
        _say("Stopped before the end.", code)
    sys.exit(code)


def _ignore_signals() -> None:
    """Let nothing change the exit code of what is done, while Python clears up."""
    for number in KNOWN:
        signal.signal(number, signal.SIG_IGN)


def _run() -> int:
    """Run a command and return its exit code."""
    with _Signals().heard() as signals:
        try:
            return _run_command()
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else int(end.code is not None)
        except MemoryError:
            return _say(TOO_LARGE, WRONG)
        except StreamError as error:
            return _say(error, WRONG)
        except (Exception, KeyboardInterrupt):
            # A library that is interrupted while it loads may raise whatever it likes.
            if signals.last is None:
                raise
            return 128 + signals.last


def _run_command() -> int:
    from matcher.commands import app
    from matcher.errors import InputError, MatcherError, PlanError

    try:
        app()
    except InputError as error:
        from matcher.talk_of_problems import say_problems

        say_problems(error.problems)
        return WRONG
    except PlanError as error:
        return _say(f"This plan does not pass its own check; please report it.\n{error}", DEFECT)
    except MatcherError as error:
        return _say(error, WRONG)
    return 0


def _say(message: object, code: int) -> int:
    print(message, file=sys.stderr)
    return code


class _Signals:
    """Leaves through every open `with` when asked to end, so that nothing half-written stays."""

    def __init__(self) -> None:
        self.last: int | None = None

    @contextmanager
    def heard(self) -> Iterator[_Signals]:
        """Listen for as long as a block runs."""
        if threading.current_thread() is not threading.main_thread():
            yield self
            return
        before = {number: signal.signal(number, self._leave) for number in asked_to_end()}
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _leave(self, number: int, frame: FrameType | None) -> None:
        self.last = number
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + number)


if __name__ == "__main__":
    main()
