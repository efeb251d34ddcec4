"""``xladdin receive``: what comes in ends in a known state, once."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.receiving.conftest import (
    KARAMAY,
    KEYS,
    TURPAN,
    Office,
    book,
    changed,
    expected_list,
    line_for,
    sent,
    submission,
    unit_name,
    zipped,
)
from tests.submission.verify_cases import ATTACKS
from xladdin.ledger.originals import digest_of, folder, place


def test_a_signed_submission_is_received_with_its_scores(office: Office) -> None:
    path = office.put("a.xlsx", sent(KARAMAY))
    ran = office.receive(path)
    (file,) = ran.files
    assert (ran.code, file["state"], file["verify"]) == (0, "已接收", "valid")
    assert (file["score"], file["grade"], file["version"]) == ("93.1", "优", 1)
    assert file["digest"] == digest_of(path.read_bytes())
    assert place(office.ledger, file["digest"]).read_bytes() == path.read_bytes()


def test_only_approved_adjustments_count_and_both_scores_are_said(office: Office) -> None:
    """The approvers that the filler typed are proposals: Turpan's 88.8 waits for approval."""
    (file,) = office.receive(office.put("a.xlsx", sent(TURPAN))).files
    assert (file["score_if_approved"], file["score"]) == ("88.8", file["computed_score"])
    assert len(file["pending_adjustments"]) == 12
    second, options = office.put("b.xlsx", sent(TURPAN, 2)), ("--ledger", office.ledger)
    forgotten = office.run("receive", second, *options, "--json")
    assert (forgotten.code, forgotten.files[0]["code"]) == (3, "registry-not-given")
    said = office.run("receive", second, *options, "--registry", office.registry).out
    assert "12 项调整未批准；全部批准则为 88.8 良" in said


@pytest.mark.parametrize("what", ["submission", "workbook"])
def test_what_nobody_signed_is_received_as_such(office: Office, what: str) -> None:
    content = sent(KARAMAY, signed=False) if what == "submission" else book(KARAMAY)
    (file,) = office.receive(office.put("a.xlsx", content)).files
    assert file["state"] == "未签章"


def test_the_same_again_is_said_and_changes_nothing(office: Office) -> None:
    path = office.put("a.xlsx", sent(KARAMAY))
    office.receive(path)
    again = office.receive(path)
    assert (again.code, again.states) == (0, ["重复"])
    with sqlite3.connect(office.ledger) as ledger:
        assert ledger.execute("SELECT count(*), min(state) FROM file").fetchone() == (1, "已接收")


def test_the_same_content_in_another_file_is_a_duplicate_but_a_signature_counts(office: Office) -> None:
    assert office.receive(office.put("book.xlsx", book(KARAMAY))).states == ["未签章"]
    assert office.receive(office.put("unsigned.xlsx", sent(KARAMAY, signed=False))).states == ["重复"]
    assert office.receive(office.put("signed.xlsx", sent(KARAMAY))).states == ["已接收"]
    (entry,) = office.entries()
    assert entry["state"] == "已接收"


def test_a_new_version_takes_the_place_of_the_old_one_and_the_old_one_never_comes_back(office: Office) -> None:
    first = office.put("1.xlsx", sent(KARAMAY))
    second = office.put("2.xlsx", submission(changed(KARAMAY, 2, "100"), KEYS[KARAMAY]))
    assert office.receive(first).states == ["已接收"]
    assert office.receive(second).states == ["已接收"]
    other = office.put("3.xlsx", submission(changed(KARAMAY, 1, "200"), KEYS[KARAMAY]))
    ran = office.receive(other)
    assert (ran.code, ran.states) == (3, ["拒收"])
    assert "已收到第 2 版，这是第 1 版" in ran.files[0]["reason"]
    with sqlite3.connect(office.ledger) as ledger:
        states = ledger.execute("SELECT version, state FROM file ORDER BY rowid").fetchall()
    assert states == [(1, "被替代"), (2, "已接收"), (1, "拒收")]


def test_one_version_says_one_thing(office: Office) -> None:
    office.receive(office.put("1.xlsx", sent(KARAMAY)))
    ran = office.receive(office.put("2.xlsx", submission(changed(KARAMAY, 1, "100"), KEYS[KARAMAY])))
    assert (ran.code, ran.states) == (1, ["退回"])
    assert "把报送版本加 1" in ran.files[0]["reason"]


