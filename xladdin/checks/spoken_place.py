"""A field in words, for people who have no workbook before them: 第 3 行“植被成活率”的全年实际完成值."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xladdin.checks import show
from xladdin.model.evaluation import HEAD_TITLES
from xladdin.model.funds import SOURCE_TITLES
from xladdin.model.report_matter import LIST_TITLES, TEXT_TITLES
from xladdin.patterns import pattern

if TYPE_CHECKING:
    from xladdin.checks.subject import Subject

_INDICATOR = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "unit": "计量单位",
    "target": "指标值",
    "issued_target": "指标值（分值权重表）",
    "issued_level1": "一级指标（分值权重表）",
    "issued_level2": "二级指标（分值权重表）",
    "issued_level3": "三级指标（分值权重表）",
    "basis": "指标值设置依据",
    "last_year": "上年完成值",
    "weight": "分值权重",
    "scoring_rule": "指标赋分规则",
    "evidence": "佐证资料",
    "actual": "全年实际完成值",
    "tier_percent": "评定等级比例",
    "reason": "未完成原因和改进措施",
    "declared_score": "填报得分",
    "adjustment": "评分调整",
}
_MONEY = {
    "initial": "年初预算数",
    "budget": "全年预算数",
    "arrived": "到位数",
    "executed": "全年执行数",
    "declared_rate": "预算执行率",
}
_MANAGEMENT = {"statement": "情况说明", "problems": "存在问题和改进措施"}
_GOAL_MONEY = {
    "total": "项目总投资",
    "central": "中央资金",
    "local": "地方配套",
    "social": "社会资本",
    "fiscal": "财政拨款",
    "other": "其他资金",
}
_SINGLE = {
    "year": "自评年度",
    "objective": "总体目标",
    "achievement": "全年实际完成情况",
    "remarks": "说明",
    "measures": "下一步改进措施",
    "unit.name": "填报单位",
    "signatures.date": "填报日期",
    "declared.total": "填报总分",
    "declared.grade": "填报等级",
}
_KEYED = pattern(r"([a-z_.]+)\[([^\]]*)\](?:\.([a-z0-9_]+))?")


def spoken(subject: Subject, path: str) -> str:
    """The words; empty for a path that names a cell itself."""
    asks = subject.evaluation.asks
    if path in _SINGLE:
        return asks.title(path, _SINGLE[path])
    head, _, rest = path.partition(".")
    if head == "project":
        return asks.title(rest, HEAD_TITLES.get(rest, "项目信息"))
    match = _KEYED.match(path)
    if head == "goals":
        return _goal(path, match)
    if head == "report":
        return _report(subject, rest, match)
    if match is None or head.startswith("cells["):
        return ""
    table, key, field = match[1], match[2], match[3] or ""
    if table == "indicators":
        return _indicator(subject, key, asks.title(field, _INDICATOR.get(field, "")))
    if table == "funds":
        return f"{SOURCE_TITLES.get(key, key)}的{asks.title(field, _MONEY.get(field, '金额'))}"
    if table == "management":
        return f"{key}的{_MANAGEMENT.get(field, '情况说明')}"
    return f"{key}的填报得分" if table == "declared.levels" else ""


def _indicator(subject: Subject, key: str, title: str) -> str:
    row = subject.by_key.get(key)
    name = show.name(row.indicator.level3).strip() if row is not None else ""
    number = list(subject.by_key).index(key) + 1 if row is not None else 0
    return f"第 {number} 行{f'“{name}”' if name else ''}的{title or '指标'}"


def _report(subject: Subject, rest: str, match: re.Match[str] | None) -> str:
    if match is None:
        return TEXT_TITLES.get(rest, "报告资料")
    name = match[1].removeprefix("report.")
    title, columns = LIST_TITLES[name]
    known = [row.key for row in getattr(subject.evaluation.report, name)]
    number = known.index(match[2]) + 1 if match[2] in known else 0
    return f"{title}第 {number} 行的{columns.get(match[3] or '', '内容')}"


def _goal(path: str, match: re.Match[str] | None) -> str:
    if match is not None:
        return f"第 {int(match[2]) + 1} 行的{_INDICATOR.get(match[3] or '', '指标')}"
    field = path.rpartition(".")[2]
    return {"period": "期间", "objective": "目标", **_GOAL_MONEY, **HEAD_TITLES}.get(field, "目标")
