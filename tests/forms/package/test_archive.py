"""Read and write packages as parts."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from tests.forms.package.books import raw_book, raw_parts, scoring_book
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive, Part
from xladdin.forms.package.guard.kinds import WORKBOOK_KIND
from xladdin.forms.package.guard.limits import BOOK


def refusal(source: Path | bytes) -> str:
    with pytest.raises(UserError) as caught:
        Archive.read(source)
    return caught.value.code


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


def test_parts_come_in_file_order_with_their_content(tmp_path: Path) -> None:
    path = scoring_book(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as package:
        assert dict(Archive.read(path)) == {name: package.read(name) for name in package.namelist()}
        assert list(Archive.read(path)) == package.namelist()


def test_writing_what_was_read_keeps_the_compressed_bytes_of_every_part(tmp_path: Path) -> None:
    path = scoring_book(tmp_path / "a.xlsx")
    Archive.read(path).write(tmp_path / "b.xlsx")
    assert raw_parts(tmp_path / "b.xlsx") == raw_parts(path)


def test_replacing_one_part_keeps_the_compressed_bytes_of_all_others(tmp_path: Path) -> None:
    path = scoring_book(tmp_path / "a.xlsx")
    Archive.read(path).replaced({"xl/styles.xml": b"<new/>", "custom/added.xml": "新".encode()}).write(path)
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        assert package.read("xl/styles.xml") == b"<new/>"
        assert package.namelist()[-1] == "custom/added.xml"


def test_the_written_package_says_nothing_about_time_and_machine(tmp_path: Path) -> None:
    content = Archive.read(scoring_book(tmp_path / "a.xlsx")).to_bytes()
    for info in zipfile.ZipFile(io.BytesIO(content)).infolist():
        assert info.date_time == (1980, 1, 1, 0, 0, 0)
        assert (info.create_system, info.external_attr, info.extra, info.comment) == (0, 0, b"", b"")


def test_stored_members_and_chinese_part_names_survive(tmp_path: Path) -> None:
    with zipfile.ZipFile(raw_book(tmp_path / "a.xlsx")) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["xl/media/图.png"] = b"\x89PNG"
    content = Archive.read(zipped(members, zipfile.ZIP_STORED)).to_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {name: package.read(name) for name in package.namelist()} == members
        assert all(info.compress_type == zipfile.ZIP_STORED for info in package.infolist())


def test_ordered_moves_the_named_parts_to_the_front(tmp_path: Path) -> None:
    archive = Archive.read(raw_book(tmp_path / "a.xlsx")).ordered(["xl/workbook.xml", "missing", "_rels/.rels"])
    assert list(archive)[:3] == ["xl/workbook.xml", "_rels/.rels", "[Content_Types].xml"]
    assert len(archive) == 7


def test_a_replaced_package_opens_in_openpyxl(tmp_path: Path) -> None:
    path = scoring_book(tmp_path / "a.xlsx")
    Archive.read(path).write(tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames == ["评分表", "填报 & 说明", "参数"]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "没有.xlsx") == "file-missing"
    assert refusal(tmp_path) == "file-unreadable"


def test_a_workbook_that_excel_has_open_is_refused_unless_allowed(tmp_path: Path) -> None:
    path = scoring_book(tmp_path / "自评.xlsx")
    (tmp_path / "~$自评.xlsx").write_bytes(b"owner")
    assert refusal(path) == "file-open"
    assert "xl/workbook.xml" in Archive.read(path, allow_open=True)


def test_oversized_files_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    bomb = zipped({"xl/workbook.xml": b"0" * 3_000_000})
    path = tmp_path / "a.xlsx"
    path.write_bytes(bomb)
    for limits in (replace(BOOK, unpacked_bytes=2_000_000), replace(BOOK, file_bytes=len(bomb) - 1)):
        for source in (bomb, path):
            with pytest.raises(UserError) as caught:
                Archive.read(source, kind=replace(WORKBOOK_KIND, limits=limits))
            assert caught.value.code == "file-too-large"


def test_a_member_that_unpacks_to_more_than_it_says_is_refused() -> None:
    honest = zipped({"xl/workbook.xml": b"0" * 50_000})
    lie = honest.replace((50_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    with pytest.raises(UserError) as caught:
        Archive.read(lie)["xl/workbook.xml"]
    assert caught.value.code == "file-not-workbook"


def test_part_data_is_checked_against_its_checksum() -> None:
    part = Part.of(b"content")
    with pytest.raises(ValueError, match="checksum"):
        Part(part.raw, part.deflated, part.crc ^ 1, part.size).data()


@pytest.mark.parametrize("names", [("xl/workbook.xml", "XL/Workbook.xml"), ("xl/workbook.xml", "xl/workbook.xml")])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_parts_of_the_same_name_are_refused(names: tuple[str, str]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, b"x")
    assert refusal(stream.getvalue()) == "file-not-workbook"


def test_a_truncated_workbook_is_refused_wherever_it_is_cut(tmp_path: Path) -> None:
    content = scoring_book(tmp_path / "a.xlsx").read_bytes()
    for length in range(4, len(content), 97):
        with pytest.raises(UserError) as caught:
            dict(Archive.read(content[:length]))
        assert caught.value.code == "file-not-workbook"


def test_flipped_bytes_never_escape_as_anything_but_a_user_error(tmp_path: Path) -> None:
    content = raw_book(tmp_path / "a.xlsx").read_bytes()
    for position in range(0, len(content), 3):
        damaged = bytearray(content)
        damaged[position] ^= 0xFF
        try:
            dict(Archive.read(bytes(damaged)))
        except UserError as error:
            assert error.code in ("file-not-workbook", "file-encrypted", "file-too-large")


def test_an_archive_keeps_its_name_a_copy_has_another(tmp_path: Path) -> None:
    archive = Archive.read(scoring_book(tmp_path / "a.xlsx"))
    named = archive.named("自评.xlsx")
    assert (archive.name, named.name) == ("a.xlsx", "自评.xlsx")
    assert named.to_bytes() == archive.to_bytes()
    with pytest.raises(AttributeError):
        archive.name = "b.xlsx"  # type: ignore[misc]
