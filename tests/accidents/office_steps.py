"""Runs inside LibreOffice: what people do to a workbook there. Each case loads it, takes its steps, calculates, stores."""

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.CellDeleteMode import LEFT as DELETE_LEFT
from com.sun.star.sheet.CellDeleteMode import UP as DELETE_UP
from com.sun.star.sheet.CellInsertMode import DOWN as INSERT_DOWN
from com.sun.star.sheet.CellInsertMode import RIGHT as INSERT_RIGHT
from com.sun.star.table import TableSortField


def enter(sheet, cell, value):
    target = sheet.getCellRangeByName(cell)
    if value is None:
        target.setFormula("")
    elif isinstance(value, str) and value.startswith("="):
        target.setFormula(value)
    elif isinstance(value, str):
        target.setString(value)
    else:
        target.setValue(value)


def insert_rows(sheet, row, count=1):
    sheet.Rows.insertByIndex(row - 1, count)


def delete_rows(sheet, row, count=1):
    sheet.Rows.removeByIndex(row - 1, count)


def insert_columns(sheet, column, count=1):
    sheet.Columns.insertByIndex(_column(sheet, column), count)


def delete_columns(sheet, column, count=1):
    sheet.Columns.removeByIndex(_column(sheet, column), count)


def move(sheet, area, to):
    """Cut and paste: references follow."""
    sheet.moveRange(sheet.getCellRangeByName(to).CellAddress, sheet.getCellRangeByName(area).RangeAddress)


def copy(sheet, area, to):
    sheet.copyRange(sheet.getCellRangeByName(to).CellAddress, sheet.getCellRangeByName(area).RangeAddress)


def paste_values(sheet, area, to):
    """Values without formulas."""
    source = sheet.getCellRangeByName(area)
    start = sheet.getCellRangeByName(to).CellAddress
    rows, columns = source.Rows.Count, source.Columns.Count
    end = sheet.getCellRangeByPosition(start.Column, start.Row, start.Column + columns - 1, start.Row + rows - 1)
    end.setDataArray(source.getDataArray())


def fill_down(sheet, area):
    from com.sun.star.sheet.FillDirection import TO_BOTTOM

    sheet.getCellRangeByName(area).fillAuto(TO_BOTTOM, 1)


def sort(sheet, area, column, ascending=True):
    field = TableSortField()
    field.Field, field.IsAscending = column, ascending
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    uno.invoke(
        sheet.getCellRangeByName(area),
        "sort",
        ((PropertyValue(Name="SortFields", Value=fields), PropertyValue(Name="ContainsHeader", Value=False)),),
    )


def shift(sheet, area, how):
    address = sheet.getCellRangeByName(area).RangeAddress
    if how in ("up", "left"):
        sheet.removeRange(address, DELETE_UP if how == "up" else DELETE_LEFT)
    else:
        sheet.insertCells(address, INSERT_DOWN if how == "down" else INSERT_RIGHT)


def merge(sheet, area):
    sheet.getCellRangeByName(area).merge(True)


def clear(sheet, area):
    sheet.getCellRangeByName(area).clearContents(1 + 2 + 4 + 16)


def text_format(sheet, area, code):
    document = sheet.DrawPage.Forms.Parent
    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    formats = document.NumberFormats
    key = formats.queryKey(code, locale, False)
    sheet.getCellRangeByName(area).NumberFormat = key if key >= 0 else formats.addNew(code, locale)


def replace(sheet, what, by):
    descriptor = sheet.createReplaceDescriptor()
    descriptor.SearchString, descriptor.ReplaceString = what, by
    sheet.replaceAll(descriptor)


def hide_rows(sheet, first, last):
    sheet.getCellRangeByName(f"A{first}:A{last}").Rows.IsVisible = False


def copy_sheet(document, name, new, at):
    document.Sheets.copyByName(name, new, at)


def move_sheet(document, name, at):
    document.Sheets.moveByName(name, at)


def rename_sheet(document, name, new):
    document.Sheets.getByName(name).Name = new


def delete_sheet(document, name):
    document.Sheets.removeByName(name)


def delete_name(document, name):
    document.NamedRanges.removeByName(name)


def point_name(document, name, content):
    document.NamedRanges.getByName(name).setContent(content)


OF_DOCUMENT = {"copy_sheet", "move_sheet", "rename_sheet", "delete_sheet", "delete_name", "point_name"}


def _column(sheet, letters):
    return sheet.getCellRangeByName(letters + "1").CellAddress.Column


def _total(document):
    """What the screen shows; empty when the name is gone."""
    names = document.NamedRanges
    if not names.hasByName("JX_F_total"):
        return ""
    cells = names.getByName("JX_F_total").getReferredCells()
    return cells.getCellByPosition(0, 0).getString() if cells is not None else ""


def run(office, source, folder, cases):
    """Steps of each accident → the total that the screen shows afterwards."""
    shown = []
    for number, steps in enumerate(cases):
        document = office.load(source)
        for sheet in document.Sheets:
            sheet.unprotect("")
        for name, *arguments in steps:
            if name in OF_DOCUMENT:
                globals()[name](document, *arguments)
            else:
                globals()[name](document.Sheets.getByName(arguments[0]), *arguments[1:])
        document.calculateAll()
        shown.append(_total(document))
        office.store(document, f"{folder}/{number}.xlsx")
        document.close(True)
    return shown
