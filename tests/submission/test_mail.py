"""The mail draft: read back by Python's parser and by two that are not Python's."""

from __future__ import annotations

import email
import email.policy
import subprocess
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import collapse_rfc2231_value
from pathlib import Path

import pytest
from msgspec import structs

from tests.excel.books import working_book
from tests.support.requirements import require
from xladdin.checks.finding import Finding
from xladdin.errors import UserError
from xladdin.submission.export import Exported, export
from xladdin.submission.letter import Letter, letter
from xladdin.submission.mail import XLSX, addresses, draft, write_draft

NAMES = [
    "青河县_山水林田湖草沙_2024_v1.xlsx",
    "a_2024_v1.xlsx",
    f"{'很长的单位名称' * 8}_{'项目' * 25}_2024_v12.xlsx",
    "a b%'_é.xlsx",
]
LETTER = Letter("绩效自评报送：青河县 重点生态保护修复治理 2024 年度 第 1 版（88.8 分）", "主管部门：\n\n现报送……\n")
CONTENT = bytes(range(256)) * 40


def parsed(message: bytes) -> EmailMessage:
    """By Python's modern parser, which counts every defect."""
    result = email.message_from_bytes(message, policy=email.policy.SMTP)
    assert isinstance(result, EmailMessage)
    return result


@pytest.mark.parametrize("name", NAMES)
def test_pythons_parser_gives_back_text_and_file(name: str) -> None:
    message = parsed(draft(LETTER, name, CONTENT, "sjk@example.gov.cn; b@example.com"))
    assert message["Subject"] == LETTER.subject
    assert [address.addr_spec for address in message["To"].addresses] == ["sjk@example.gov.cn", "b@example.com"]
    assert message["X-Unsent"] == "1"
    body, (attachment,) = message.get_body(), list(message.iter_attachments())
    assert body.get_content().replace("\r\n", "\n") == LETTER.body
    assert attachment.get_filename() == name
    assert attachment.get_content_type() == XLSX
    assert attachment.get_content() == CONTENT
    assert [part.defects for part in message.walk()] == [[], [], []]


@pytest.mark.parametrize("name", NAMES)
def test_content_disposition_alone_says_the_name(name: str) -> None:
    """[RFC 2231] A parser that finds nothing there takes the name of Content-Type, so that one is asked alone."""
    part = email.message_from_bytes(draft(LETTER, name, CONTENT), policy=email.policy.compat32).get_payload()[1]
    del part["Content-Type"]
    assert collapse_rfc2231_value(part.get_param("filename", header="content-disposition")) == name
    assert part.get_content_disposition() == "attachment"
    assert part["Content-Disposition"].isascii()
    assert set(part.get_params(header="content-disposition")[0]) == {"attachment", ""}
    assert len(part.get_params(header="content-disposition")) == 2


@pytest.mark.parametrize(("name", "pieces"), [("六个汉字之名", 1), ("一共七个汉字名", 2), ("六个汉字之名a", 2)])
def test_a_name_is_cut_where_a_piece_is_full(name: str, pieces: int) -> None:
    """A Chinese character takes nine signs, a piece holds 54."""
    (line,) = [one for one in draft(LETTER, name, b"").decode().split(";\r\n") if "filename" in one.splitlines()[0]][:1]
    assert draft(LETTER, name, b"").decode().count("filename*") == pieces
    assert ("filename*=utf-8''" in line) is (pieces == 1)


@pytest.mark.parametrize("name", NAMES)
def test_programs_that_read_encoded_words_find_the_name_too(name: str) -> None:
    """Outlook and Foxmail take it from Content-Type."""
    plain = email.message_from_bytes(draft(LETTER, name, CONTENT), policy=email.policy.compat32)
    value = plain.get_payload()[1].get_param("name")
    assert str(make_header(decode_header(value.replace("\r\n", "")))) == name


def test_ripmime_writes_the_identical_file_under_its_chinese_name(tmp_path: Path) -> None:
    require("ripmime")
    (tmp_path / "draft.eml").write_bytes(draft(LETTER, NAMES[0], CONTENT))
    out = tmp_path / "out"
    out.mkdir()
    subprocess.run(["ripmime", "-i", tmp_path / "draft.eml", "-d", out], check=True, timeout=60)
    assert (out / NAMES[0]).read_bytes() == CONTENT


def test_munpack_writes_the_identical_file(tmp_path: Path) -> None:
    """It reads the name of Content-Type as it stands, encoded words and all."""
    require("munpack")
    (tmp_path / "draft.eml").write_bytes(draft(LETTER, NAMES[0], CONTENT))
    subprocess.run(["munpack", "-q", "-C", tmp_path, tmp_path / "draft.eml"], check=True, timeout=60)
    written = [path for path in tmp_path.iterdir() if path.name != "draft.eml"]
    assert CONTENT in [path.read_bytes() for path in written]


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_keeps_to_the_letter_of_the_mail_standards(name: str) -> None:
    message = draft(LETTER, name, CONTENT, "a@example.com")
    assert message.isascii()
    assert message.count(b"\n") == message.count(b"\r\n")
    long = [line for line in message.split(b"\r\n") if len(line) > 78]
    assert long == [f"Content-Type: {XLSX};".encode()]  # one word, which cannot be folded
    assert message.endswith(b"--\r\n")


