"""Members of Excel that pyOpenVBA's model lacks and our buttons use; ``install`` adds them to the model.

Workbook.SaveCopyAs       writes the present state elsewhere, the workbook itself stays as it is
Rows.Insert, Rows.Delete  on sheets with merged cells: a merge grows, moves and shrinks as a reference does
"""

from __future__ import annotations

import dataclasses
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pyopenvba.apps.excel import Range, Workbook, _editing
from pyopenvba.apps.excel._io import save_workbook
from pyopenvba.interpreter import EMPTY, to_text
from pyopenvba.interpreter._objects import MemberSpec
from pyopenvba.powerquery import _opc, _package

_edit = _editing.edit


def install() -> None:
    """Add the members, once per process."""
    _editing.tokenize = lru_cache(50_000)(_editing.tokenize)
    Workbook.vba_add_member(MemberSpec(name="SaveCopyAs", kind="method", getter=_save_copy, parameters=("Filename",)))
    _editing.edit = _edit_with_merges


def _deflated(data: bytes) -> bytes:
    """The model packs as Excel does, byte for byte, in Python; for a copy that is read at once zlib will do."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _save_copy(book: Workbook, target: object) -> object:
    with patch.object(_opc, "raw_compress", _deflated), patch.object(_package, "raw_compress", _deflated):
        save_workbook(book, Path(to_text(target)))
    return EMPTY


def _edit_with_merges(target: Range, *, delete: bool) -> None:
    """Insert or delete whole rows; the model's own edit refuses where there are merges."""
    sheet, area = target.sheet, target.first
    merges = list(sheet.merged_areas)
    if not merges or not area.whole_rows:
        _edit(target, delete=delete)
        return
    sheet.merged_areas = []
    try:
        _edit(target, delete=delete)
    except BaseException:
        sheet.merged_areas = merges
        raise
    moved: list[Any] = []
    for merged in merges:
        rows = _editing.interval(merged.top, merged.bottom, area.top, area.rows, delete, 1_048_576)
        if rows is not None and (rows[0] != rows[1] or merged.left != merged.right):
            moved.append(dataclasses.replace(merged, top=rows[0], bottom=rows[1]))
    sheet.merged_areas = moved
    sheet.merges_dirty = True
    sheet.touched()
