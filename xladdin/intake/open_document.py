"""Opens a file for import by what it is, not by what it is called."""

from __future__ import annotations

from pathlib import Path

from xladdin.errors import UserError
from xladdin.forms.package import sniff
from xladdin.forms.package.disk import read_file
from xladdin.forms.package.guard.limits import DOCUMENT
from xladdin.intake.document import Document
from xladdin.model.evaluation import Evaluation

_TEXT = (".txt", ".tsv", ".text")


def open_document(path: Path) -> Document | Evaluation:
    """A document, or the evaluation of a workbook of ours. Raises UserError for everything that cannot be read."""
    data = read_file(path, limit=DOCUMENT.file_bytes, allow_open=True)
    if data.startswith(b"PK"):
        return _word(data, path) if _is_word(data, path) else _workbook(data, path)
    if sniff.is_encrypted(data):
        raise UserError(
            "document-encrypted" if path.suffix.lower() in (".docx", ".doc") else "file-encrypted", file=path
        )
    if data.startswith(sniff.OLE_SIGNATURE):
        from xladdin.intake.readers.old import read_old

        return read_old(data, path)
    if path.suffix.lower() in _TEXT:
        from xladdin.intake.readers.text import read_text

        return read_text(data, path.name)
    raise UserError("import-kind", file=path, cause=sniff.cause_of_no_zip(data))


def _is_word(data: bytes, path: Path) -> bool:
    """A package says near its beginning or its end which parts it has; the guard looks at them closely afterwards."""
    if path.suffix.lower() in (".docx", ".docm", ".dotx"):
        return b"xl/workbook.xml" not in data
    return b"word/document" in data and b"xl/workbook.xml" not in data


def _word(data: bytes, path: Path) -> Document:
    from xladdin.intake.readers.docx import read_docx

    return read_docx(data, path.name)


def _workbook(data: bytes, path: Path) -> Document | Evaluation:
    from xladdin.forms.package.archive import Archive
    from xladdin.forms.package.parts.customprops import custom_properties
    from xladdin.intake.readers.xlsx import read_xlsx

    archive = Archive.read(data).named(path.name)
    if "xladdin.template" not in custom_properties(archive):
        return read_xlsx(archive, path.name)
    from xladdin.forms.read.open_file import open_file

    return open_file(path).evaluation
