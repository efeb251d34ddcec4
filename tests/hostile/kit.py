"""A workbook taken apart, to be changed in one place and put together again."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache

from tests.hostile.raw_zip import Entry, entries_of, pack

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES, ROOT, BOOK, BOOK_RELS = "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES, CUSTOM = "xl/sharedStrings.xml", "xl/styles.xml", "docProps/custom.xml"


@lru_cache(maxsize=8)
def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


class Kit:
    """``parts`` in order; ``own`` and ``scores`` are the parts of 绩效自评表 and 评分表; ``actual`` an input of the first."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.parts = dict(_parts(content))
        names = re.findall('<sheet [^>]*name="([^"]+)"', self.parts[BOOK].decode("utf-8"))
        self.sheets = {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(names, 1)}
        self.own, self.scores = self.sheets["绩效自评表"], self.sheets["评分表"]
        found = re.search(rb'definedName name="JX_C_self_actual"[^>]*>[^$]*\$([A-Z]+)\$(\d+)', self.parts[BOOK])
        assert found is not None
        self.column, self.row = found[1].decode(), int(found[2])
        self.actual = f"{self.column}{self.row}"

    def pack(self) -> bytes:
        return pack(self.entries())

    def entries(self) -> list[Entry]:
        return entries_of(self.parts)

    def sub(self, part: str, old: str | bytes, new: str | bytes, count: int = 1) -> Kit:
        """Replace ``old`` by ``new``; it has to be there."""
        old_bytes, new_bytes = (text.encode("utf-8") if isinstance(text, str) else text for text in (old, new))
        assert old_bytes in self.parts[part], (part, old)
        self.parts[part] = self.parts[part].replace(old_bytes, new_bytes, count)
        return self

    def re(self, part: str, pattern: str, new: str, count: int = 1) -> Kit:
        changed, done = re.subn(pattern.encode(), new.encode(), self.parts[part], count=count)
        assert done, (part, pattern)
        self.parts[part] = changed
        return self

    def add(self, part: str, data: str | bytes) -> Kit:
        self.parts[part] = data.encode("utf-8") if isinstance(data, str) else data
        return self

    def drop(self, *parts: str) -> Kit:
        for part in parts:
            del self.parts[part]
        return self

    def relate(self, rels: str, kind: str, target: str, *, external: bool = False, base: str = OFFICE) -> Kit:
        """Add a relationship to a .rels part, which is made when missing."""
        if rels not in self.parts:
            self.add(
                rels,
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
            )
        mode = ' TargetMode="External"' if external else ""
        return self.sub(
            rels,
            "</Relationships>",
            f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{target}"{mode}/></Relationships>',
        )

    def type(self, part: str, kind: str) -> Kit:
        return self.sub(TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>')

    def cell(self, address: str, xml: str, part: str | None = None) -> Kit:
        """Put ``xml`` in place of a whole cell; ``{r}`` and ``{s}`` are its reference and style."""
        part = part or self.own
        found = re.search(
            rb'<c r="%s"(?: s="(\d+)")?[^>]*?(?:/>|>.*?</c>)' % address.encode(), self.parts[part], re.DOTALL
        )
        assert found is not None, address
        new = xml.replace("{r}", address).replace("{s}", (found[1] or b"0").decode())
        self.parts[part] = self.parts[part].replace(found[0], new.encode("utf-8"), 1)
        return self

    def name(self, name: str, reference: str) -> Kit:
        """Point a defined name somewhere else."""
        return self.re(BOOK, rf'(<definedName name="{name}"[^>]*>)[^<]*', rf"\g<1>{reference}")

    def tail(self, xml: str, part: str | None = None) -> Kit:
        """Add ``xml`` behind the data of a sheet."""
        return self.sub(part or self.own, "</sheetData>", "</sheetData>" + xml)

    def string(self, xml: str) -> Kit:
        """Add an item to the shared strings and point the input at it."""
        content = self.parts[STRINGS]
        number = len(re.findall(rb"<si[ />]|<si>", content))
        self.sub(STRINGS, "</sst>", xml + "</sst>")
        return self.cell(self.actual, f'<c r="{{r}}" s="{{s}}" t="s"><v>{number}</v></c>')
