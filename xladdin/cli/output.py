"""Printing: one console, tables wide enough for Chinese text, JSON as the contract has it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

#: Width used where output goes to a file or a pipe.
_PLAIN_WIDTH = 140
_NARROW = 120


def console() -> Console:
    """A rich console on standard output; without a terminal it is plain and wide."""
    from rich.console import Console

    if sys.stdout.isatty():
        return Console(highlight=False)
    return Console(highlight=False, width=_PLAIN_WIDTH, no_color=True)


def table(*heads: str, title: str | None = None) -> Table:
    """A table whose cells go on in the next line where they are too long; nothing is cut off."""
    from rich.table import Column, Table

    return Table(*(Column(head, overflow="fold") for head in heads), title=title)


def is_narrow(out: Console) -> bool:
    """Whether a table of eight columns would be squeezed."""
    return out.width < _NARROW


def print_json(value: Any) -> None:
    """Print JSON. Where the stream's code page lacks a character, all of them are escaped: the data stay whole."""
    try:
        text = msgspec.json.format(json.dumps(value, ensure_ascii=False), indent=2)  # dumps indents ten times as slowly
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    print(text)
