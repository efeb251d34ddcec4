"""Standard output that never stops the work: a reader that has gone, a full disk, a console without Chinese.

What a command writes to files is done in any case; only what could not be shown is told, once, at the end.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from typing import TextIO

from xladdin.disk.causes import cause_of


def prepare() -> None:
    """Make both streams safe to print Chinese to; call it once, before the first line."""
    sys.stdout = _safe(sys.stdout, sys.__stdout__)
    sys.stderr = _safe(sys.stderr, sys.__stderr__)


def finish(code: int) -> int:
    """Flush what was printed. The exit code: ``code``, or 1 where the output could not be written out."""
    sys.stdout.flush()
    lost = sys.stdout.lost if isinstance(sys.stdout, SafeStream) else ""
    if not lost:
        return code
    print(f"结果没有全部写出（{lost}）。请换一个位置存放输出后重新运行。", file=sys.stderr)
    return code or 1


class SafeStream(io.TextIOWrapper):
    """Text output that goes on after a failure: ``lost`` says why something was not written, empty for a reader that went."""

    lost = ""

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as error:
            self._fail(error)
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        self.lost = self.lost or _lost(error)
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())  # what is still buffered goes nowhere


def _lost(error: OSError) -> str:
    return "" if error.errno in (errno.EPIPE, errno.EINVAL) else cause_of(error)


def _safe(stream: TextIO | None, own: TextIO | None) -> TextIO:
    """The stream to print to; only the process's own stream is exchanged, not one that somebody put in its place."""
    if stream is None:  # started without streams
        return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - lives as long as the process
    if stream is not own or not isinstance(stream, io.TextIOWrapper):
        return stream
    # a locale without Chinese: programs that read our output expect UTF-8. Another code page shows what it can
    encoding = "utf-8" if codecs.lookup(stream.encoding).name == "ascii" else stream.encoding
    line_buffering = stream.line_buffering
    return SafeStream(stream.detach(), encoding=encoding, errors="replace", line_buffering=line_buffering)
