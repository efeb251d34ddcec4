"""The catalogue of checks as a document: ``python -m xladdin.checks.catalogue docs/checks.md`` writes it.

Everything in it comes from the check modules and the rule profile, so it cannot say anything else than the program
does. The page is whole before the file is touched: a check without its words leaves the old page as it is.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from xladdin.checks.check import Check
from xladdin.checks.finding import REASONED_TITLE, SEVERITIES, SEVERITY_TITLES
from xladdin.checks.registry import CHECKS
from xladdin.checks.texts.name_matching import MISPRINTS
from xladdin.disk.writing import replace
from xladdin.model.grammar.decimals import plain_text
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Parameter, Profile

#: Points of review that one workbook cannot decide, and why. C13, C24 and C37 come with the audit of reports.
ELSEWHERE: dict[str, tuple[str, str]] = {
    "C13": ("文字与表格不一致", "需要报告正文"),
    "C22": ("汇总数等于下级之和或加权平均", "需要各下级的自评数据：xladdin rollup --against 汇总表.xlsx"),
    "C24": ("指标列错了清单（未完成、超额完成）", "需要报告正文"),
    "C30": ("项目重复填报", "需要同级的其他项目：xladdin receive"),
    "C33": ("同一份资金文件被几个项目全额填报", "需要同级的其他项目：xladdin receive、rollup（确认后只计一次）"),
    "C37": ("文字漏写表中的指标", "需要报告正文"),
}

#: Parameters of the scoring rules that checks use as well.
SHARED = ("reason_above", "reason_below", "sum_tolerance", "rate_tolerance", "rate_places", "level_places")

_HEAD = f"""<!-- 由 python -m xladdin.checks.catalogue docs/checks.md 生成，请勿手工修改 -->
# 校验目录

级别：{SEVERITY_TITLES["error"]}——不可能为真，阻止导出；{SEVERITY_TITLES["warning"]}——须改正或在该行说明原因，写了原因即转为“{REASONED_TITLE}”，
仍保留并随报送件导出；{SEVERITY_TITLES["hint"]}——供参考。空格只报一次，由它引起的其他问题不再重复。
每项检查都记录核对了多少处；没有核对的写明原因。
由下达的目标生成的工作簿中，指标、指标值、权重和赋分规则已锁定：这些格的改法一律是请下达目标的主管部门更正后重新下发。
"""


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        cells = [cell.replace("|", "｜") for cell in row]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _overview() -> Iterator[tuple[str, ...]]:
    for check in CHECKS:
        titles = "、".join(SEVERITY_TITLES[severity] for severity in check.severities)
        yield check.id, check.title, titles, check.applies_to, check.basis


def _messages(check: Check) -> Iterator[tuple[str, ...]]:
    for severity in SEVERITIES:
        for message in check.messages.values():
            if message.severity == severity:
                yield SEVERITY_TITLES[severity], _plain(message.text), _plain(message.remedy)


#: Placeholders of the messages, as a reader knows them.
PLACEHOLDERS = {
    "state": "没有填写或不在列表中",
    "kinds": "可选的类型",
    "found": "现值",
    "expected": "应为",
    "difference": "差额",
    "name": "指标",
    "other": "另一指标",
    "after": "后一节点",
    "before": "前一节点",
    "names": "各指标",
    "parts": "各分项",
    "quantity": "数量指标",
    "source": "资金来源",
    "what": "栏目",
    "title": "栏目",
    "column": "栏目",
    "less": "较小的一项",
    "more": "较大的一项",
    "limit": "上限",
    "level": "一级指标",
    "standard": "标准分",
    "rate": "执行率",
    "score": "得分",
    "mend_target": "更正指标值的办法",
    "total": "总分",
    "why": "原因",
    "missing": "缺少的内容",
    "conversion": "换算式",
    "addends": "算式",
    "division": "算式",
    "sum": "算式",
    "targets": "算式",
    "target": "指标值",
    "unit": "单位",
    "figure": "文字中的数",
    "said": "原文",
    "count": "个数",
    "times": "处数",
    "rows": "总行数",
    "looked": "总行数",
    "places": "位数",
    "executed": "执行数",
    "start": "开始年度",
    "year": "自评年度",
    "last": "结束年度",
    "years": "年数",
}


def _plain(template: str) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: f"〈{PLACEHOLDERS[match[1]]}〉", template)


def _limits(profile: Profile) -> Iterator[tuple[str, ...]]:
    parameters: list[Parameter] = [profile.parameters[key] for key in SHARED] + list(profile.checks.values())
    for one in parameters:
        value = "不启用" if one.value is None else plain_text(one.value)
        yield one.key, one.title, value, one.unit, one.source, "是" if one.verified else "否"


def lines() -> Iterator[str]:
    """The document, line by line."""
    profile = profiles.load(profiles.DEFAULT)
    yield _HEAD
    yield from _table(("编号", "名称", "级别", "适用于", "依据"), _overview())
    yield "## 说明与改法\n"
    for check in CHECKS:
        yield f"### {check.id} {check.title}\n"
        if not any(message.explained for message in check.messages.values()):
            yield "写原因不能代替改正。\n"
        yield from _table(("级别", "说明", "怎样改"), _messages(check))
    yield f"## 界限（评分规则 {profile.id}）\n"
    yield from _table(("参数", "含义", "值", "单位", "出处", "已核对原文"), _limits(profile))
    yield "## 名称对照\n"
    yield "名称相同与否按折叠后的写法判断：全角与半角、括号写法、空格和括号中的单位不计。下列错漏字按对照认作同一名称：\n"
    yield from _table(("写法", "应为"), iter(MISPRINTS.items()))
    yield "## 一份工作簿不能判定的要点\n"
    yield from _table(("编号", "要点", "原因"), ((rule, *texts) for rule, texts in ELSEWHERE.items()))


def text() -> str:
    return "\n".join(lines()).rstrip("\n") + "\n"


def main(path: Path) -> None:
    """Write the page."""
    replace(path, text().encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
