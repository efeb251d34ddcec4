"""Answers: what each sender is told, in the mail and as data; sending that fails loses nothing."""

from __future__ import annotations

import email
import email.policy
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from tests.receiving.conftest import KARAMAY, KEYS, TURPAN, Office, book, changed, sent, submission
from tests.receiving.mail_server import MailServer
from tests.submission.verify_cases import ATTACKS
from xladdin.submission.letter import Letter
from xladdin.submission.mail import draft


def _mailed(content: bytes, sender: str = "xian@example.cn", name: str = "a.xlsx") -> bytes:
    return f"From: <{sender}>\r\n".encode() + draft(Letter("报送", "见附件。\n"), name, content)


def _read(path: Path) -> email.message.EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)  # type: ignore[return-value]


def test_every_sender_is_answered_once(office: Office) -> None:
    office.put("1.eml", _mailed(sent(KARAMAY)))
    office.put("2.eml", _mailed(ATTACKS["input"].make(sent(KARAMAY)), "b@example.cn"))
    office.receive()
    out = office.folder / "答复"
    assert office.run("answer", office.ledger, "-o", out).code == 0
    drafts = {message["To"]: message for message in map(_read, out.iterdir())}
    assert set(drafts) == {"xian@example.cn", "b@example.cn"}
    assert drafts["xian@example.cn"]["Subject"].startswith("回执：")
    assert "状态为“已接收”" in drafts["xian@example.cn"].get_body().get_content()
    refused = drafts["b@example.cn"].get_body().get_content()
    assert "未能接收" in refused and "导出后被改动" in refused
    assert office.run("answer", office.ledger, "-o", out).out.strip() == "没有要答复的。"
    office.receive()  # what comes again is not answered again
    assert office.run("answer", office.ledger, "-o", out).out.strip() == "没有要答复的。"


def test_the_data_names_every_place_and_what_it_held(office: Office) -> None:
    project = changed(KARAMAY)
    from xladdin.forms.build.workbook import build
    from xladdin.rules import profile as profiles

    funds = tuple(replace(row, executed=row.budget + 1) if row.source == "central" else row for row in project.funds)
    office.put("1.eml", _mailed(build(replace(project, funds=funds, declared=None), profiles.load("xinjiang-2024"))))
    office.receive()
    office.run("answer", office.ledger, "-o", office.folder / "答复")
    (path,) = (office.folder / "答复").iterdir()
    (attached,) = _read(path).iter_attachments()
    data = json.loads(attached.get_content())
    assert (data["state"], data["version"], attached.get_filename()) == ("退回", 1, "退回意见.json")
    remark = next(one for one in data["remarks"] if one["rule"] == "C17")
    text = _read(path).get_body().get_content()
    assert remark["sheet"] and remark["cell"] and remark["path"].startswith("funds[central].")
    assert f"{remark['sheet']} {remark['cell']}" in text
    assert all(f"{number}. " in text for number in range(1, len(data["remarks"]) + 1))


def test_remarks_can_be_read_from_the_attachment_alone(office: Office) -> None:
    office.receive(office.put("a.xlsx", sent(KARAMAY)))
    office.run("approve", office.ledger, "克拉玛依", "矿山", "--reject", "请核对面积", "--by", "甲")
    office.run("answer", office.ledger, "-o", office.folder / "答复")
    (path,) = (office.folder / "答复").iterdir()
    (attached,) = _read(path).iter_attachments()
    (office.folder / "退回意见.json").write_bytes(attached.get_content())
    working = office.put("book.xlsx", book(KARAMAY))
    for source in (path, office.folder / "退回意见.json"):
        ran = office.run("check", working, "--returned", source)
        assert "[退回意见 未改] 主管部门（甲）审核后退回：请核对面积" in ran.out


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"From: a@b.cn\n\nnothing attached", "returned-none"),
        (b"{}", "returned-invalid"),
        (b'{"format": 2, "state": "", "unit": "", "project": "", "year": 1, "version": 1}', "returned-invalid"),
    ],
)
def test_what_holds_no_remarks_is_told(office: Office, content: bytes, code: str) -> None:
    working, answer = office.put("book.xlsx", book(KARAMAY)), office.put("a.eml", content)
    ran = office.run("check", working, "--returned", answer)
    assert (ran.code, f"（{code}）" in ran.err) == (3, True)


