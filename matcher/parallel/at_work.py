"""The other side of `apart`: a process that does one piece of work and tells of it."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from matcher.errors import MatcherError
from matcher.parallel.apart import FAILED, MADE, REPORT, BrokenOffError

if TYPE_CHECKING:
    from matcher.parallel.apart import News


class _FromAfar:
    """Passes on what the work reports, and hears whether it should stop: its input then ends."""

    def __init__(self, source: BinaryIO, to: BinaryIO) -> None:
        self._to = to
        self._stop = threading.Event()
        threading.Thread(target=self._listen, args=(source,), daemon=True).start()

    def _listen(self, source: BinaryIO) -> None:
        source.read()
        self._stop.set()

    def report(self, what: object) -> None:
        """Pass a report on."""
        _tell(self._to, (REPORT, what))

    def stop_requested(self) -> bool:
        """Return whether the work should end now."""
        return self._stop.is_set()


def _tell(to: BinaryIO, news: News) -> None:
    """Write down a piece of news, whole."""
    to.write(pickle.dumps(news))
    to.flush()


def main() -> None:
    """Do the work that stands in the standard input, and write what comes of it to the output."""
    to = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed is no news
    source = sys.stdin.buffer
    try:
        work = pickle.load(source)
        news: News = (MADE, work(_FromAfar(source, to)))
    except (MatcherError, MemoryError) as error:
        news = (FAILED, error)
    except Exception as error:
        news = (FAILED, BrokenOffError(_place(error)))
    with suppress(BrokenPipeError):  # nobody waits for it any more
        _tell(to, news)
    sys.stdout.flush()
    os._exit(0)  # not by the way of Python: a thread still listens


def _place(error: Exception) -> str:
    """Return what kind of error it was and where: what it says may hold people's data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
    return f"{type(error).__name__}{where}"


if __name__ == "__main__":
    main()
