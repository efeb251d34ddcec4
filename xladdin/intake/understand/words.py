"""The words that the official tables print: heads of columns, labels of the head, of money and of the foot.

A word is compared by ``key``: folded, without blanks, line breaks and a closing colon. What provinces print otherwise stands
beside the official word; nothing is compared by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from xladdin.model.grammar.fold import fold

_BRACKETS = re.compile(r"\([^()]*\)")
_BEFORE = re.compile(r"(?:\d{1,2}[.、)]|[一二三四五六七八九十]、)?(?:其中:|其中(?=.))?(?:\d{1,2}[.、)])?")


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """``"全年 预算数\\n（A）："`` → ``"全年预算数(a)"``."""
    return fold(text).casefold().translate(_QUOTES).rstrip(":").removeprefix("*")


_QUOTES = str.maketrans("", "", "“”\"'")


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """``key`` without what stands in brackets (units, letters of columns, remarks), without 其中 and a number before it."""
    return _BEFORE.sub("", _BRACKETS.sub("", key(text)), count=1).rstrip(":")


def _table(words: Mapping[str, str]) -> dict[str, str]:
    return {word.casefold(): field for field, text in words.items() for word in text.split()}


#: Heads of the columns of indicators → field.
COLUMNS = _table(
    {
        "level1": "一级指标 一级",
        "level2": "二级指标 二级",
        "level3": "三级指标 三级 指标名称 绩效指标名称 四级指标 指标内容",
        "operator": "指标性质 运算符号 运算符 计算符号 符号 比较符号 指标方向",
        "target": "指标值 年度指标值 目标值 年度目标值 指标目标值 绩效指标值 预期指标值 计划指标值 年初指标值 预期值 预期目标值"
        " 年初目标值 指标值内容 绩效目标值 实施期指标值 设定目标值",
        "unit": "计量单位 度量单位 单位 指标单位",
        "basis": "指标值设置依据 设置依据 指标值设定依据 指标设置依据",
        "last_year": "上年完成值 上年度完成值 上年实际完成值 上年实际值 上年完成情况",
        "weight": "指标分值权重 分值权重 权重 分值 指标权重 指标分值 权重分值 标准分 分值权重分",
        "rule": "指标赋分规则 赋分规则 评分规则 评分标准 赋分标准 计分规则 评分办法",
        "evidence": "佐证资料 佐证材料 证明材料 指标佐证资料",
        "actual": "全年实际完成值 实际完成值 全年完成值 完成值 实际完成情况 全年实际值 实际值 全年实际完成情况 年度实际完成值"
        " 实际完成指标值 完成情况",
        "score": "得分 自评得分 自评分 实际得分 指标得分 自评分数",
        "reason": "未完成原因和改进措施 未完成原因及改进措施 偏差原因分析及改进措施 偏差原因及改进措施 未完成原因和拟采取的改进措施"
        " 偏差原因分析和改进措施 未完成原因分析及改进措施 未完成原因分析 未完成原因 偏差原因分析 偏差原因 偏离原因分析及改进措施"
        " 未完成原因分析和改进措施 偏差原因分析与改进措施 未完成原因和拟采取改进措施 偏差原因和改进措施",
    }
)

#: Heads of the columns of money → field.
MONEY_COLUMNS = _table(
    {
        "initial": "年初预算数 年初预算 年初预算金额",
        "budget": "全年预算数 预算数 全年预算 调整后预算数 全年预算金额",
        "arrived": "到位数 全年到位数 资金到位数 实际到位数 到位资金",
        "executed": "全年执行数 执行数 全年执行 实际执行数 实际支出数 全年支出数 全年执行金额",
        "weight": "分值 权重 标准分",
        "declared_rate": "预算执行率 执行率 资金执行率",
        "score": "得分 自评得分 自评分",
        "arrival_rate": "到位率 资金到位率",
    }
)
MONEY_NEEDED = frozenset({"budget", "executed"})

#: Rows of money → source.
SOURCES = _table(
    {
        "total": "年度资金总额 资金总额 年度资金合计 合计 年度总金额 总额 资金合计",
        "central": "中央财政资金 中央资金 中央补助资金 中央补助 中央财政补助资金 中央财政拨款",
        "local": "地方财政资金 地方资金 地方配套 地方配套资金 地方财政配套资金 地方财政拨款",
        "fiscal": "当年财政拨款 财政拨款 本年财政拨款 当年财政资金 年度财政拨款 一般公共预算拨款",
        "carryover": "上年结转资金 上年结转 上年结转结余资金 上年结转结余 结转资金",
        "unit": "单位资金 自有资金 单位自有资金",
        "other": "其他资金 其他 社会资本 其它资金",
    }
)

#: Money of the goal tables: label → field.
GOAL_MONEY = _table(
    {
        "total": "项目总投资 总投资 项目资金总额 资金总额 项目总金额 年度资金总额 实施期资金总额 预算总额",
        "central": "中央资金 中央财政资金 中央补助资金 中央补助 中央财政补助资金",
        "local": "地方配套 地方配套资金 地方资金 地方财政资金 地方财政配套资金",
        "social": "社会资本 社会资金 社会投资",
        "fiscal": "财政拨款 当年财政拨款 本年财政拨款",
        "other": "其他资金 其它资金",
    }
)

#: Labels of the head → field.
HEADS = _table(
    {
        "name": "项目名称 转移支付名称 转移支付项目名称 专项名称 转移支付/项目名称",
        "code": "项目编码 项目代码 项目编号",
        "programme": "所属专项 专项资金名称 所属专项资金",
        "central_department": "中央主管部门",
        "provincial_finance": "省级财政部门",
        "provincial_department": "省级主管部门",
        "local_department": "地方主管部门",
        "department": "主管部门 主管部门名称 项目主管部门 主管单位",
        "implementing_unit": "具体实施单位 实施单位 项目实施单位 项目单位",
        "fund_user": "资金使用单位",
        "budget_unit": "预算单位 预算单位名称",
        "unit_name": "填报单位 填表单位 单位名称",
        "unit_code": "单位代码 单位编码 预算单位编码",
        "project_leader": "项目负责人",
        "year": "年度 预算年度 评价年度 自评年度",
        "grade": "自评等级 评价等级 自评结果 自评等次 评价等次 绩效等级",
        "total_score": "自评总分 自评得分 总得分 绩效自评得分",
        "period": "实施期限 项目期限 项目周期 实施周期 项目起止时间",
    }
)

#: Labels of a text beside them.
OBJECTIVES = _table(
    {
        "objective": "项目总体目标 总体目标 年度目标 年度总体目标 绩效总体目标 总体绩效目标 年度绩效目标 实施期目标 项目绩效目标"
        " 预期目标 实施期总体目标"
    }
)
#: Two columns of text: what was aimed at, what was reached.
AIMED = _table(
    {"objective": "总体目标 预期目标 年初设定目标 年初预期目标 年度总体目标 年初目标 目标 年度目标 预期总体目标"}
)
REACHED = _table(
    {"achievement": "全年实际完成情况 实际完成情况 全年完成情况 目标实际完成情况 年度总体目标完成情况 完成情况"}
)
STATED = _table({"statement": "情况说明 说明情况"})
PROBLEMS = _table({"problems": "存在问题和改进措施 存在问题及改进措施 存在的问题和改进措施 存在问题与改进措施"})

#: Merged cells beside groups of rows, which say nothing of their own.
GROUPS = _table(
    {
        "group": "项目资金 资金情况 项目资金情况 资金投入情况 资金管理情况 绩效指标 绩效目标 总体目标完成情况 年度总体目标完成情况"
        " 项目总体目标完成情况 预算执行情况 资金来源 年度总体目标 项目预算 年度绩效指标 其中 预算执行 总体绩效目标完成情况 年度目标完成情况"
        " 项目概况 基本信息 年度资金 预算资金 项目基本情况 投入 资金结构 项目决算 绩效指标完成情况 项目资金投入 预算执行率"
        " 年度绩效目标完成情况 总体目标 绩效目标完成情况 年度目标 项目信息 绩效指标情况"
    }
)

REMARKS = _table({"remarks": "说明 其他需要说明的问题 其他说明 需要说明的问题 其他需说明的问题 备注"})
TOTALS = _table({"total": "总分 合计 总计 总得分 合计得分 得分合计 自评总分 总分合计"})
PART_SUMS = _table({"sum": "小计 分项小计"})

#: Words of the foot → field of ``Signatures``; an empty field is read and not kept.
FOOT = (
    ("filler", "填报人 填表人 填报人员 制表人 经办人"),
    ("phone", "联系电话 电话 手机 联系方式 填报人电话"),
    ("leader", "分管领导 分管负责人 主管领导"),
    ("project_leader", "项目负责人"),
    ("responsible", "单位负责人 部门负责人 单位主要负责人 负责人 单位领导"),
    ("date", "填报日期 填报时间 填表日期 日期"),
    ("unit_name", "填报单位 填表单位"),
    ("", "审核人 复核人 联系人 财务负责人 单位公章 公章 单位盖章 盖章 签字 签章 财政部门审核意见 主管部门审核意见"),
)
