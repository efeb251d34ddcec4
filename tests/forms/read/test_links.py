"""Which links of a workbook lead to the add-in and which to somebody else's file."""

from __future__ import annotations

import pytest

from tests.hostile.kit import OFFICE, Kit
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.addin_links import foreign_links, refuse_foreign_links

LINKS = "xl/_rels/workbook.xml.rels"


def linked(content: bytes, *targets: str | None) -> Archive:
    """A workbook with a link to each target; None: a link whose own part names no file."""
    archive = Archive.read(content)
    parts = {}
    rels = archive[LINKS].decode("utf-8")
    for number, target in enumerate(targets, 1):
        part = f"xl/externalLinks/externalLink{number}.xml"
        rels = rels.replace(
            "</Relationships>",
            f'<Relationship Id="rIdL{number}" Type="{OFFICE}/externalLink" Target="externalLinks/externalLink{number}.xml"/>'
            "</Relationships>",
        )
        parts[part] = b"<externalLink/>"
        inside = (
            ""
            if target is None
            else f'<Relationship Id="rId1" Type="{OFFICE}/externalLinkPath" Target="{target}" TargetMode="External"/>'
        )
        parts[f"xl/externalLinks/_rels/externalLink{number}.xml.rels"] = (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
        ).encode()
    return archive.replaced({**parts, LINKS: rels.encode()})


@pytest.mark.parametrize(
    "target",
    [
        "xladdin.xlam",
        "XLADDIN.XLAM",
        "file:///C:\\Users\\x\\xladdin.xlam",
        "/C:/Program%20Files/xladdin.xlam",
        "file:///%5C%5Cserver%5Cshare%5Cxladdin.xlam",
    ],
)
def test_the_add_in_is_no_foreign_file(target: str, built: dict[str, bytes]) -> None:
    archive = linked(built["turpan-2024"], target)
    assert foreign_links(archive) == []
    refuse_foreign_links(archive)


def test_foreign_files_are_named_in_order_and_once(built: dict[str, bytes]) -> None:
    archive = linked(
        built["turpan-2024"],
        "file:///D:/数据/乙.xlsx",
        "xladdin.xlam",
        "甲.xlsx",
        "E:\\乙.xlsx",
        None,
        "xladdin.xlam.xlsx",
    )
    assert foreign_links(archive) == [
        "乙.xlsx",
        "甲.xlsx",
        "xladdin.xlam.xlsx",
        "xl/externalLinks/externalLink5.xml",
    ]
    with pytest.raises(UserError) as caught:
        refuse_foreign_links(archive)
    assert (caught.value.code, caught.value.facts["target"]) == ("link-foreign", "乙.xlsx")


def test_a_workbook_without_links_has_none(built: dict[str, bytes]) -> None:
    assert foreign_links(Archive.read(built["turpan-2024"])) == []
    assert Kit(built["turpan-2024"]).parts[LINKS]
