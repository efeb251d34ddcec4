"""Word documents (.docx): paragraphs and tables as they are printed (ECMA-376 part 1, 17.4).

The XML is walked directly: a library for Word builds an object for every cell and looks up its row and column again and again,
which takes longer than all the rest, and it hides what has to be seen here (deleted and moved text, merged cells, symbols).
Only the main part is read, behind the guard.
"""

from __future__ import annotations

from collections.abc import Iterator

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive, Source
from xladdin.forms.package.guard.kinds import DOCUMENT_KIND
from xladdin.forms.package.parts.relationships import relationships
from xladdin.forms.package.parts.xml import Element, parse
from xladdin.intake.document import Cell, Document, Paragraph, Table

_MOST_CELLS = 100_000
#: A row of Word has at most 63 cells.
_MOST_COLUMNS = 256
_DEEPEST = 6

#: What is no printed text: deleted and moved text, codes of fields, properties, second versions of a drawing.
_SKIPPED = frozenset(
    "del moveFrom instrText delInstrText delText rPr pPr tcPr trPr tblPr tblGrid Fallback txbxContent drawing pict object"
    " footnoteReference endnoteReference commentReference annotationRef rt".split()
)
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
#: Signs of symbol fonts that stand in these tables (their codes count from F000).
_SYMBOLS = {
    0xB3: "≥",
    0xA3: "≤",
    0xB1: "±",
    0xB4: "×",
    0xB0: "°",
    0xB9: "≠",
    0x3D: "=",
    0x3E: ">",
    0x3C: "<",
    0xBB: "≈",
}
_CHECKS = {0xFC: "√", 0xFB: "×", 0xFE: "☑", 0xA8: "□", 0x6F: "□", 0x52: "☑"}
_UNKNOWN = "\ufffd"
_SUPERSCRIPTS = {"2": "²", "3": "³"}
_OFF = ("0", "false", "off", "none")


