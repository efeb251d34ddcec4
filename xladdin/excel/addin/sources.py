"""The VBA sources of the add-in: what is written by hand in ``macros/`` and what is generated from declarations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xladdin.excel.addin import texts
from xladdin.excel.udf import wrappers
from xladdin.excel.udf.declare import Declaration
from xladdin.excel.udf.vba_text import check_source

DOCUMENT_MODULE = "ThisWorkbook"
RIBBON_FILE = "customUI14.xml"


@dataclass(frozen=True)
class Module:
    """One VBA module: its ``source`` with LF line ends, ``kind`` as the VBA editor sorts it."""

    name: str
    kind: str  # "standard", "class" or "document"
    source: str


def written_modules(folder: Path) -> list[Module]:
    """The modules of ``folder``, sorted by name: ``*.bas`` and ``*.cls`` as the VBA editor exports them."""
    modules = []
    for path in sorted([*folder.glob("*.bas"), *folder.glob("*.cls")]):
        source = path.read_text("utf-8")
        check_source(path.name, source)
        kind = "standard" if path.suffix == ".bas" else "document" if path.stem == DOCUMENT_MODULE else "class"
        modules.append(Module(path.stem, kind, source))
    return modules


def generated_modules(declared: Iterable[Declaration]) -> list[Module]:
    """The wrappers of the worksheet functions, their help, and the add-in's own Chinese texts."""
    declared = tuple(declared)
    return [
        Module(wrappers.FUNCTIONS_MODULE, "standard", wrappers.functions_module(declared)),
        Module(wrappers.HELP_MODULE, "standard", wrappers.help_module(declared)),
        Module(texts.MODULE, "standard", texts.texts_module()),
    ]
