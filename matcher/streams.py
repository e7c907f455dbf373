"""The standard streams, so that no message and no table ever ends in a traceback.

What the terminal's encoding lacks is written as an escape. Talk on the standard error may get
lost; a reader of the standard output may stop when it has enough; anything else that the standard
output objects to is a `StreamError`.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO


class StreamError(Exception):
    """The standard output cannot take what is written to it."""


def steady_streams() -> None:
    """Replace the standard streams of this process by ones that do not fail for small reasons."""
    sys.stdout = _steady(sys.stdout, is_talk=False)
    sys.stderr = _steady(sys.stderr, is_talk=True)


def _steady(stream: TextIO | None, *, is_talk: bool) -> TextIO:
    if stream is None:  # closed by whoever started this program
        return open(os.devnull, "w", encoding="utf-8")
    buffer = getattr(stream, "buffer", None)
    is_own = any(stream is own for own in (sys.__stdout__, sys.__stderr__))
    if buffer is None or not is_own:  # somebody has taken it over already
        return stream
    raw = _Steady(getattr(buffer, "raw", buffer), is_talk=is_talk)
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=is_talk or stream.isatty(),
    )


class _Steady(io.RawIOBase):
    """Writes to another stream until that refuses; what follows is dropped."""

    def __init__(self, raw: io.RawIOBase, *, is_talk: bool) -> None:
        self._raw = raw
        self._is_talk = is_talk
        self._is_lost = False

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return self._raw.isatty()

    def fileno(self) -> int:
        return self._raw.fileno()

    def write(self, data: Any) -> int | None:
        size = memoryview(data).nbytes
        if self._is_lost:
            return size
        try:
            return self._raw.write(data)
        except OSError as error:
            self._is_lost = True
            if self._is_talk or isinstance(error, BrokenPipeError):
                return size
            raise StreamError(
                f"The standard output cannot be written: {error.strerror or error}. "
                "Send it somewhere that has room."
            ) from error