def read_docx(source: Source, file: str) -> Document:
    """Raises UserError: file-not-document and what else the guard says, import-large."""
    archive = Archive.read(source, kind=DOCUMENT_KIND)
    main = next(item.target for item in relationships(archive) if item.kind == "officeDocument")
    try:
        root = parse(archive[main], file=file)
    except UserError as error:
        raise UserError("file-not-document", file=file, cause=str(error.facts["cause"])) from error
    body = next((child for child in root if _name(child) == "body"), None)
    if body is None:
        raise UserError("file-not-document", file=file, cause="文件里没有文档内容")
    notes = []
    if any(part.startswith("word/embeddings/") for part in archive):
        notes.append("文档里有嵌入的对象（如 Excel 表格），其中的内容没有读入")
    blocks = _Reader(file).blocks(body, 0)
    return Document(file, tuple(blocks), tuple(notes))


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _value(element: Element, name: str = "val") -> str | None:
    """An attribute by its local name: transitional and strict documents differ in the namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file
        self._tables = self._cells = 0

    def blocks(self, parent: Element, depth: int) -> list[Paragraph | Table]:
        if depth > _DEEPEST:
            raise UserError("file-not-document", file=self._file, cause="表格一层套一层，过深")
        found: list[Paragraph | Table] = []
        for child in parent:
            name = _name(child)
            if name == "p":
                text = _text_of(child).strip()
                if text:
                    found.append(Paragraph(text))
            elif name == "tbl":
                found += self._table(child, depth)
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice"):
                found += self.blocks(child, depth)
        return found

    def _table(self, element: Element, depth: int) -> list[Paragraph | Table]:
        """A table, and behind it the tables that stand in its cells; one that only frames others gives way to them."""
        self._tables += 1
        name = f"表 {self._tables}"
        cells: list[Cell] = []
        nested: list[Element] = []
        above: dict[int, int] = {}
        for row, tr in enumerate(_rows(element)):
            begun: dict[int, int] = {}
            column = _before(tr)
            for number, tc in enumerate(_cells(tr), 1):
                width, merge, across = _spans(tc)
                text = _cell_text(tc, nested)
                if across and number > 1:
                    last = cells[-1]
                    cells[-1] = last._replace(width=last.width + width)
                elif merge == "continue" and column in above:
                    at = above[column]
                    begun[column] = at
                    cells[at] = cells[at]._replace(height=row - cells[at].row + 1)
                else:
                    trouble = "有程序不认识的符号" if _UNKNOWN in text else ""
                    if merge:
                        begun[column] = len(cells)
                    cells.append(Cell(text, row, column, 1, width, f"第 {row + 1} 行第 {number} 格", trouble))
                column += width
                self._cells += 1
                if self._cells > _MOST_CELLS or column > _MOST_COLUMNS:
                    raise UserError("import-large", file=self._file, what="单元格")
            above = begun
        inside = [block for part in nested for block in self._table(part, depth + 1)] if depth < _DEEPEST else []
        if nested and not inside:
            raise UserError("file-not-document", file=self._file, cause="表格一层套一层，过深")
        if nested and not any(cell.text.strip() for cell in cells):
            return inside
        return [Table(name, tuple(_apart(cells))), *inside]


def _apart(cells: list[Cell]) -> list[Cell]:
    """Cells that another merged cell of uneven width would hide keep to their first row."""
    taken: dict[tuple[int, int], int] = {}
    for index, cell in enumerate(cells):
        for row in range(cell.row, cell.row + cell.height):
            for column in range(cell.column, cell.column + cell.width):
                if taken.setdefault((row, column), index) != index and cells[taken[row, column]].height > 1:
                    first = cells[taken[row, column]]
                    cells[taken[row, column]] = first._replace(height=max(1, row - first.row))
    return cells


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        name = _name(child)
        if name == "tr":
            if not any(
                _name(item) == "del" for properties in child if _name(properties) == "trPr" for item in properties
            ):
                yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        name = _name(child)
        if name == "tc":
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _cells(child)


def _before(row: Element) -> int:
    """Columns that a row leaves free at its beginning."""
    for properties in row:
        if _name(properties) == "trPr":
            for item in properties:
                if _name(item) == "gridBefore":
                    return _count(item)
    return 0


def _count(element: Element) -> int:
    text = _value(element) or "1"
    return min(int(text), _MOST_COLUMNS + 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _spans(cell: Element) -> tuple[int, str, bool]:
    """Width; ``restart`` or ``continue`` of a merge downwards; whether the cell goes on with the one to its left."""
    width, down, across = 1, "", False
    for properties in cell:
        if _name(properties) == "tcPr":
            for item in properties:
                name = _name(item)
                if name == "gridSpan":
                    width = max(1, _count(item))
                elif name == "vMerge":
                    down = "restart" if _value(item) == "restart" else "continue"
                elif name == "hMerge":
                    across = _value(item) != "restart"
            break
    return width, down, across


def _cell_text(cell: Element, nested: list[Element]) -> str:
    return "\n".join(_paragraphs(cell, nested)).strip()


def _paragraphs(parent: Element, nested: list[Element]) -> Iterator[str]:
    for child in parent:
        name = _name(child)
        if name == "p":
            yield _text_of(child)
        elif name == "tbl":
            nested.append(child)
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _paragraphs(child, nested)


def _text_of(paragraph: Element) -> str:
    pieces: list[str] = []
    _collect(paragraph, pieces)
    return "".join(pieces)


def _collect(parent: Element, pieces: list[str]) -> None:
    for child in parent:
        name = _name(child)
        if name == "t":
            pieces.append((child.text or "").replace("\n", " "))
        elif name == "r":
            _run(child, pieces)
        elif name in _SIGNS:
            pieces.append(_SIGNS[name])
        elif name == "sym":
            pieces.append(_symbol(child))
        elif name not in _SKIPPED:
            _collect(child, pieces)


def _run(run: Element, pieces: list[str]) -> None:
    raised = hidden = False
    for properties in run:
        if _name(properties) != "rPr":
            continue
        for item in properties:
            name = _name(item)
            if name == "vanish":
                hidden = _value(item) not in _OFF
            elif name == "vertAlign":
                raised = _value(item) == "superscript"
    if hidden:
        return
    own: list[str] = []
    _collect(run, own)
    text = "".join(own)
    pieces.append(_SUPERSCRIPTS.get(text.strip(), text) if raised else text)


def _symbol(element: Element) -> str:
    code = _value(element, "char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return _UNKNOWN
    font = (_value(element, "font") or "").casefold()
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if font.startswith("symbol"):
        return _SYMBOLS.get(low, _UNKNOWN)
    if font.startswith("wingdings"):
        return _CHECKS.get(low, _UNKNOWN)
    return chr(number) if 0x20 <= number < 0xD800 else _UNKNOWN
