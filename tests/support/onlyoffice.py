"""ONLYOFFICE's calculating engine as a second witness beside LibreOffice: nearer to Excel, written by others.

PyPI ``document-builder`` (AGPL) is installed for tests only, from ``requirements/witness.lock``; nothing of it is part
of the program or of what the program ships.

The engine has no command that calculates a whole workbook anew (``RecalculateAllFormulas`` leaves out formulas that are
filled down). So each workbook is handed over as a copy in which every stored result is overwritten with a wrong one and
every formula ``f`` stands as ``IF(trigger, f)``; touching the trigger makes all of them due.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl.utils import get_column_letter, quote_sheetname

from tests.support.requirements import require

Cells = dict[str, dict[str, Any]]
"""Sheet name → A1 address → value; blank cells and empty texts are left out."""

Edit = tuple[str, str, str]
"""Sheet, address, what a person types there."""

_HOST = Path(__file__).with_name("onlyoffice_host.py")
_EDITOR = Path(__file__).with_name("onlyoffice_editor.py")
_TRIGGER = "AZ1"
_WRONG = "-98765"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class OnlyOfficeError(AssertionError):
    """The engine did not do what a test asked for."""


def calculated(
    paths: Sequence[Path | str], edits: Sequence[Sequence[Edit]] | None = None, timeout: float = 600
) -> list[Cells]:
    """What ONLYOFFICE computes for each workbook, all in one call, without any stored result.

    edits  for each workbook, what is typed into it before it is calculated
    An error is its text (#N/A), as the engine gives it. Raises ``OnlyOfficeError`` when there is no answer.
    """
    require("onlyoffice")
    typed = edits if edits is not None else [()] * len(paths)
    with tempfile.TemporaryDirectory(prefix="xladdin-onlyoffice-") as folder:
        books = []
        for number, (path, steps) in enumerate(zip(paths, typed, strict=True)):
            copy = Path(folder, f"{number}.xlsx")
            _prepare(Path(path), copy)
            books.append({"path": str(copy), "edits": [list(step) for step in steps]})
        request, answer = Path(folder, "request.json"), Path(folder, "answer.json")
        request.write_text(json.dumps({"trigger": _TRIGGER, "books": books}), encoding="utf-8")
        command = [sys.executable, str(_HOST), str(request), str(answer)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
        if done.returncode or not answer.exists():
            raise OnlyOfficeError(f"ONLYOFFICE gave no answer: {done.stdout}{done.stderr}")
        answers = json.loads(answer.read_text(encoding="utf-8"))
    return [_cells(book) for book in answers]


def edited(books: Sequence[tuple[Path, Path, str]], timeout: float = 300) -> None:
    """Open each source, run its script (ONLYOFFICE's own JavaScript, may be empty), save as its target (.xlsx, .docx, .pdf); all in
    one call.

    Raises ``OnlyOfficeError``.
    """
    require("onlyoffice")
    with tempfile.TemporaryDirectory(prefix="xladdin-onlyoffice-") as folder:
        request = Path(folder, "request.json")
        request.write_text(json.dumps([[str(path), str(target), script] for path, target, script in books]), "utf-8")
        command = [sys.executable, str(_EDITOR), str(request)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    missing = [target.name for _, target, _ in books if not target.exists()]
    if done.returncode or missing:
        raise OnlyOfficeError(f"ONLYOFFICE saved no {missing}: {done.stdout}{done.stderr}")


def _prepare(source: Path, target: Path) -> None:
    """Copy a workbook with wrong results, formulas that hang on the trigger, and sheets that may be edited."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as copy:
        first = next(etree.fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")).get("name")
        trigger = f"{quote_sheetname(first)}!{_column_and_row(_TRIGGER)}"
        for name in package.namelist():
            content = package.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = _prepared_sheet(content, trigger)
            copy.writestr(name, content)


def _column_and_row(address: str) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", address)


def _prepared_sheet(content: bytes, trigger: str) -> bytes:
    sheet = etree.fromstring(content)
    for protection in sheet.findall(f"{_MAIN}sheetProtection"):
        sheet.remove(protection)
    for formula in list(sheet.iter(f"{_MAIN}f")):
        formula.text = f"IF({trigger},{formula.text})"
        cell = formula.getparent()
        cell.attrib.pop("t", None)
        for value in cell.findall(f"{_MAIN}v"):
            cell.remove(value)
        etree.SubElement(cell, f"{_MAIN}v").text = _WRONG
    return etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cells(book: dict[str, dict[str, Any]]) -> Cells:
    found: Cells = {}
    for sheet, cells in book.items():
        found[sheet] = {}
        for place, value in cells.items():
            row, _, column = place.partition(",")
            found[sheet][f"{get_column_letter(int(column))}{row}"] = value
    found[next(iter(found))].pop(_TRIGGER, None)
    return found
