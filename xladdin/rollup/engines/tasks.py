"""What an engine is given and gives; the simplest engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from xladdin.errors import UserError
from xladdin.rollup.rows.chunk import ChunkFunction, Done, Said, Setting, Task

#: Every task once, in any order: what the function gives for it.
Engine = Callable[[Sequence[Task], Setting, ChunkFunction], Iterator[Done]]


def loop(tasks: Sequence[Task], setting: Setting, function: ChunkFunction) -> Iterator[Done]:
    """One after the other, here."""
    for task in tasks:
        yield function(task, setting)


def singles(task: Task) -> Iterator[Task]:
    """A task for each item of one."""
    for number, item in enumerate(task.items, task.first):
        yield Task(number, (item,))


def died(task: Task) -> Done:
    """The answer about a single file that ended its process; its content was not seen, and it is tried again next time."""
    (item,) = task.items
    error = UserError("worker-died", file=item.source)
    return Done(task.first, (Said(item.source, "", error.code, error.line()),))
