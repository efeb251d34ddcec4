"""What shows that a submission was changed after its export, without asking for keys: its content is not what its digest
says, or a sheet is no longer locked. (Whether the seal holds, and who signed, is ``submission.verify``'s question.)
"""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.forms.package.parts.relationships import sheet_parts
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook
from xladdin.forms.template_id import CONTENT
from xladdin.model.content_digest import content_digest
from xladdin.model.input_note import InputNote
from xladdin.model.place import Place, cell_path


def seal_notes(grid: PackageGrid, book: ReadBook, content: str = "") -> Iterator[InputNote]:
    """Remarks on the submission as a whole. What an older program exported has a digest of its time.

    content  digest of the book's content, where it is known
    """
    sheets = sheet_parts(grid.archive)
    stated = str(grid.properties().get(CONTENT) or "")
    if not book.older and stated != (content or content_digest(book.evaluation)):
        place = book.places.get("unit.name") or Place(next(iter(sheets)), "A1")
        yield InputNote(cell_path(Place(place.sheet, "A1")), "content-changed", stated[:8].upper())
    for sheet, part in sheets.items():
        if b"sheetProtection" not in grid.archive[part]:
            yield InputNote(cell_path(Place(sheet, "A1")), "sheet-unlocked", sheet)
