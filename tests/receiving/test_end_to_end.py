"""From the county's workbook to the province's ledger, by mail, with a return in between: both real projects."""

from __future__ import annotations

import email
import email.policy
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.receiving.conftest import KARAMAY, KEYS, TURPAN, Office, book, expected_list, line_for
from tests.receiving.mail_server import MailServer
from xladdin.forms.closed.fill import fill
from xladdin.forms.closed.recalc import recalculate
from xladdin.forms.package.archive import Archive
from xladdin.submission.keys.key_file import public_bytes
from xladdin.submission.keys.public_text import read_public_text
from xladdin.submission.keys.registry import Registry, change_registry, new_entry

CITY = "shi@example.cn"
UNITS = {TURPAN: "tlf@example.cn", KARAMAY: "klmy@example.cn"}


@pytest.fixture
def mail(tmp_path: Path) -> Iterator[MailServer]:
    with MailServer(tmp_path / "邮局") as server:
        yield server


def _edit(path: Path, changes: dict[str, object]) -> None:
    """Type into a closed workbook, and let it calculate."""
    recalculate(fill(Archive.read(path), changes)).archive.write(path)  # type: ignore[arg-type]


def _key_file(path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

    monkeypatch.setenv("XLADDIN_KEY_PASSPHRASE", "long enough")
    encrypted = BestAvailableEncryption(b"long enough")
    path.write_bytes(KEYS[name].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encrypted))
    return path


