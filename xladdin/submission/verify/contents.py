"""Compare what the cells of two submissions hold, whatever program saved them."""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.errors import UserError
from xladdin.forms.grid import EMPTY, Content
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.relationships import sheet_parts
from xladdin.forms.read.package_grid import PackageGrid


def changed_cells(archive: Archive, wanted: Archive) -> list[str]:
    """Cells of ``wanted`` that hold something else in ``archive``, as ``绩效自评表!F24``; sheets that are more or fewer.

    Raises UserError for a file that cannot be read.
    """
    here, there = PackageGrid(archive), PackageGrid(wanted)
    names = list(sheet_parts(wanted))
    found = [f"工作表“{name}”" for name in sheet_parts(archive) if name not in names]
    for name in names:
        try:
            cells, original = here.sheet(name), there.sheet(name)
        except KeyError:
            found.append(f"工作表“{name}”")
            continue
        addresses = [cell for cell in {**original, **cells} if _held(cells, cell) != _held(original, cell)]
        found += [f"{name}!{cell}" for cell in addresses]
    return found


def _held(cells: Mapping[str, Content], cell: str) -> tuple[object, object]:
    """Value and formula; how a program writes formats is its own affair."""
    content = cells.get(cell, EMPTY)
    return content.value, content.formula


def said(places: list[str]) -> str:
    """``绩效自评表!F24、评分表!N12 等 5 处``."""
    shown = "、".join(places[:3])
    return shown if len(places) <= 3 else f"{shown} 等 {len(places)} 处"


def readable(archive: Archive, wanted: Archive) -> list[str] | None:
    """``changed_cells``, None where the file cannot be read as a submission at all."""
    try:
        return changed_cells(archive, wanted)
    except UserError:
        return None
