"""One line of the diagnosis."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    OK = "正常"
    BAD = "异常"
    SKIPPED = "未检查"
    """Something above must be mended first; a second complaint would only confuse."""


@dataclass(frozen=True)
class Line:
    name: str
    state: State
    detail: str
    remedy: str = ""
    """What to do; given exactly when the state is BAD."""

    def text(self) -> str:
        return f"{self.state.value}　{self.name}：{self.detail}" + (f"　→ {self.remedy}" if self.remedy else "")


def ok(name: str, detail: str) -> Line:
    return Line(name, State.OK, detail)


def bad(name: str, detail: str, remedy: str) -> Line:
    return Line(name, State.BAD, detail, remedy)


def skipped(name: str, because: str) -> Line:
    return Line(name, State.SKIPPED, because)
