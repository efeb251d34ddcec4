"""The lists on 参数 in which the native reading looks things up: units with their factors, and the words around numbers.

A unit is a word with a *code*, which stands for its dimension, and a *size*, a whole number of the dimension's smallest
unit. Codes are made so that the sum of two of them tells which two they were: what stands behind a slash is compared
by that sum, in whatever order it is written (元/人·月, 元/月·人).
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import lcm
from typing import NamedTuple

from xladdin.model.grammar.phrase import SIGN_WORDS, SPANS
from xladdin.model.grammar.unit_table import (
    ATOMS,
    BEHIND_SLASH,
    NO_UNIT,
    PAIR_HEADS,
    PAIR_TAILS,
    PLACE_OR_TIME,
    PREFIXES,
)
from xladdin.rules.reading.cost_ceiling import CEILING_NAMES, NO_COST_NAMES
from xladdin.rules.reading.native.fold import folded

#: Names of the lists: units with code and size, prefixes with their factor, signs with their meaning.
UNITS, CODES, SIZES = "JX_U_word", "JX_U_code", "JX_U_size"
PREFIX, TIMES = "JX_U_prefix", "JX_U_times"
SIGN, MEANING = "JX_U_sign", "JX_U_meaning"
BEHIND, BOUND = "JX_U_behind", "JX_U_bound"

#: Stands for “nothing behind the slash”.
NOTHING = "1"


class UnitWord(NamedTuple):
    word: str
    code: int
    size: int


def _code(number: int) -> int:
    return number * number * 1000 + number


@cache
def unit_words() -> tuple[UnitWord, ...]:
    """All unit words, as they look when folded; words that only mean a unit behind a slash begin with one."""
    numbers = {dimension: at for at, dimension in enumerate(sorted({dim for dim, _ in ATOMS.values()}), 1)}
    factors: dict[str, list[Fraction]] = {}
    for dimension, factor in (*ATOMS.values(), *BEHIND_SLASH.values()):
        factors.setdefault(dimension, []).append(factor)
    base = {dimension: lcm(*(factor.denominator for factor in all_)) for dimension, all_ in factors.items()}

    def word(name: str, *atoms: tuple[str, Fraction]) -> UnitWord:
        size = Fraction(1)
        for dimension, factor in atoms:
            size *= factor * base[dimension]
        return UnitWord(name, sum(_code(numbers[dimension]) for dimension, _ in atoms), int(size))

    found = {NOTHING: UnitWord(NOTHING, 0, 1)}
    for name, atom in ATOMS.items():
        found.setdefault(folded(name), word(folded(name), atom))
    points = len(numbers) + 1
    for name in ("个百分点", "百分点"):  # a difference of two shares is no share
        found[name] = UnitWord(name, _code(points), 1)
    for name, atom in BEHIND_SLASH.items():
        found[f"/{name}"] = word(f"/{name}", atom)
    for head in PAIR_HEADS:
        for tail in PAIR_TAILS:
            found.setdefault(head + tail, word(head + tail, ATOMS[head], ATOMS[tail]))
    return tuple(found.values())


def code_of(name: str) -> int:
    """The code of a unit word."""
    return next(unit.code for unit in unit_words() if unit.word == name)


def key_of(name: str) -> str:
    """How the key of a plain unit reads."""
    return f"{code_of(name)}/0"


def prefixes() -> tuple[tuple[str, int], ...]:
    """十, 百, 千, 万 … with what they multiply by."""
    return tuple(PREFIXES.items())


#: Words in front of a number that make no comparison: it is simply reached.
_REACHED = (*"提高到 提高至 提升到 提升至 增加到 增加至 增长到 增长至 达到 达 为 是".split(), ":")
#: Words in front that make it an upper bound.
_HELD = ("控制在", "控制到")
#: What stands behind a number and its unit, and says the comparison.
_BEHIND = {
    "≥": ("以上", "及以上", "或以上"),
    "≤": ("以下", "及以下", "或以下", "以内", "之内", "内"),
    "": ("(含本数)",),
}


def signs() -> tuple[tuple[str, str], ...]:
    """What may stand in front of the number of a target: the sign or words, and what they say (“0” for nothing)."""
    plain = tuple((sign, sign) for sign in "≥≤><=")
    words = tuple((word, sign) for word, sign in SIGN_WORDS)
    return (*plain, *words, *((word, "0") for word in _REACHED), *((word, "≤") for word in _HELD))


def behind() -> tuple[tuple[str, str], ...]:
    """What may stand behind the number of a target, and what it says (“0” for nothing)."""
    return tuple((word, sign or "0") for sign, words in _BEHIND.items() for word in words)


#: Signs and words around a number that make it something else than what was reached, or may do so.
_DOUBT = (
    *"一二三四五六七八九十百千万亿两几半不未没尚缺欠减降涨超较比约近第均各含另余于最折剩拟待来许多少内翻每",
    *"%‰≥≤<>=±+×/^～#@&|_¿￥²³①②③④⑤",
    *"还差 相差 扣除 除外 除去 取消 撤 退 提高 提升 增长 增加 增幅 上升 升高 缩短 压缩 同期 上年 去年 往年 上期 左右 上下 大概 大致 接近 分别 其中".split(),
    *"计划 预计 预期 预算 预估 应完 应达 应建 需要 需完 目标 其他 原有 原计 分之 以上 以下 以内 以外 至少 至多 中标限 中标价限 节约 节省 盈 环比 控制".split(),
)  # fmt: skip

#: Units in front of words mean something else: 5年级, 6月份, 3期刊.
_START = "年 月 日 天 周 季度 分 度 级 点 期 学期 学年 倍 位 市 区 分钟 小时".split()

#: Units that may as well be what is counted: 5个乡镇, 12个村.
_COUNTED = ("村", "镇", "乡", "县", "乡镇", "社区", "行政村", "自然村", "站点", "点位")

#: What may stand behind the day on which something was done, or is to be.
_DONE = (
    "完成 完工 竣工 开工 到位 建成 投用 投入使用 支付 拨付 实施 验收 交付 发放 下达 办结 结束 启动 开通 通车 落实 投产 兑付 交工 上线 运行 移交 "
    "完成验收 完成支付 完成拨付 完成发放 完成建设 全部完成 全面完成 全部完工 全部到位 完成招标 完成采购 建成投用 完成任务 竣工验收"
).split()
_UNTIL = ("不晚于", "不迟于", "最迟", "最晚", "截至", "截止", "截止到")
_SINCE = ("于", "已于", "在")


def lists() -> dict[str, tuple[str, ...]]:
    """Defined name → words that are looked for as they are."""
    return {
        "JX_W_doubt": tuple(dict.fromkeys(_DOUBT)),
        "JX_W_start": tuple(_START),
        "JX_W_no_unit": tuple(sorted(NO_UNIT)),  # told from those that are by the case of their letters
        "JX_W_counted": _COUNTED,
        "JX_W_span": tuple(sorted(SPANS)),
        "JX_W_place": tuple(sorted(PLACE_OR_TIME)),
        "JX_W_done": tuple(_DONE),
        "JX_W_until": _UNTIL,
        "JX_W_since": _SINCE,
        "JX_W_no_cost": NO_COST_NAMES,
        "JX_W_ceiling": CEILING_NAMES,
    }