def test_the_sending_program_decides_who_and_when() -> None:
    message = parsed(draft(LETTER, NAMES[0], CONTENT))
    assert not {"from", "date", "message-id", "to", "sender"} & {name.lower() for name in message}
    assert draft(LETTER, NAMES[0], CONTENT) == draft(LETTER, NAMES[0], CONTENT)


def test_the_boundary_does_not_occur_in_the_parts() -> None:
    message = draft(LETTER, NAMES[0], CONTENT)
    boundary = parsed(message).get_boundary().encode()
    assert message.count(boundary) == 4


def test_addresses_may_be_separated_as_people_do() -> None:
    assert addresses("a@b.cn，c@d.cn; e@f.com") == ["a@b.cn", "c@d.cn", "e@f.com"]
    assert addresses("") == []
    strange = "a.!#$%&'*+/=?^_`{|}~-9@x-1.gov.cn"
    assert addresses(strange) == [strange]


@pytest.mark.parametrize("address", ["someone", "a@b", "张三@b.cn", "a@b.cn\nBcc:c@d.cn", "a@@b.cn", "a@b..cn"])
def test_what_is_no_address_is_refused_by_name(address: str) -> None:
    with pytest.raises(UserError, match="不是可用的邮箱地址") as caught:
        addresses(address)
    assert caught.value.exit_code == 2


@pytest.fixture
def exported(tmp_path: Path) -> Exported:
    """The submission of a real project."""
    book = tmp_path / "book.xlsx"
    book.write_bytes(working_book("turpan-2024"))
    return export(book, tmp_path / "out")


def test_a_letter_says_what_an_upper_level_must_know(exported: Exported) -> None:
    text = letter(exported)
    assert text.subject == (
        "绩效自评报送：吐鲁番市自然资源局 新疆东天山南麓（吐鲁番市）历史遗留废弃矿山生态修复示范工程 "
        "2024年度 第 1 版（88.8 分）"
    )
    for part in (
        "2024年度绩效自评材料",
        "自评得分：88.8 分（良）",
        "报送版本：第 1 版",
        "填报单位：吐鲁番市自然资源局",
    ):
        assert part in text.body
    assert f"附件：{exported.path.name}" in text.body


def test_what_the_sender_should_look_at_stays_out_of_the_letter(exported: Exported) -> None:
    texts = dict.fromkeys(Finding.__struct_fields__[:12], "x")
    finding = Finding(**{**texts, "severity": "warning"})
    assert letter(replace(exported, warnings=(finding, finding))) == letter(exported)
    assert "警告" not in letter(exported).body


def test_it_says_what_the_digest_is_for_and_closes_with_unit_and_date(exported: Exported) -> None:
    lines = letter(exported).body.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("内容摘要："))
    assert "改动一处即不同" in lines[at + 1]
    assert lines[-2].strip() == "吐鲁番市自然资源局"
    assert "".join(lines[-1].split()) == "年月日"
    one = exported.evaluation
    dated = structs.replace(one, signatures=structs.replace(one.signatures, date="2025年3月12日"))
    assert letter(replace(exported, evaluation=dated)).body.splitlines()[-1].strip() == "2025年3月12日"


@pytest.mark.parametrize(
    ("unit", "addressed"),
    [
        ("吐鲁番市自然资源局", "吐鲁番市人民政府"),
        ("吐鲁番市人民政府", "新疆维吾尔自治区财政厅、自然资源厅"),
        ("新疆维吾尔自治区财政厅、自然资源厅", "财政部、自然资源部"),
        ("财政部、自然资源部", "主管部门"),
    ],
)
def test_it_is_addressed_to_the_level_directly_above(unit: str, addressed: str, exported: Exported) -> None:
    one = exported.evaluation
    moved = structs.replace(one, unit=structs.replace(one.unit, name=unit))
    assert letter(replace(exported, evaluation=moved)).body.startswith(f"{addressed}：\n")


def test_a_unit_is_known_by_who_uses_the_money_too(exported: Exported) -> None:
    one = exported.evaluation
    moved = structs.replace(
        one,
        unit=structs.replace(one.unit, name="市局"),
        project=structs.replace(one.project, fund_user="吐鲁番市人民政府"),
    )
    assert letter(replace(exported, evaluation=moved)).body.startswith("新疆维吾尔自治区财政厅、自然资源厅：\n")


def _line(text: Letter, head: str) -> list[str]:
    return [line for line in text.body.splitlines() if line.startswith(head)]


