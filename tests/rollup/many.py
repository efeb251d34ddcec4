"""Many small tables as PROJECT.json files, and chunk functions that misbehave: other processes import them by name."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from tests.rollup.small import row, table
from xladdin.model.evaluation import Evaluation, Unit
from xladdin.model.project_json import encode
from xladdin.rollup.rows.chunk import Done, Item, Setting, Task, read_chunk

POISON = "毒"


def county(number: int, **more: object) -> Evaluation:
    """Two amounts, a share and a text; values differ from county to county."""
    made = table(
        f"{number:03d}县",
        row("道路（公里）", f"≥{number + 2}", f"{number + 3}.5", key="q1"),
        row("合格率（%）", "≥90", f"{80 + number % 20}", key="q2"),
        row(
            "绿化效果",
            "显著提升",
            "显著提升" if number % 3 else "未达成",
            key="q3",
            reason="雨季" if number % 5 == 0 else "",
        ),
        budget=f"{100 + number}",
        executed=f"{50 + number}",
        profile="mof-2020",
    ).evaluation
    return replace(made, **more)


def put(folder: Path, evaluations: Sequence[Evaluation], name: str = "{}.json") -> list[Item]:
    """Write them into a folder; the items to read."""
    folder.mkdir(parents=True, exist_ok=True)
    items = []
    for one in evaluations:
        path = folder / name.format(one.unit.name)
        path.write_bytes(encode(one))
        items.append(Item(path.name, str(path)))
    return items


def items_of(folder: Path) -> list[Item]:
    return [Item(path.name, str(path)) for path in sorted(folder.iterdir())]


def renamed(evaluation: Evaluation, unit: str) -> Evaluation:
    return replace(evaluation, unit=Unit(name=unit))


def dead(setting: Setting) -> None:
    """The start of a process that comes to nothing."""
    os._exit(3)


def deadly(task: Task, setting: Setting) -> Done:
    """As ``read_chunk``; a poisoned file ends the process that touches it, as a defect in a C library would."""
    if any(item.source.startswith(POISON) for item in task.items):
        os._exit(9)
    return read_chunk(task, setting)


def slow(task: Task, setting: Setting) -> Done:
    time.sleep(0.3)
    return read_chunk(task, setting)


def noted(task: Task, setting: Setting) -> Done:
    """As ``read_chunk``; leaves a note of the process that worked beside the files."""
    done = read_chunk(task, setting)
    (Path(task.items[0].path).parents[1] / f"worked-{os.getpid()}-{task.first}").touch()
    time.sleep(0.1)
    return done