def test_a_forged_high_version_does_not_lock_the_unit_out(office: Office) -> None:
    forged = office.put("9.xlsx", ATTACKS["input"].make(submission(changed(KARAMAY, 9), KEYS[KARAMAY])))
    assert office.receive(forged).states == ["拒收"]
    assert office.receive(office.put("1.xlsx", sent(KARAMAY))).states == ["已接收"]


def test_a_stranger_with_a_high_version_takes_nothing_from_the_unit(office: Office) -> None:
    """Signed by another key, or by nobody: neither replaces what the unit signed nor locks it out."""
    office.receive(office.put("1.xlsx", sent(KARAMAY)))
    stranger = office.put("8.xlsx", submission(changed(KARAMAY, 8), KEYS[TURPAN]))
    nobody = office.put("9.xlsx", submission(changed(KARAMAY, 9)))
    assert [office.receive(path).files[0]["code"] for path in (stranger, nobody)] == [
        "key-not-registered",
        "unsigned-after-signed",
    ]
    (entry,) = office.entries()
    assert (entry["state"], entry["version"]) == ("已接收", 1)
    ran = office.run("verify", office.inbox / "1.xlsx", "--ledger", office.ledger, "--registry", office.registry)
    assert (ran.code, ran.out.startswith("有效")) == (0, True)
    assert office.receive(office.put("2.xlsx", sent(KARAMAY, 2))).states == ["已接收"]


def test_a_signed_file_takes_the_place_of_an_unsigned_one_of_any_version(office: Office) -> None:
    office.receive(office.put("9.xlsx", submission(changed(KARAMAY, 9))))
    assert office.receive(office.put("1.xlsx", sent(KARAMAY))).states == ["已接收"]
    (entry,) = office.entries()
    assert (entry["state"], entry["version"]) == ("已接收", 1)


def test_without_unit_or_project_nobody_knows_whose_it_is(office: Office) -> None:
    nameless = changed(KARAMAY, unit={"name": ""}, project={"fund_user": ""})
    (file,) = office.receive(office.put("a.xlsx", submission(nameless))).files
    assert (file["state"], file["code"]) == ("退回", "no-identity")


def test_names_from_outside_make_no_lines_of_their_own(office: Office) -> None:
    """Line breaks, control signs and bytes that are no text, in names of files, archives and units."""
    import os

    name = os.fsdecode("坏\n已接收 假\x1b[31m\u202e".encode() + b"\xff.zip")
    content = zipped({"甲\n已接收.xlsx": submission(changed(KARAMAY, unit={"name": "局\n已接收 假"}))})
    path = office.put(name, content)
    ran = office.run("receive", path, "--ledger", office.ledger)
    assert ran.code in (0, 1)
    assert [line for line in ran.out.splitlines() if line.startswith("已接收")] == []
    assert not set(ran.out) & {"\x1b", "\u202e", "\udcff"}
    assert office.run("ledger", office.ledger, "-o", office.folder / "a.xlsx").code == 0


def test_a_resaved_submission_goes_back(office: Office) -> None:
    ran = office.receive(office.put("a.xlsx", ATTACKS["openpyxl"].make(sent(KARAMAY))))
    assert (ran.code, ran.states) == (1, ["退回"])
    assert "请报送单位重发原件" in ran.files[0]["reason"]


def test_a_key_that_nobody_registered_goes_back_until_it_is_registered(
    office: Office, another_office: Callable[[str], Office]
) -> None:
    stranger = submission(changed(KARAMAY), KEYS[TURPAN])
    path = office.put("a.xlsx", stranger)
    first = office.receive(path)
    assert (first.code, first.states) == (1, ["退回"])
    assert "公钥" in first.files[0]["reason"]
    without = office.run("receive", office.put("b.xlsx", sent(KARAMAY, 2)), "--ledger", office.ledger, "--json")
    assert without.states == ["未签章"]


