"""Files of Office 97–2003 (.xls, .doc) and of WPS (.et, .wps): read in a process of its own that may die of them."""

from __future__ import annotations

from pathlib import Path

from xladdin.errors import UserError
from xladdin.intake.document import Document

_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))


def read_old(data: bytes, path: Path) -> Document:
    """Which of the two it is the names of its streams say ([MS-CFB] 2.6.1), not the file's own.

    Raises UserError import-old, import-no-office, import-kind.
    """
    kind = next((kind for name, kind in _STREAMS if f"{name}\0".encode("utf-16-le") in data), "")
    if kind == "doc":
        from xladdin.intake.readers.old.doc import read_doc

        return read_doc(data, path.name)
    if kind == "xls":
        from xladdin.intake.readers.old.xls import read_xls

        return read_xls(data, path.name)
    raise UserError("import-kind", file=path, cause="既不是 .xls 也不是 .doc")
