"""Finish the package openpyxl wrote: make it what Excel itself would have saved.

Stored results in every formula cell (previews, calamine and mail clients show nothing else), shared strings, schema
order, document properties with fixed times, no question about links. Same input, same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set
from datetime import datetime

from xladdin.forms.package.archive import Archive, Source
from xladdin.forms.package.edit import tidy
from xladdin.forms.package.edit.cached import formula_cells, set_results
from xladdin.forms.package.edit.chart_values import ShownValue, with_chart_values
from xladdin.forms.package.edit.rows import with_automatic_heights
from xladdin.forms.package.edit.values import SheetValues
from xladdin.forms.package.parts import docprops
from xladdin.forms.package.parts.customprops import Property
from xladdin.forms.package.parts.membership import CONTENT_TYPES
from xladdin.forms.package.parts.relationships import related, rels_part, sheet_parts, workbook_part
from xladdin.forms.package.parts.sharedstrings import StringTable, share_strings
from xladdin.forms.package.parts.sheetxml import plain

APPLICATION = "xladdin"


def finish(
    source: Source,
    *,
    cached: SheetValues,
    created: datetime,
    creator: str = APPLICATION,
    title: str = "",
    custom_properties: Mapping[str, Property] | None = None,
    full_calc_on_load: bool = True,
    numbers_as_text: Mapping[str, str] | None = None,
    automatic: Mapping[str, Collection[int]] | None = None,
    without_result: Mapping[str, Set[str]] | None = None,
    final: bool = False,
    shown: ShownValue | None = None,
) -> bytes:
    """The finished package as file content.

    source              what openpyxl saved: path or bytes
    cached              sheet name → A1 reference → result, for exactly the formula cells of the workbook
    created             time of creation and last change, with time zone; whole seconds are kept
    creator, title      core properties
    custom_properties   name → text, yes/no or whole number; added to those the package has
    full_calc_on_load   True for working books; False for locked exports, which hold no formula
    numbers_as_text     sheet name → sqref (“B4:C9 E4”) where Excel shows no “number stored as text” triangle
    automatic           sheet name → rows that programs fit to what is typed
    shown               what a cell shows (sheet name, A1 reference), for the charts; needed where there are any
    without_result      sheet name → formula cells of which no result is stored: programs calculate them on opening
    final               mark as final: Excel opens the file for reading and says so

    Raises ``ValueError`` when a formula cell has no result, a result has no formula cell, or a sheet is unknown: these
    are defects of the caller.
    """
    archive = Archive.read(source, allow_open=True)
    workbook = workbook_part(archive)
    sheets = sheet_parts(archive)
    triangles = numbers_as_text or {}
    unknown = [name for name in (*cached, *triangles) if name not in sheets]
    if unknown:
        raise ValueError(f"no sheet named {unknown}")

    contents = {part: tidy.utf8(archive[part]) for part in archive if part.endswith((".xml", ".rels"))}
    table = StringTable.of(archive)
    for name, part in sheets.items():
        content = tidy.without_empty_values(share_strings(plain(contents[part]), table))
        sheet = plain(content)
        results = cached.get(name, {})
        missing = sorted(formula_cells(sheet) - results.keys() - (without_result or {}).get(name, set()))
        outcome = set_results(sheet, results)
        if missing or outcome.without_formula:
            raise ValueError(f"sheet {name}: no result for {missing}, no formula in {outcome.without_formula}")
        content = outcome.content
        if name in triangles:
            content = tidy.ignore_numbers_as_text(plain(content), triangles[name])
        contents[part] = with_automatic_heights(plain(content), (automatic or {}).get(name, ()))
    contents[workbook] = tidy.workbook_settings(contents[workbook], full_calc_on_load=full_calc_on_load)
    styles = related(archive, workbook, "styles")
    if styles is not None:
        contents[styles.target] = tidy.order_fonts(contents[styles.target])

    archive = table.store(archive.replaced(contents))
    if shown is not None:
        archive = with_chart_values(archive, shown)
    archive = docprops.with_core(archive, created=created, creator=creator, title=title, final=final)
    archive = docprops.with_app(archive, APPLICATION)
    properties = {**(custom_properties or {}), **({"_MarkAsFinal": True} if final else {})}
    archive = docprops.with_custom(archive, properties)
    return archive.ordered([CONTENT_TYPES, rels_part(""), workbook, rels_part(workbook)]).to_bytes()