def test_both_projects_go_up_by_mail_come_back_and_are_handed_on(
    office: Office,
    another_office: Callable[[str], Office],
    mail: MailServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    city, province = office, another_office("省")
    county = tmp_path / "县"
    county.mkdir()
    books = {name: county / f"{name}.xlsx" for name in UNITS}
    keys = {name: _key_file(county / f"{name}.key", name, monkeypatch) for name in UNITS}
    for name, path in books.items():
        path.write_bytes(book(name))
    listed = expected_list(city.folder / "应报清单.xlsx", [line_for(name, 邮箱=box) for name, box in UNITS.items()])

    def hand_in(name: str) -> None:
        ran = city.run(
            *("export", books[name], "-o", county / "out", "--key", keys[name], "--mail", CITY),
            *("--send", "--smtp", mail.settings(f"填报单位 <{UNITS[name]}>")),
        )
        assert (ran.code, f"已发给 {CITY}" in ran.out) == (0, True), ran.err

    # Turpan hands in a signed submission; Karamay mails the workbook itself, with more executed than arrived
    hand_in(TURPAN)
    _edit(books[KARAMAY], {"funds[local].executed": "9000"})
    from xladdin.submission.letter import Letter
    from xladdin.submission.mail import draft
    from xladdin.submission.post import load_server, send

    letter = draft(Letter("自评表", "见附件。\n"), "自评工作簿.xlsx", books[KARAMAY].read_bytes(), CITY)
    send(load_server(mail.settings(UNITS[KARAMAY])), letter, CITY)

    first = city.receive(*mail.box(CITY), options=("--expected", listed))
    assert (first.code, first.states) == (1, ["已接收", "退回"])
    turpan = ("approve", city.ledger, "吐鲁番", "矿山")
    karamay = ("approve", city.ledger, "克拉玛依", "矿山")
    assert city.run(*turpan, "--adjustment", "q05", "--reject", "佐证不足", "--by", "甲").code == 0
    assert city.run(*turpan, "--reject", "请补充佐证", "--by", "甲").code == 0

    answered = city.run(
        "answer", city.ledger, "-o", city.folder / "答复", "--send", "--smtp", mail.settings(f"审核处 <{CITY}>")
    )
    assert (answered.code, "共答复 2 份" in answered.out) == (0, True), answered.err
    again = city.run("answer", city.ledger, "-o", city.folder / "答复")
    assert again.out.strip() == "没有要答复的。"

    # the units see the remarks in their workbooks, and mend
    (answer,) = mail.box(UNITS[KARAMAY])
    message = email.message_from_bytes(answer.read_bytes(), policy=email.policy.default)
    assert message["From"] == f"审核处 <{CITY}>"
    assert message["Date"]
    assert message["Message-ID"].endswith("@example.cn>")
    assert message["X-Unsent"] is None
    assert "请于 2099年3月31日 前改正重报" in message.get_body().get_content()
    before = city.run("check", books[KARAMAY], "--returned", answer, "--mark", "--json")
    told = json.loads(before.out)["returned"]
    assert {one["status"] for one in told} == {"未改"}
    (arrived,) = [one for one in told if one["rule"] == "C17"]
    assert arrived["sheet"] == "绩效自评表" and arrived["before"] == "9000"
    shown = [
        cell.value
        for row in openpyxl.load_workbook(books[KARAMAY])["校验结果"].iter_rows()
        for cell in row
        if str(cell.value).startswith("退回意见（未改）")
    ]
    assert len(shown) == len(told)
    _edit(books[KARAMAY], {"funds[local].executed": "874.9", "version": "2"})
    after = city.run("check", books[KARAMAY], "--returned", answer)
    assert f"退回意见 {len(told)} 条，已改正 {len(told)} 条，还有 0 条" in after.out

    (answer,) = mail.box(UNITS[TURPAN])
    text = email.message_from_bytes(answer.read_bytes(), policy=email.policy.default).get_body().get_content()
    assert "评分调整未获批准（主管部门 甲）：佐证不足" in text
    reason = "indicators[q05].adjustment.reason"
    _edit(books[TURPAN], {reason: "冬季提前降温，附气象局证明。", "version": "2"})
    assert "[退回意见 已改正]" in city.run("check", books[TURPAN], "--returned", answer).out
    wrong = city.run("check", books[KARAMAY], "--returned", answer)
    assert (wrong.code, "（returned-other）" in wrong.err) == (3, True)

    for name in UNITS:
        hand_in(name)
    second = city.receive(*mail.box(CITY))
    assert (second.code, second.states) == (0, ["重复", "重复", "已接收", "已接收"])
    for by in ("甲", "乙"):
        assert city.run(*turpan, "--all", "--by", by).code == 0
        for words in (turpan, karamay):
            assert city.run(*words, "--by", by).code == 0
    assert sorted((entry["score"], entry["approved"]) for entry in city.entries()) == [("88.8", True), ("93.1", True)]

    # handed on, and received above like anything else
    made = city.run("key", "new", "--unit", "市财政局", "-o", city.folder / "市.key")
    assert made.code == 0
    public = read_public_text((city.folder / "市.公钥.txt").read_text("utf-8-sig"))
    from datetime import date

    change_registry(
        province.registry, lambda there: there.with_key(new_entry("市财政局", public.key, date(2025, 1, 1)))
    )
    ran = city.run("forward", city.ledger, "-o", province.inbox, "--key", city.folder / "市.key")
    assert (ran.code, "2 份报送件" in ran.out, "已用本级密钥签名" in ran.out) == (0, True, True)
    above = province.receive()
    assert (above.code, above.states) == (0, ["已接收", "已接收"])
    assert any(
        "“市财政局”的上报清单签名有效：2 份报送件，采用审批 30 条" in said for said in json.loads(above.out)["packages"]
    )
    assert sorted(entry["score"] for entry in province.entries()) == ["88.8", "93.1"]
    assert province.receive().states == ["重复", "重复"]
    assert [entry["approved"] for entry in province.entries()] == [True, True]

    stranger = another_office("别省")
    change_registry(
        stranger.registry,
        lambda _: Registry(
            tuple(new_entry(line_for(n)["单位名称"], public_bytes(KEYS[n]), date(2025, 1, 1)) for n in UNITS)
        ),
    )
    elsewhere = stranger.receive(*province.inbox.iterdir())
    assert "审批没有采用" in json.loads(elsewhere.out)["packages"][0]
    assert sorted(entry["score"] for entry in stranger.entries())[1] == "93.1"
    assert all(not entry["approved"] for entry in stranger.entries())
