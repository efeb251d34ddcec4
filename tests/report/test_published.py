"""Both projects' report, figure by figure, against the published ones: theirs where it was right, the right one where not."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.report.conftest import NAMES, report_of
from xladdin.model.report_matter import MINISTRY, PROVINCE, Document, Payment, ReportMatter
from xladdin.report.blocks import MISSING, Paragraph, Picture, Report, Table

_FIGURES = tomllib.loads((Path(__file__).parents[1] / "data" / "published_figures.toml").read_text("utf-8"))
_CASES = [(name, path, figure) for name in NAMES for path, figure in _FIGURES[name].items()]


@pytest.fixture(scope="module")
def figures(both: Report) -> dict[str, set[str]]:
    """Path → how the report prints it, wherever it stands in a sentence."""
    found: dict[str, set[str]] = {}
    for block in both.blocks:
        for piece in block.pieces if isinstance(block, Paragraph) else ():
            if not isinstance(piece, str):
                found.setdefault(piece.path, set()).add(piece.text)
    return found


@cache
def _rows(name: str) -> dict[str, str]:
    return {row.level3: row.key for row in sample(name).indicators}


def _path(name: str, path: str) -> str:
    """``矿山生态修复面积.completion_rate`` → the path with the indicator's key."""
    start = f"{NAMES.index(name) + 1}:"
    title, _, field = path.partition(".")
    rows = [key for level3, key in _rows(name).items() if level3.startswith(f"{title}（")]
    return f"{start}indicators[{rows[0]}].{field}" if rows else f"{start}{path}"


@pytest.mark.parametrize(("name", "path", "figure"), _CASES, ids=[f"{name} {path}" for name, path, _ in _CASES])
def test_the_figure_is_the_published_one_or_the_right_one(
    name: str, path: str, figure: dict[str, str], figures: dict[str, set[str]]
) -> None:
    said = figures[_path(name, path)]
    assert said
    assert said == {figure.get("right", figure["printed"])}


def texts(report: Report, look: str) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Paragraph) and block.look == look]


def test_the_outline_is_the_official_one(both: Report) -> None:
    part = [
        "一、绩效目标分解下达情况", "二、绩效情况分析", "三、偏离绩效目标的原因和下一步改进措施",
        "四、绩效自评结果拟应用和公开情况", "五、其他需要说明的问题",
    ]  # fmt: skip
    assert texts(both, "h1") == part * 2
    assert [text[:4] for text in texts(both, "part")] == ["第一部分", "第二部分"]
    assert [len(block.rows) > 15 for block in both.blocks if isinstance(block, Table)] == [True] * 8
    assert sum(isinstance(block, Picture) for block in both.blocks) == 4


def test_what_is_above_its_target_stands_under_exceeded_and_only_there(both: Report) -> None:
    lines = [block.text for block in both.blocks if isinstance(block, Paragraph)]
    begin = lines.index("1.偏离绩效目标的情况")
    end = lines.index("2.下一步改进措施")
    deviating = lines[begin:end]
    titles = [line for line in deviating if line.startswith("（")]
    assert titles == [
        "（1）未完成的产出指标（8项）",
        "（2）未完成的效益指标（3项）",
        "（3）超额完成的产出指标（4项）",
        "（4）超额完成的效益指标（1项）",
    ]
    place = next(number for number, line in enumerate(deviating) if "土地沙化防治面积" in line)
    assert place > deviating.index("（4）超额完成的效益指标（1项）")


def test_nothing_that_the_workbook_lacks_is_invented(both: Report) -> None:
    assert both.missing > 0
    told = [block.text for block in both.blocks if isinstance(block, Paragraph)][-1]
    assert str(both.missing) in told
    assert MISSING not in told


def test_days_between_notice_payment_and_arrival_are_counted() -> None:
    """Issued 28 May and 6 June; the province passes on after 31 and 22 days, the city after 10 more."""
    report = ReportMatter(
        documents=(
            Document(key="a", kind=MINISTRY, number="财〔2024〕61号", date="2024年5月28日"),
            Document(key="b", kind=PROVINCE, number="新财〔2024〕9号", date="2024年6月6日"),
        ),
        payments=(
            Payment(key="1", sender="省财政厅", receiver="市财政局", source="中央财政资金", date="2024年6月28日"),
            Payment(key="2", sender="省财政厅", receiver="市财政局", source="地方财政资金", date="2024年6月28日", document="新财〔2024〕9号"),
            Payment(key="3", sender="市财政局", receiver="市自然资源局", source="中央财政资金", date="2024年7月8日"),
        ),
    )  # fmt: skip
    said = report_of(replace(sample("turpan-2024"), report=report))
    days = {path: text for path, text in said.claims().items() if ".days" in path}
    assert days == {
        "1:report.payments[1].days": "31天",
        "1:report.payments[2].days": "22天",
        "1:report.payments[3].days": "41天",
        "1:report.payments[3].days_held": "10天",
    }
