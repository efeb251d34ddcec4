"""``xladdin approve``: two steps, two persons, neither of them the filler; until then the computed score counts."""

from __future__ import annotations

import sqlite3

import pytest
from msgspec.structs import replace

from tests.receiving.conftest import KARAMAY, KEYS, TURPAN, Office, changed, sent, submission


@pytest.fixture
def turpan(office: Office) -> Office:
    office.receive(office.put("a.xlsx", sent(TURPAN)))
    return office


def _approve(office: Office, *options: str, code: int = 0) -> str:
    ran = office.run("approve", office.ledger, "吐鲁番", "矿山", *options)
    assert ran.code == code, ran.err
    return ran.out + ran.err


def test_both_steps_make_the_adjustments_count(turpan: Office) -> None:
    (before,) = turpan.entries()
    _approve(turpan, "--all", "--by", "甲")
    assert turpan.entries()[0]["score"] == before["score"]
    said = _approve(turpan, "--all", "--by", "乙")
    assert "现在 得分 88.8 良" in said
    (after,) = turpan.entries()
    assert (after["score"], after["grade"], after["pending_adjustments"]) == ("88.8", "良", [])
    with sqlite3.connect(turpan.ledger) as ledger:
        rows = ledger.execute("SELECT DISTINCT step, by, decision FROM approval ORDER BY id").fetchall()
    assert rows == [("主管部门", "甲", "批准"), ("财政", "乙", "批准")]


def test_one_row_may_be_rejected_and_approved_later(turpan: Office) -> None:
    _approve(turpan, "--all", "--by", "甲")
    _approve(turpan, "--all", "--by", "乙")
    _approve(turpan, "--adjustment", "q05", "--reject", "佐证不足", "--by", "丙", "--as", "主管部门")
    assert turpan.entries()[0]["pending_adjustments"] == ["q05"]
    _approve(turpan, "--adjustment", "q05", "--by", "甲")
    _approve(turpan, "--adjustment", "q05", "--by", "乙")
    assert turpan.entries()[0]["score"] == "88.8"


def test_an_approval_holds_as_long_as_the_row_says_the_same(turpan: Office) -> None:
    for by in ("甲", "乙"):
        _approve(turpan, "--all", "--by", by)
    project = changed(TURPAN, 2)
    rows = tuple(replace(row, actual="1") if row.key == "q05" else row for row in project.indicators)
    turpan.receive(turpan.put("2.xlsx", submission(replace(project, indicators=rows, declared=None), KEYS[TURPAN])))
    assert turpan.entries()[0]["pending_adjustments"] == ["q05"]


def test_the_whole_is_approved_and_sent_back(turpan: Office) -> None:
    _approve(turpan, "--by", "甲")
    assert not turpan.entries()[0]["approved"]
    _approve(turpan, "--by", "乙")
    assert turpan.entries()[0]["approved"]
    assert "两步都已批准过" in _approve(turpan, "--by", "丙", code=3)
    _approve(turpan, "--reject", "资金数与拨付文件不符", "--by", "乙")
    (entry,) = turpan.entries()
    assert (entry["state"], entry["approved"]) == ("退回", False)
    assert "没有可以批准的报送件" in _approve(turpan, "--by", "甲", code=3)


def test_one_person_cannot_do_both_steps_nor_approve_the_own_table(office: Office) -> None:
    people = replace(changed(KARAMAY).signatures, filler="填表人")
    office.receive(office.put("a.xlsx", submission(changed(KARAMAY, signatures=people), KEYS[KARAMAY])))
    words = ("approve", office.ledger, "克拉玛依", "矿山")
    assert "（approve-own）" in office.run(*words, "--by", "填表人").err
    assert office.run(*words, "--by", "甲").code == 0
    assert "（approve-same-person）" in office.run(*words, "--by", "甲").err


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--by", "甲", "--adjustment", "q99"), 2, "没有标识为“q99”的评分调整。这份报送件提出调整的有：q05"),
        (("--by", "甲", "--as", "财政"), 3, "（approve-order）"),
        (("--all",), 2, "请用 --by 写明"),
        (("--by", "甲", "--reject", " "), 2, "要写明理由"),
    ],
)
def test_slips_are_told(turpan: Office, options: tuple[str, ...], code: int, said: str) -> None:
    assert said in _approve(turpan, *options, code=code)


def test_who_is_meant_must_be_clear(turpan: Office) -> None:
    unknown = turpan.run("approve", turpan.ledger, "鄯善县", "矿山", "--by", "甲")
    assert (unknown.code, "（matter-unknown）" in unknown.err, "吐鲁番市自然资源局" in unknown.err) == (3, True, True)
    turpan.receive(turpan.put("b.xlsx", sent(KARAMAY)))
    several = turpan.run("approve", turpan.ledger, "自然资源局", "矿山", "--by", "甲")
    assert (several.code, "（matter-several）" in several.err) == (2, True)
    assert turpan.run("approve", turpan.folder / "无.db", "甲", "乙", "--by", "甲").code == 3
