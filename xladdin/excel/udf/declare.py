"""One declaration for a worksheet function: its Chinese help here, its registration with xlwings where that is live.

xlwings' own decorators keep nothing outside Windows. Ours record what the wrapper generator and the function wizard
need on every platform, and forward to xlwings' Windows module once that is loaded. This module imports neither.

A function is declared as ::

    @worksheet_function("完成率：实际值与目标值之比。", target="目标值", actual="实际值")
    def JX_SOMETHING(target, actual):
        '''Completion rate of one indicator.'''

Its first docstring line (ASCII) is the help of last resort, stored in the VBA; the Chinese texts are registered when
Excel starts. A parameter with a default is optional in the cell.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

CATEGORY = "绩效自评"
HELP_LIMIT = 255
"""Longest description, of a function or an argument, that Excel's MacroOptions accepts [Microsoft: MacroOptions]."""

_NAME = re.compile(r"JX_[A-Z]+(_[A-Z]+)*\Z")
_ARGUMENT = re.compile(r"[a-z]+(_[a-z]+)*\Z")

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Argument:
    """One argument: ``name`` as in Python, ``help`` in Chinese, ``optional`` when the cell may leave it out."""

    name: str
    help: str
    optional: bool


@dataclass(frozen=True)
class Declaration:
    """One worksheet function. ``summary`` is ASCII, ``help`` Chinese; ``module`` is where xlwings imports it from."""

    name: str
    summary: str
    help: str
    arguments: tuple[Argument, ...]
    module: str
    function: Callable[..., Any]
    category: str = CATEGORY


def worksheet_function(help_text: str, /, **argument_help: str) -> Callable[[F], F]:
    """Declare a worksheet function; every parameter needs its help text, in the order of the signature."""

    def declare(function: F) -> F:
        declaration = _declaration(function, help_text, argument_help)
        function.__declaration__ = declaration  # type: ignore[attr-defined]
        _forward(declaration)
        return function

    return declare


def declarations(module: object) -> tuple[Declaration, ...]:
    """All functions that ``module`` declares, in the order of its text."""
    found = (getattr(value, "__declaration__", None) for value in vars(module).values())
    return tuple(declaration for declaration in found if declaration is not None)


def forward_all(module: object) -> None:
    """Register the functions of ``module`` with an xlwings that became live after the module was imported."""
    for declaration in declarations(module):
        _forward(declaration)


def _declaration(function: Callable[..., Any], help_text: str, argument_help: dict[str, str]) -> Declaration:
    name = function.__name__
    parameters = inspect.signature(function).parameters
    summary = (inspect.getdoc(function) or "").partition("\n")[0]
    problems = [
        f"{text!r} is longer than {HELP_LIMIT}"
        for text in (help_text, *argument_help.values())
        if len(text) > HELP_LIMIT
    ]
    if not _NAME.match(name):
        problems.append("a name must look like JX_NAME, or Excel may take it for a cell address")
    if list(parameters) != list(argument_help):
        problems.append(f"help is given for {list(argument_help)}, the arguments are {list(parameters)}")
    if any(p.kind is not p.POSITIONAL_OR_KEYWORD for p in parameters.values()):
        problems.append("only plain arguments can be given in a cell")
    problems += [f"argument {argument!r} is no VBA name" for argument in parameters if not _ARGUMENT.match(argument)]
    if not summary or not summary.isascii():
        problems.append("the first docstring line must be there and ASCII")
    if problems:
        raise TypeError(f"{name}: " + "; ".join(problems))
    arguments = tuple(Argument(p.name, argument_help[p.name], p.default is not p.empty) for p in parameters.values())
    return Declaration(name, summary, help_text, arguments, function.__module__, function)


class AsSent:
    """What xlwings takes for a converter: arguments as VBA sent them, a result as the one cell that it is.

    xlwings' own ways build a pipeline of stages for every argument of every cell, which costs more than our functions.
    """

    @staticmethod
    def reader(options: object) -> Callable[[Any], None]:
        return _take

    @staticmethod
    def writer(options: object) -> Callable[[Any], None]:
        return _give

    @classmethod
    def router(cls, value: object, rng: object, options: object) -> type[AsSent]:
        return cls


def _take(context: Any) -> None:
    """``context`` holds the value, or the range that it stands in."""
    if context.range is not None:
        context.value = context.range.raw_value


def _give(context: Any) -> None:
    context.value = [[context.value]]


def _forward(declaration: Declaration) -> None:
    xlwings_udfs = sys.modules.get("xlwings.udfs")  # only xlwings itself imports it, and only on Windows
    if xlwings_udfs is None:
        return
    spec = xlwings_udfs.xlfunc(declaration.function, category=declaration.category).__xlfunc__
    spec["ret"]["doc"] = declaration.help
    spec["ret"]["options"]["convert"] = AsSent
    for argument in declaration.arguments:
        spec["argmap"][argument.name].update(doc=argument.help, options={"convert": AsSent})