def test_a_revoked_key_counts_by_the_time_of_receipt(office: Office) -> None:
    path = office.put("a.xlsx", sent(KARAMAY))
    office.receive(path)
    time.sleep(1.1)  # times are kept in whole seconds
    listed = office.run("key", "list", office.registry).out
    prefix = next(line for line in listed.splitlines() if unit_name(KARAMAY) in line).split("│")[3].strip()
    assert office.run("key", "revoke", office.registry, prefix, "--why", "遗失").code == 0
    second = office.put("b.xlsx", sent(KARAMAY, 2))
    assert office.receive(second).states == ["拒收"]
    options = ("--registry", office.registry, "--json")
    before = json.loads(office.run("verify", path, "--ledger", office.ledger, *options).out)
    after = json.loads(office.run("verify", path, *options).out)
    assert (before["status"], after["status"]) == ("valid", "revoked")


def test_errors_of_the_checks_send_a_workbook_back(office: Office) -> None:
    from xladdin.forms.build.workbook import build
    from xladdin.rules import profile as profiles

    project = changed(KARAMAY)
    rows = tuple(replace(row, weight=None) for row in project.indicators)
    content = build(replace(project, indicators=rows, declared=None), profiles.load("xinjiang-2024"))
    ran = office.receive(office.put("a.xlsx", content))
    assert (ran.code, ran.states) == (1, ["退回"])
    assert any(finding["severity"] == "error" for finding in ran.files[0]["findings"])


def test_mails_and_archives_are_taken_apart(office: Office) -> None:
    office.put("多个.zip", zipped({"甲/a.xlsx": sent(KARAMAY), "乙/b.zip": zipped({"c.xlsx": sent(TURPAN)})}))
    ran = office.receive()
    assert sorted(ran.states) == ["已接收", "已接收"]
    assert any(file["path"].endswith("多个.zip!乙/b.zip/c.xlsx") for file in ran.files)


def test_a_workbook_that_was_named_zip_is_a_workbook(office: Office) -> None:
    assert office.receive(office.put("a.zip", sent(KARAMAY))).states == ["已接收"]


def test_an_archive_of_chinese_windows_names_its_files_in_its_own_code_page(office: Office) -> None:
    content = zipped({"XXXX.xlsx": sent(KARAMAY)}).replace(b"XXXX", "报送".encode("gb18030"))
    (file,) = office.receive(office.put("a.zip", content)).files
    assert file["path"].endswith("a.zip!报送.xlsx")


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("a.rar", "不能打开这种压缩包或邮件"),
        ("a.zip", "压缩包里套了太多层压缩包"),
    ],
)
def test_what_an_archive_hides_is_named(office: Office, inner: str, said: str) -> None:
    content = b"Rar!" if inner == "a.rar" else zipped({"b.zip": zipped({"c.zip": zipped({"d.xlsx": b""})})})
    ran = office.receive(office.put("x.zip", zipped({inner: content})))
    assert said in ran.files[0]["reason"]


def test_an_archive_with_a_password_is_said(office: Office) -> None:
    content = bytearray(zipped({"a.xlsx": sent(KARAMAY)}))
    content[6] |= 1  # flags of the local header and of the directory: encrypted
    content[content.rindex(b"PK\1\2") + 8] |= 1
    ran = office.receive(office.put("x.zip", bytes(content)))
    assert "压缩包设有密码" in ran.files[0]["reason"]


def test_an_archive_that_grows_without_end_is_stopped(office: Office) -> None:
    big = zipped({f"{number}.xlsx": bytes(15 << 20) for number in range(14)})
    ran = office.receive(office.put("x.zip", big))
    assert (ran.code, ran.files[0]["code"]) == (3, "container-too-large")


def test_rules_come_from_the_list(office: Office) -> None:
    """The file says xinjiang-2024, the list another: the unit filled in the wrong workbook."""
    listed = expected_list(office.folder / "应报清单.xlsx", [line_for(KARAMAY, 评分规则="mof-2020"), line_for(TURPAN)])
    office.put("a.xlsx", sent(KARAMAY))
    office.put("b.xlsx", sent(TURPAN))
    ran = office.receive(options=("--expected", listed))
    first, second = ran.files
    assert (first["state"], first["profile"], first["profile_from"]) == ("退回", "mof-2020", "清单")
    assert "应按 mof-2020" in first["reason"]
    assert (second["state"], second["profile_from"]) == ("已接收", "清单")


def test_without_a_list_the_output_says_whose_rules_were_used(office: Office) -> None:
    path = office.put("a.xlsx", sent(KARAMAY))
    said = office.run("receive", path, "--ledger", office.ledger).out
    assert "按文件注明的评分规则 xinjiang-2024：1 个文件" in said
    other = office.folder / "另一本.db"
    said = office.run("receive", path, "--ledger", other, "--profile", "mof-2020")
    assert (said.code, "按 --profile 指定的评分规则 mof-2020" in said.out) == (1, True)


