"""Progress of a long run on a terminal: how many, how fast, how long still. Nothing where nobody looks."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

#: From so many files on somebody waits.
_WORTH = 20


class Progress:
    """``with Progress(total) as progress: progress.advance(80)``; writes to standard error."""

    def __init__(self, total: int, what: str = "读取", *, shown: bool | None = None) -> None:
        self._total, self._what = total, what
        self._shown = sys.stderr.isatty() and total >= _WORTH if shown is None else shown
        self._bar: Bar | None = None

    def __enter__(self) -> Progress:
        if self._shown:
            self._bar = _bar()
            self._bar.start()
            self._bar.add_task(self._what, total=self._total, rate="")
        return self

    def advance(self, count: int) -> None:
        if self._bar is not None:
            (task,) = self._bar.tasks
            speed = task.speed
            self._bar.update(task.id, advance=count, rate=f"{speed:.0f} 个/秒" if speed else "")

    def refresh(self) -> None:
        """Show it now, not at the next tick."""
        if self._bar is not None:
            self._bar.refresh()

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("还需"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
