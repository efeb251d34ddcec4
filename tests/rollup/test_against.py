"""C22: a consolidated table that somebody hands in, against what its members give."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.rollup.small import MINISTRY, row, table
from tests.rollup.test_command import put
from xladdin.checks.finding import Finding
from xladdin.cli.main import main
from xladdin.model.evaluation import Evaluation, Project
from xladdin.model.funds import FundsRow
from xladdin.rollup.against import against, parts_and_wholes
from xladdin.rollup.region import Region, region

MEMBERS = [
    table(
        "1县",
        row("道路（公里）", "≥3", "4"),
        row("合格率（%）", "≥90", "95", key="q2"),
        row("受益人数（万人）", "≥1", "1", key="q3"),
        row("管护期（年）", "≥5", "5", key="q4"),
        budget="200",
        executed="150",
    ),
    table(
        "2县",
        row("道路（公里）", "≥5", "5"),
        row("合格率（%）", "≥90", "90", key="q2"),
        row("受益人数（万人）", "≥2", "2.5", key="q3"),
        row("管护期（年）", "≥5", "5", key="q4"),
        budget="100",
        executed="50",
    ),
]
OURS = region(MEMBERS, MINISTRY, name="市")
#: As a clerk of the city would write it by hand: 93.33 for the mean, people in 人, years as years.
STATED = table(
    "市",
    row("道路（公里）", "≥8", "9"),
    row("合格率（%）", "≥90", "93.33", key="q2"),
    row("受益人数（人）", "≥30000", "35000", key="q3"),
    row("管护期（年）", "≥5", "5", key="q4"),
    budget="300",
    executed="200",
).evaluation


def changed(number: int, **fields: str) -> Evaluation:
    rows = list(STATED.indicators)
    rows[number] = replace(rows[number], **fields)
    return replace(STATED, indicators=tuple(rows))


def found(stated: Evaluation, ours: Region = OURS) -> list[Finding]:
    return against(stated, {}, ours)


def figures(one: Finding) -> tuple[str, str, str, str]:
    return one.cell, one.found, one.expected, one.difference


def test_a_table_that_adds_up_is_in_order_however_its_means_are_rounded() -> None:
    assert found(STATED) == []
    assert found(changed(1, actual="93.3")) == []
    assert found(changed(1, actual="93")) == []


@pytest.mark.parametrize(
    ("stated", "expected", "says"),
    [
        (
            changed(0, actual="9.5"),
            ("indicators[q1].actual", "9.5", "9", "0.5"),
            "“道路”的完成值不等于下级之和（2 个项目）",
        ),
        (changed(0, target="≥3"), ("indicators[q1].target", "3", "8", "-5"), "“道路”的指标值不等于下级之和"),
        (
            changed(1, actual="92.5"),  # the plain average of 95 and 90
            ("indicators[q2].actual", "92.5", "93.3333", "-0.8333"),
            "“合格率”的完成值不等于按全年预算数加权的平均数",
        ),
        (changed(2, actual="3.5"), ("indicators[q3].actual", "3.5", "35000", "-34996.5"), "“受益人数”的完成值"),
        (changed(0, actual=""), ("indicators[q1].actual", "", "9", ""), "没有填或读不成数"),
    ],
)
def test_a_value_that_is_not_what_the_members_give_is_an_error(
    stated: Evaluation, expected: tuple[str, str, str, str], says: str
) -> None:
    (one,) = found(stated)
    assert (one.rule, one.severity, figures(one)) == ("C22", "error", expected)
    assert says in one.message


def test_money_is_held_against_the_sum() -> None:
    money = (FundsRow(source="total", budget=Decimal(300), executed=Decimal("250")),)
    (one,) = found(replace(STATED, funds=money))
    assert figures(one) == ("funds[total].executed", "250", "200", "50")
    assert "年度资金总额的全年执行数不等于 2 个项目之和" in one.message
    near = (FundsRow(source="total", budget=Decimal("300.01"), executed=Decimal(200)),)
    assert found(replace(STATED, funds=near)) == []


def test_indicators_that_only_one_side_has_are_warnings() -> None:
    other = row("桥梁（座）", "≥3", "3", key="q9")
    one, two = found(replace(STATED, indicators=(*STATED.indicators[1:], other)))
    assert (one.severity, one.indicator, two.severity, two.indicator) == ("warning", "桥梁", "warning", "道路")
    assert "1县、2县的表中有" in two.message


def test_a_value_for_what_the_members_cannot_say_is_asked_about() -> None:
    open_one = region([MEMBERS[0], table("2县", row("道路（公里）", "≥5", ""), budget="100")], MINISTRY, name="市")
    stated = replace(STATED, indicators=STATED.indicators[:1], funds=open_one.evaluation.funds)
    one = found(stated, open_one)[0]
    assert (one.severity, one.expected) == ("warning", "待补")
    assert "2县的表中没有能汇总的完成值" in one.message


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    for name in ("turpan-2024", "karamay-2024"):
        put(tmp_path / "收件", f"{name}.xlsx", sample(name))

    def call(*options: object) -> tuple[int, str, str]:
        code = main(["rollup", str(tmp_path / "收件"), "--region", "新疆", *map(str, options)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_our_own_summary_is_in_order_and_a_changed_cell_is_named(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    from tests.issuing.plans import type_in
    from xladdin.forms.read.open_file import open_file

    path = tmp_path / "汇总.xlsx"
    run("-o", path)
    assert [one for one in json.loads(run("--against", path, "--json")[1])["findings"] if one["rule"] == "C22"] == []
    book = open_file(path).book
    assert book is not None
    place = book.places[f"indicators[{book.evaluation.indicators[0].key}].actual"]
    type_in(path, place.sheet, {place.cell: "600"})
    code, _, told = run("--against", path)
    assert code == 1
    assert f"[错误 C22] {place.sheet} {place.cell}：“矿山生态修复面积”的完成值不等于下级之和" in told
    assert "现值 600，应为 592.23，差额 7.77" in told


def test_the_stated_table_may_not_be_one_of_the_members(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    code, _, told = run("--against", tmp_path / "收件" / "turpan-2024.xlsx")
    assert (code, "rollup-against" in told) == (2, True)


def test_a_summary_that_lies_among_the_submissions_is_no_member(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    run("-o", tmp_path / "收件" / "汇总.xlsx")
    _, said, told = run("--json")
    assert len(json.loads(said)["members"]) == 2
    assert "汇总.xlsx：是汇总工作簿" in told


def test_parts_that_add_up_in_the_targets_only_are_found_by_the_catalogue(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    """94.58 + 0.28 + 26.31 + 16.21 + 69.58 = 206.96 is the whole target; 18.69 + 93.74 = 112.43 of 133.44 were reached."""
    (one,) = json.loads(run("--json")[1])["findings"]
    assert (one["rule"], one["severity"], one["indicator"]) == ("C15", "warning", "土地复垦面积")
    assert (one["found"], one["expected"], one["difference"]) == ("133.44", "112.43", "21.01")


@pytest.mark.parametrize(("part", "faults"), [("3", 0), ("6", 1)])
def test_parts_of_which_only_some_are_there_may_be_less_but_not_more(part: str, faults: int) -> None:
    members = [
        table(
            "1县",
            row("土地复垦面积（公顷）", "≥9", "5"),
            row("新增林地面积（公顷）", "≥4", part, key="q2"),
            project=Project(name="矿山", programme="重点生态保护修复治理资金"),
        )
    ]
    assert len(parts_and_wholes(region(members, MINISTRY, name="市"))) == faults