def test_names_that_differ_wait_for_a_person(office: Office) -> None:
    listed = expected_list(office.folder / "应报清单.xlsx", [line_for(KARAMAY, 单位名称="克拉玛依市自然资源和规划局")])
    path = office.put("a.xlsx", sent(KARAMAY))
    first = office.receive(path, options=("--expected", listed))
    assert (first.code, first.files[0]["code"]) == (3, "not-expected")
    said = f"{unit_name(KARAMAY)}=克拉玛依市自然资源和规划局"
    assert f'--same "{said}"' in first.files[0]["reason"]
    nobody = office.receive(path, options=("--same", said))
    assert (nobody.code, "请加 --by 姓名" in nobody.err) == (2, True)
    assert office.receive(path, options=("--same", said, "--by", "甲")).states == ["已接收"]
    (entry,) = office.entries()
    assert (entry["unit"], entry["state"]) == ("克拉玛依市自然资源和规划局", "已接收")


def test_codes_decide_where_names_are_alike(office: Office) -> None:
    """Two projects of one name: the code tells which; a file without a code fits both and waits."""
    lines = [line_for(KARAMAY, 项目编码="P1"), line_for(KARAMAY, 项目编码="P2")]
    listed = expected_list(office.folder / "应报清单.xlsx", lines)
    path = office.put("a.xlsx", submission(changed(KARAMAY, project={"code": "P2"}), KEYS[KARAMAY]))
    assert office.receive(path, options=("--expected", listed)).states == ["已接收"]
    assert [entry["state"] for entry in office.entries()] == ["未报", "已接收"]
    assert office.receive(office.put("b.xlsx", sent(KARAMAY))).files[0]["code"] == "not-expected"


def test_the_list_that_went_down_with_the_goals_is_read(office: Office) -> None:
    """应报清单 as ``issue`` writes it: codes, one deadline, one set of rules with its digest."""
    import datetime

    from xladdin.rules import profile as profiles
    from xladdin.submission.expected import Expected, ExpectedList, expected_workbook

    entries = (
        Expected("650200", unit_name(KARAMAY), "P1", "矿山修复", "klmy@example.cn"),
        Expected("650400", unit_name(TURPAN), "P2", "矿山修复", "tlf@example.cn"),
    )
    rules = profiles.load("xinjiang-2024")
    listed = ExpectedList(2024, datetime.date(2099, 3, 31), rules.id, entries, profile_digest=rules.digest)
    path = office.put("应报清单.xlsx", expected_workbook(listed))
    project = changed(KARAMAY, unit={"code": "650200", "name": "改了名的局"}, project={"code": "P1"})
    sent_in = office.put("a.xlsx", submission(project))
    (file,) = office.receive(sent_in, options=("--expected", path)).files
    assert (file["state"], file["profile"], file["profile_from"]) == ("未签章", "xinjiang-2024", "清单")
    assert [(one["state"], one["deadline"]) for one in office.entries()] == [
        ("未签章", "2099-03-31"),
        ("未报", "2099-03-31"),
    ]


def test_the_rules_of_the_list_must_be_here(office: Office) -> None:
    listed = expected_list(office.folder / "应报清单.xlsx", [line_for(KARAMAY, 评分规则="shaanxi-2024")])
    ran = office.receive(office.put("a.xlsx", sent(KARAMAY)), options=("--expected", listed))
    assert ran.files[0]["code"] == "profile-here"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([{"单位名称": "甲", "项目名称": "乙", "年度": "二〇二四"}], "list-cell"),
        ([{"单位名称": "甲", "项目名称": "乙", "年度": "2024", "截止日期": "三月底"}], "list-cell"),
        ([{"项目名称": "乙", "年度": "2024"}], "list-cell"),
        (None, "list-heads"),
    ],
)
def test_a_slip_in_the_list_is_told_before_anything_is_received(
    office: Office, lines: list[dict[str, str]] | None, code: str
) -> None:
    if lines is None:
        listed = office.put("list.xlsx", book(KARAMAY))
    else:
        listed = expected_list(office.folder / "list.xlsx", lines)
    ran = office.receive(office.put("a.xlsx", sent(KARAMAY)), options=("--expected", listed))
    assert (ran.code, ran.out) == (3, "")
    assert f"（{code}）" in ran.err