def test_a_letter_names_the_unit_by_what_is_filled_in(exported: Exported) -> None:
    one = exported.evaluation
    unnamed = structs.replace(one, unit=structs.replace(one.unit, name=""))
    user = structs.replace(unnamed, project=structs.replace(one.project, fund_user="甲县林场"))
    heads = ("fund_user", "implementing_unit", "local_department", "provincial_department", "central_department")
    nobody = structs.replace(unnamed, project=structs.replace(one.project, **dict.fromkeys(heads, "")))
    assert _line(letter(replace(exported, evaluation=user)), "填报单位") == ["填报单位：甲县林场"]
    text = letter(replace(exported, evaluation=nobody))
    assert _line(text, "填报单位") == ["填报单位："]
    assert text.body.startswith("主管部门：\n")


@pytest.mark.parametrize(
    ("filler", "phone", "line"),
    [
        ("甲", "0990-1", ["填报人：甲 0990-1"]),
        ("甲", "", ["填报人：甲"]),
        ("", "0990-1", ["填报人： 0990-1"]),
        ("", "", []),
    ],
)
def test_who_filled_it_in_is_said_where_it_is_known(
    filler: str, phone: str, line: list[str], exported: Exported
) -> None:
    one = exported.evaluation
    signed = structs.replace(one, signatures=structs.replace(one.signatures, filler=filler, phone=phone))
    assert _line(letter(replace(exported, evaluation=signed)), "填报人") == line


def test_without_a_total_the_letter_says_so_and_the_subject_names_no_points(exported: Exported) -> None:
    text = letter(replace(exported, sheet=structs.replace(exported.sheet, total=None, grade="")))
    assert _line(text, "自评得分") == ["自评得分：未能计算"]
    assert text.subject.endswith(" 第 1 版")


def test_draft_and_text_to_copy_lie_beside_the_submission(exported: Exported) -> None:
    mail, copy = write_draft(exported, "sjk@example.gov.cn")
    assert {mail.parent, copy.parent} == {exported.path.parent}
    (attachment,) = parsed(mail.read_bytes()).iter_attachments()
    assert attachment.get_content() == exported.path.read_bytes()
    assert copy.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") == letter(exported).text()


def test_a_draft_line_by_line() -> None:
    """One attachment of three bytes, whatever else follows from the standards."""
    text = Letter("A", "b\n")
    message = draft(text, "a.xlsx", b"abc", "x@example.com").decode().split("\r\n")
    boundary = message[4].split('"')[1]
    assert message == [
        "X-Unsent: 1",
        "To: x@example.com",
        "Subject: =?utf-8?q?A?=",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{boundary}"',
        "",
        f"--{boundary}",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: base64",
        "",
        "Yg0K",
        f"--{boundary}",
        f"Content-Type: {XLSX};",
        ' name="a.xlsx"',
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment;",
        ' filename="a.xlsx"',
        "",
        "YWJj",
        f"--{boundary}--",
        "",
    ]
    assert len(boundary) == 34
    assert not [line for line in draft(text, "a.xlsx", b"abc", "  ").decode().splitlines() if line.startswith("To:")]


def test_a_text_to_copy_begins_with_its_subject() -> None:
    assert Letter("甲", "乙\n").text() == "主题：甲\n\n乙\n"


def test_a_second_draft_of_other_content_gets_a_number(exported: Exported) -> None:
    first, copy = write_draft(exported)
    assert (first.suffix, copy.suffix) == (".eml", ".txt")
    assert write_draft(exported) == (first, copy)
    again, _ = write_draft(exported, "a@example.com")
    assert again != first
    assert "（2）" in again.name


def test_a_letter_in_full(exported: Exported) -> None:
    one = exported.evaluation
    plain = structs.replace(
        one,
        unit=structs.replace(one.unit, name="甲局"),
        project=structs.replace(one.project, name="乙项目", local_department="丙厅", implementing_unit="丁政府"),
        signatures=structs.replace(one.signatures, filler="", phone=""),
        year=2025,
        version=3,
    )
    text = letter(replace(exported, evaluation=plain, digest="3f9a01bc77"))
    assert text.subject == "绩效自评报送：甲局 乙项目 2025年度 第 3 版（88.8 分）"
    assert text.body.splitlines() == [
        "丁政府：",
        "",
        "　　现将“乙项目”2025年度绩效自评材料报上，请审核。",
        "",
        "填报单位：甲局",
        "项目名称：乙项目",
        "自评年度：2025",
        "报送版本：第 3 版",
        "自评得分：88.8 分（良）",
        f"附件：{exported.path.name}",
        "内容摘要：3F9A 01BC",
        "（内容摘要由全部填报内容算出，改动一处即不同；与附件首页和各页页脚所印一致，即为同一份内容。）",
        "",
        "　　　　　　　　　　　　甲局",
        "　　　　　　　　　　　　　　　年　　月　　日",
    ]