def test_without_an_address_the_draft_waits(office: Office) -> None:
    office.receive(office.put("a.xlsx", sent(KARAMAY)))
    said = office.run("answer", office.ledger, "-o", office.folder / "答复").out
    assert "没有邮箱，请核对后自行发送" in said
    assert _read(next((office.folder / "答复").iterdir()))["To"] is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "wrong"}, "用户名或口令不对"),
        ({"port": 9}, "连接不上服务器"),
        ({"ca": ""}, "服务器的证书不可信"),
    ],
)
def test_a_mail_that_cannot_be_sent_is_told_and_nothing_is_lost(
    office: Office, tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    working = office.put("book.xlsx", book(KARAMAY))
    with MailServer(tmp_path / "邮局") as mail:
        settings = mail.settings("a@example.cn", **changes)
        ran = office.run(
            *("export", working, "-o", office.folder / "out", "--mail", "b@example.cn", "--send", "--smtp", settings)
        )
        assert (ran.code, said in ran.err, "（mail-send）" in ran.err) == (1, True, True)
        assert "correct horse" not in ran.out + ran.err
        assert sorted(path.suffix for path in (office.folder / "out").iterdir()) == [".eml", ".txt", ".xlsx"]
        assert not mail.box("b@example.cn")


def test_an_address_that_the_server_refuses_is_told_and_tried_again(office: Office, tmp_path: Path) -> None:
    office.receive(office.put("1.eml", _mailed(sent(KARAMAY), "nobody@example.cn")))
    with MailServer(tmp_path / "邮局") as mail:
        options = ("-o", office.folder / "答复", "--send", "--smtp", mail.settings("a@example.cn"))
        for _ in range(2):
            ran = office.run("answer", office.ledger, *options)
            assert (ran.code, "服务器不接受收件地址" in ran.err) == (1, True)
    assert len(list((office.folder / "答复").iterdir())) == 1


def test_drafts_that_were_written_first_are_sent_later_and_once(office: Office, tmp_path: Path) -> None:
    office.receive(office.put("1.eml", _mailed(sent(KARAMAY))))
    assert office.run("answer", office.ledger, "-o", office.folder / "答复").code == 0
    with MailServer(tmp_path / "邮局") as mail:
        options = ("-o", office.folder / "答复", "--send", "--smtp", mail.settings("a@example.cn"))
        assert "已发给 xian@example.cn" in office.run("answer", office.ledger, *options).out
        assert office.run("answer", office.ledger, *options).out.strip() == "没有要答复的。"
        assert len(mail.box("xian@example.cn")) == 1


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ('host = "h"\nsender = "a@b.cn"\npassword = "p"', 0o644, "chmod 600"),
        ('host = "h"', 0o600, "“sender”没有写或写错了"),
        ('host = "h"\nsender = "a@b.cn"\nsecurity = "none"', 0o600, "“security”没有写或写错了"),
        ('host = "h"\nsender = "甲"', 0o600, "不是邮箱地址"),
        ("host =", 0o600, "不是有效的 TOML"),
        (None, 0o600, "找不到这个文件"),
    ],
)
def test_settings_that_are_wrong_are_told_before_anything_is_written(
    office: Office, text: str | None, mode: int, said: str
) -> None:
    settings = office.folder / "smtp.toml"
    if text is not None:
        settings.write_text(text, "utf-8")
        settings.chmod(mode)
    working = office.put("book.xlsx", book(KARAMAY))
    ran = office.run("export", working, "-o", office.folder / "out", "--mail", "b@c.cn", "--send", "--smtp", settings)
    assert (ran.code, ran.out, "（mail-config）" in ran.err, said in ran.err) == (2, "", True, True)
    assert not (office.folder / "out").exists()
    alone = office.run("export", working, "-o", office.folder / "out", "--send")
    assert (alone.code, "--send 要和 --mail" in alone.err) == (2, True)


def test_nothing_to_hand_on_is_told_and_a_lost_original_too(office: Office) -> None:
    office.receive(office.put("a.xlsx", ATTACKS["input"].make(sent(KARAMAY))))
    ran = office.run("forward", office.ledger, "-o", office.folder / "上报")
    assert (ran.code, "（forward-nothing）" in ran.err) == (3, True)
    (file,) = office.receive(office.put("b.xlsx", sent(TURPAN))).files
    from xladdin.ledger.originals import place

    place(office.ledger, file["digest"]).unlink()
    ran = office.run("forward", office.ledger, "-o", office.folder / "上报")
    assert (ran.code, "（original-lost）" in ran.err) == (3, True)
    assert not (office.folder / "上报").exists()


@pytest.mark.parametrize("change", ["list", "signature", "unsigned"])
def test_a_package_whose_list_was_changed_hands_on_no_approvals(office: Office, tmp_path: Path, change: str) -> None:
    """The files speak for themselves; approvals are the word of a key."""
    import datetime
    import io
    import zipfile

    from xladdin.ledger.store import open_ledger
    from xladdin.receiving.package import PACKAGE_LIST, pack
    from xladdin.submission.keys.key_file import public_bytes
    from xladdin.submission.keys.registry import change_registry, new_entry

    office.receive(office.put("a.xlsx", sent(KARAMAY)))
    office.run("approve", office.ledger, "克拉玛依", "矿山", "--by", "甲")
    key = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
    entry = new_entry("市", public_bytes(key), datetime.date(2025, 1, 1))
    change_registry(office.registry, lambda there: there.with_key(entry))
    with open_ledger(office.ledger) as ledger:
        content = pack(ledger, "2025-04-01T00:00:00+00:00", "", None if change == "unsigned" else key).content
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            data = source.read(name)
            if name == PACKAGE_LIST and change == "list":
                data = data.replace("甲".encode(), "乙".encode())
            if name == PACKAGE_LIST and change == "signature":
                signed = json.loads(data)
                data = json.dumps({**signed, "signature": "AAAA"}).encode()
            package.writestr(name, data)
    (tmp_path / "上报.zip").write_bytes(target.getvalue())
    other = tmp_path / "省.db"
    ran = office.run("receive", tmp_path / "上报.zip", "--ledger", other, "--registry", office.registry, "--json")
    assert ran.states == ["已接收"]
    assert "审批没有采用" in json.loads(ran.out)["packages"][0]


def test_a_package_that_is_no_list_is_told(office: Office) -> None:
    from tests.receiving.conftest import zipped

    path = office.put("上报.zip", zipped({"a.xlsx": sent(KARAMAY), "上报清单.json": b"{"}))
    assert "上报清单不完整" in json.loads(office.receive(path).out)["packages"][0]


def test_a_mail_that_was_forwarded_as_an_attachment_is_found(office: Office) -> None:
    inner = _mailed(submission(changed(KARAMAY), KEYS[KARAMAY]))
    outer = email.message.EmailMessage()
    outer["From"], outer["Subject"] = "c@example.cn", "转"
    outer.set_content("见附件")
    outer.add_attachment(email.message_from_bytes(inner, policy=email.policy.default))
    assert office.receive(office.put("转.eml", outer.as_bytes())).states == ["已接收"]