def test_who_is_missing_and_who_is_late_is_seen(office: Office) -> None:
    lines = [
        line_for(KARAMAY, 截止日期="2025-03-31"),
        line_for(TURPAN, 截止日期="2025年3月31日"),
        line_for(TURPAN, 年度="2023", 截止日期=""),
    ]
    listed = expected_list(office.folder / "应报清单.xlsx", lines)
    office.receive(office.put("a.xlsx", sent(KARAMAY)), options=("--expected", listed))
    assert [(entry["state"], entry["late"]) for entry in office.entries()] == [
        ("已接收", True),
        ("逾期未报", False),
        ("未报", False),
    ]


def test_one_project_handed_in_twice_is_found(office: Office) -> None:
    office.put("a.xlsx", submission(changed(KARAMAY, project={"code": "P1"}), KEYS[KARAMAY]))
    office.put("b.xlsx", submission(changed(KARAMAY, project={"code": "P2"}), KEYS[KARAMAY]))
    ran = office.receive()
    assert ran.states == ["已接收", "已接收"]
    assert all(any(one["rule"] == "C30" for one in file["findings"]) for file in ran.files)


def test_one_documents_money_claimed_twice_is_found(office: Office) -> None:
    text = "根据新财资环〔2023〕61号下达资金 30000 万元。"
    for name in (KARAMAY, TURPAN):
        office.put(f"{name}.xlsx", submission(changed(name, remarks=text), KEYS[name]))
    ran = office.receive()
    for file in ran.files:
        (found,) = [one for one in file["findings"] if one["rule"] == "C33"]
        assert "新财资环〔2023〕61号的 30000 万元在 2 个项目里都写作全额" in found["message"]


def test_many_inputs_with_one_that_is_missing(office: Office) -> None:
    ran = office.receive(office.put("a.xlsx", sent(KARAMAY)), office.inbox / "无.xlsx")
    assert (ran.code, ran.states) == (1, ["已接收", "拒收"])
    assert office.receive(office.inbox / "无.xlsx").code == 3


def test_an_empty_folder_and_an_empty_workbook(office: Office) -> None:
    from xladdin.forms.build.workbook import build_blank
    from xladdin.rules import profile as profiles

    empty = office.run("receive", office.inbox, "--ledger", office.ledger)
    assert (empty.code, "（receive-nothing）" in empty.err) == (3, True)
    blank = office.put("a.xlsx", build_blank(30, profiles.load("mof-2020")))
    assert office.receive(blank).files[0]["code"] == "receive-empty"


def test_a_ledger_inside_the_folder_is_not_received(office: Office) -> None:
    office.put("a.xlsx", sent(KARAMAY))
    ledger = office.inbox / "台账.db"
    for wanted in ("已接收", "重复"):
        ran = office.run("receive", office.inbox, "--ledger", ledger, "--registry", office.registry, "--json")
        assert ran.states == [wanted]
    assert folder(ledger).is_dir()


def test_what_the_seal_states_must_be_what_the_cells_say(office: Office) -> None:
    """A unit that signs other cells than the stated model is found out, although every signature is right."""
    from xladdin.forms.package.archive import Archive
    from xladdin.submission.seal import item
    from xladdin.submission.seal.parts import digests

    honest = Archive.read(sent(KARAMAY))
    seal = item.read(honest[item.PART])
    other = Archive.read(ATTACKS["input"].make(sent(KARAMAY)))
    from msgspec.structs import replace as with_fields

    manifest = with_fields(seal.manifest, parts=digests(other))
    forged = item.Seal(manifest, seal.model, seal.key, KEYS[KARAMAY].sign(manifest.statement()))
    path = office.put("a.xlsx", other.replaced({item.PART: item.written(forged)}).to_bytes())
    (file,) = office.receive(path).files
    assert (file["state"], file["verify"]) == ("拒收", "valid")
    assert "单元格与封签中的内容不一致" in file["reason"]


def test_progress_is_for_terminals(office: Office, tmp_path: Path) -> None:
    office.put("a.xlsx", sent(KARAMAY))
    ran = office.run("receive", office.inbox, "--ledger", office.ledger)
    assert ran.err == ""
