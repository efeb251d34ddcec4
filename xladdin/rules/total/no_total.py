"""Why there is no total: one sentence, the same in Python and on 评分表."""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.model.grammar.decimals import plain_text
from xladdin.rules.profile import Level, Profile
from xladdin.rules.words import UNREAD

_BEGIN, _END, _NEXT = "不出总分：", "。", "；"
_NO_MONEY = "{name}没有预算数或执行数"
_MISSING, _MISSING_END = "表中没有{name}，规则没有说明它的 ", " 分计到哪里"
_UNREAD, _UNREAD_END = "{name}有 ", " 个指标需核对"
_NO_WEIGHT = "{name}没有分值"


def level_reason(level: Level, rows: int, unread: int) -> str:
    """Why a level has no score: no indicators, ``unread`` of them to be checked, or no weights."""
    if level.is_execution:
        return _NO_MONEY.format(name=level.name)
    if not rows:
        return f"{_MISSING.format(name=level.name)}{plain_text(level.points)}{_MISSING_END}"
    if unread:
        return f"{_UNREAD.format(name=level.name)}{unread}{_UNREAD_END}"
    return _NO_WEIGHT.format(name=level.name)


def sentence(reasons: list[str]) -> str:
    """The reasons as one sentence; empty without any."""
    return f"{_BEGIN}{_NEXT.join(reasons)}{_END}" if reasons else ""


def native(
    profile: Profile, levels: str, scores: str, level_scores: Mapping[str, str], standards: Mapping[str, str]
) -> str:
    """The same as a formula; blank while there is a total, or no indicator at all.

    levels, scores   columns of 评分表: the level in which a row is counted, and its score
    level_scores     id of the level → cell of its score; standards = id → cell of its standard in the profile
    """
    pieces = []
    for level in profile.levels:
        name = level.name
        unread = f'COUNTIFS({levels},"{name}",{scores},"{UNREAD}")'
        if level.is_execution:
            reason = f'"{_NEXT}{_NO_MONEY.format(name=name)}"'
        else:
            missing = f'"{_NEXT}{_MISSING.format(name=name)}"&{standards[level.id]}&"{_MISSING_END}"'
            asked = f'"{_NEXT}{_UNREAD.format(name=name)}"&{unread}&"{_UNREAD_END}"'
            weightless = f'"{_NEXT}{_NO_WEIGHT.format(name=name)}"'
            reason = f'IF(COUNTIFS({levels},"{name}")=0,{missing},IF({unread}>0,{asked},{weightless}))'
        pieces.append(f'IF(ISNUMBER({level_scores[level.id]}),"",{reason})')
    reasons = "&".join(pieces)
    every = f"COUNT({','.join(level_scores.values())})={len(level_scores)}"
    nobody = f'SUMPRODUCT(--({levels}<>""))=0'
    return f'IF(OR({every},{nobody}),"","{_BEGIN}"&MID({reasons},{len(_NEXT) + 1},500)&"{_END}")'
