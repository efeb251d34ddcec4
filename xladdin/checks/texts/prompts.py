"""Prompts of a template that stand where a value should stand, whatever their wording.

A prompt asks (请填写…, 此处说明…), names the cell (the header again, 指标1：), leaves a gap (XX县, ____, ……) or stands in a
bracket that fills the cell. Sentences that only speak of filling in (按时填报报表) are none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from xladdin.model.grammar.fold import fold
from xladdin.patterns import pattern

_OPEN, _CLOSE = r"[（(【\[〔<《]", r"[）)】\]〕>》]"
_FILL = r"填写|填报|填列|填入|录入|输入|简述|概述|描述"

_ASKS = pattern(
    rf"{_OPEN}?(?:请(?:在|您|按|据|根据|如实|简要|简述|概括|详细|具体|逐项|填|选|输|写|说明|描述|概述|注明|列|补|对照|结合|勿)|"
    r"(?:此处|在此|这里|此栏|本栏|该栏|此格|本格|此项)[^，。；]{0,12}(?:填|写|录|输|说明|描述)|"
    r"(?:示例|样例|举例|例如|例|如|注|提示|填写(?:说明|要求|示例|内容)?|填报(?:说明|要求|示例)|填表(?:说明|要求))[：:]|"
    r"(?:示例|样例|填写说明|填报说明|填表说明|填写|填报|输入|选填|必填|可选|待填|待补充?|待完善|待定)$|"
    r"待(?:填|补|完善)|[_＿]{2,}|[*＊]{3,})"
)
_INSTRUCTION = pattern(
    r"(?!按要求|按规定|按时|按期|及时)(?:对照|对应|根据|按照?|依据|结合|参照|围绕|逐项|逐条|分项|分条|据实|如实|简要|概括|详细)"
    r"[^，。；,;]{0,24}(?:填写|填列|填入|录入|描述|概述|简述)[^，。；,;]{0,12}[。.]?$|"
    r"(?:填写|填列|填入|简述|概述|描述|说明)(?:本|该|项目|年度|全年|实际|具体|未完成|未达到|偏差|上年)[^，。；,;]{0,20}$"
)
_BRACKET = pattern(
    rf"{_OPEN}(?!详?见)[^（）()【】\[\]]{{0,40}}(?:{_FILL}|选填|必填|如有|若有|可另附|说明[^，。；]{{0,12}}(?:情况|原因|理由))"
    rf"[^（）()【】\[\]]{{0,30}}{_CLOSE}[。.]?$"
)
_NUMBER_ONLY = pattern(r"[\u4e00-\u9fff]{0,4}(?:指标|目标|任务|措施|问题)\s?[\d一二三四五六七八九十]{1,2}\s?[：:、.]?$")
_LABEL = pattern(r"(?:年度|总体)?(?:目标|指标|任务)\s?[\d一二三四五六七八九十]{1,2}\s?[：:、.]\s*")
_GAP = pattern(r"(?<![A-Za-z\d])[Xx]{2,}(?![A-Za-z\d])|[×○〇]{2,}|[_＿]{3,}")
_DOTS = pattern(r"[.。…·]{2,}$")
_HEADERS = frozenset(
    {
        "未完成原因和改进措施",
        "未完成原因及改进措施",
        "未完成原因分析和改进措施",
        "偏差原因分析及改进措施",
        "偏差原因分析和改进措施",
        "存在问题和改进措施",
        "存在问题及改进措施",
        "全年实际完成情况",
        "全年实际完成值",
        "实际完成情况",
        "实际完成值",
        "年度指标值",
        "指标值",
        "三级指标",
        "绩效指标",
        "情况说明",
        "预期目标",
        "总体目标",
        "年度总体目标",
        "项目名称",
    }
)


@lru_cache(maxsize=8192)
def is_prompt(text: str) -> bool:
    """Whether the whole cell is what a template says instead of a value."""
    plain = text.strip()
    if not plain:
        return False
    if _NUMBER_ONLY.match(plain) or fold(plain).strip("：:") in _HEADERS or _GAP.search(plain):
        return True
    pieces = [_LABEL.sub("", piece, count=1).strip() for piece in re.split(r"[\n；;]+", plain)]
    labelled = any(_LABEL.match(piece.strip()) for piece in re.split(r"[\n；;]+", plain))
    if labelled and all(not piece or _DOTS.match(piece) or _asks(piece) for piece in pieces):
        return True
    return _asks(plain)


def _asks(text: str) -> bool:
    return any(pattern.match(text) for pattern in (_ASKS, _INSTRUCTION, _BRACKET, _DOTS))
