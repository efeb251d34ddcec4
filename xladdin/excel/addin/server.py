"""xlwings' VBA, cut down to what starts Python, as a class: nothing of it can be called from a cell.

The module that xlwings ships is a standard module with ``RunPython``, ``ExecuteWindows`` and DLL entry points. Excel
lets any workbook call such a procedure by formula, macros or no macros: ``=RunPython("…")`` in a mailed workbook would
run what it likes on every PC with the add-in. Members of a class cannot be called that way, and what we do not need is
not there at all. Every edit names the shipped text and fails when that is not found exactly once.
"""

from __future__ import annotations

import re

from xladdin.excel.addin.conf import CONF, PROJECT

CLASS_NAME = "JxServer"

#: The module that serves (``xladdin.excel.udf.serve``): imported by the Python that Excel starts, not here.
SERVE = "xladdin.excel.udf.serve"

_KEPT = (
    "XLPyCommand",
    "XLPyLoadDLL",
    "XLPy",
    "GetConfigFromSheet",
    "GetConfig",
    "WScript",
    "ParentFolder",
    "ExpandEnvironmentStrings",
    "SheetExists",
)
_PUBLIC = ("XLPy", "GetConfig")

_EDITS = (
    ('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{PROJECT}"'),
    # Windows looks for cmd.exe in the current folder first, and that is where the mailed workbook lies. /C ends cmd with
    # Python: the DLL watches cmd, and behind /K a Python that does not start freezes Excel for two minutes
    (
        'PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & CondaCmd',
        'PYTHON_WIN = Environ("ComSpec") & " " & ConsoleSwitch & " /C " & CondaCmd',
    ),
    (
        'PYTHON_WIN = "cmd.exe " & ConsoleSwitch & " /K " & Chr(34)',
        'PYTHON_WIN = Environ("ComSpec") & " " & ConsoleSwitch & " /C " & Chr(34)',
    ),
    # and so does Python for its modules, unless it is told to be on its own
    ('tail = " -B -c ', 'tail = " -I -B -c '),
    # xlwings' own server would end other Excel processes when it ends
    ("import xlwings; xlwings.serve('$(CLSID)')", f"import {SERVE} as xladdin; xladdin.serve('$(CLSID)')"),
    # the command line must not carry names of workbooks: they prove nothing and may hold what the code page lacks
    ('";" & ActiveWorkbook.FullName & ";" & ThisWorkbook.FullName & ";"', '";;;"'),
    # Range alone would mean the active sheet of whatever workbook is open
    ('For Each cell In Range(sht.Range("A1"), lastCell)', 'For Each cell In sht.Range(sht.Range("A1"), lastCell)'),
)
_CUTS = (  # from the first text up to the second
    ("            'Workbook Sheet Config", "            'Add-in Sheet Config"),
    ("    ' Directory Config\n", "    ' Defaults\n"),
)


def server_class(shipped: str) -> str:
    """Body of the class ``JxServer``, made from the source of xlwings' shipped module."""
    shipped = shipped.replace("\r\n", "\n")
    asked = _keys_asked(shipped)
    if asked != set(CONF):
        raise ValueError(f"settings asked for and settings given differ: {sorted(asked ^ set(CONF))}")
    head, found, _ = shipped.partition("\nPublic Function RunPython(")
    if not found:
        raise ValueError("the shipped module no longer starts with RunPython")
    text = "\n\n".join([_private(_head(head)), *(_procedure(shipped, name) for name in _KEPT)]) + "\n"
    for old, new in _EDITS:
        text = text.replace(_only(text, old), new)
    for start, end in _CUTS:
        first, last = text.index(_only(text, start)), text.index(_only(text, end))
        text = text[:first] + text[last:]
    return text


def _head(head: str) -> str:
    """Licence, DLL declarations, constants; without the module's name and what other systems would need."""
    lines = head.split("\n")
    kept = [line for line in lines if not line.startswith(("Attribute ", "'Attribute "))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _private(head: str) -> str:
    head = re.sub(r"(?m)^(\s*)(?:Private )?Declare ", r"\1Private Declare ", head)
    return re.sub(r"(?m)^Public Const ", "Private Const ", head)


def _procedure(shipped: str, name: str) -> str:
    pattern = rf"(?ms)^(?:Public |Private )?((?:Function|Sub) {name}\(.*?^End (?:Function|Sub))$"
    found = re.findall(pattern, shipped)
    if len(found) != 1:
        raise ValueError(f"{name}: found {len(found)} times in the shipped module")
    return f"{'Public' if name in _PUBLIC else 'Private'} {found[0]}"


def _only(text: str, part: str) -> str:
    if text.count(part) != 1:
        raise ValueError(f"{part!r}: found {text.count(part)} times")
    return part


def _keys_asked(shipped: str) -> set[str]:
    keys = set(re.findall(r'GetConfig\("([^"]+)"', shipped))
    return {key for key in keys if not key.endswith("_MAC")}
