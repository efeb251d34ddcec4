"""Runs ONLYOFFICE's engine over workbooks. Started by ``onlyoffice.calculated``, never imported.

Usage: onlyoffice_host.py REQUEST.json ANSWER.json

A process of its own, left with ``os._exit``: the library crashes when Python tears it down.
"""

import json
import os
import sys
from pathlib import Path

import docbuilder

#: Put in what a person would type, touch the cell on which every formula hangs, and tell what each cell holds. It is
#: touched twice: in one go the engine adds up (SUMIF) cells that it has not calculated yet.
_SCRIPT = """
(function () {
    var edits = %(edits)s, trigger = %(trigger)s;
    edits.forEach(function (edit) { Api.GetSheet(edit[0]).GetRange(edit[1]).SetValue(edit[2]); });
    ["1", "2"].forEach(function (value) { Api.GetSheets()[0].GetRange(trigger).SetValue(value); });
    var book = {};
    Api.GetSheets().forEach(function (sheet) {
        var used = sheet.GetUsedRange(), cells = {};
        var rows = used.GetRowsCount(), columns = used.GetColumnsCount(), top = used.GetRow(), left = used.GetCol();
        for (var row = top; row < top + rows; row++) {
            for (var column = left; column < left + columns; column++) {
                var value = sheet.GetCells(row, column).GetValue();
                if (value !== "" && value !== null && value !== undefined) {
                    cells[row + "," + column] = value;
                }
            }
        }
        book[sheet.GetName()] = cells;
    });
    globalThis.ANSWER = JSON.stringify(book);
})();
"""


def main(request, answer):
    asked = json.loads(Path(request).read_text(encoding="utf-8"))
    books = []
    builder = docbuilder.CDocBuilder()
    for book in asked["books"]:
        if builder.OpenFile(book["path"], "") != 0:
            raise SystemExit("ONLYOFFICE cannot open " + book["path"])
        context = builder.GetContext()
        scope = context.CreateScope()
        builder.ExecuteCommand(_SCRIPT % {"edits": json.dumps(book["edits"]), "trigger": json.dumps(asked["trigger"])})
        books.append(json.loads(context.GetGlobal()["ANSWER"].ToString()))
        del scope, context
        builder.CloseFile()
    Path(answer).write_text(json.dumps(books), encoding="utf-8")
    sys.stdout.flush()
    os._exit(0)


main(*sys.argv[1:])
