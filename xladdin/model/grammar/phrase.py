"""One number among signs, unit and words: ``≥95%（含）``, ``(%) 90``, ``达到95%以上``, ``实施改造项目37个。``.

A number with words around it is taken only when it is the one number of the text, its unit is known, and no word says
that it is something else: an approximation (200余人), a part (每村20人), a difference (缺20人), a plan. What is refused
comes back as a Chinese reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from xladdin.model.grammar.decimals import plain_decimal
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.unit import Unit, longest_unit, read_unit
from xladdin.model.grammar.unit_table import COUNTERS, PREFIXES
from xladdin.patterns import pattern

#: Operators in words, in front of a number.
_IN_FRONT = {
    "≥": "不少于 不低于 不小于 不得少于 不得低于 不得小于 不能少于 不能低于 大于等于 大于或等于 高于等于 高于或等于 至少 最少 最低",
    "≤": "不超过 不高于 不多于 不大于 不得超过 不得高于 不得多于 不得大于 不能超过 不能高于 小于等于 小于或等于 低于等于 低于或等于 至多 最多 最高",
    ">": "大于 高于 多于 超过 超",
    "<": "小于 低于 少于",
    "=": "等于",
}
SIGN_WORDS = sorted(
    ((word, sign) for sign, words in _IN_FRONT.items() for word in words.split()), key=lambda pair: -len(pair[0])
)
_SIGN_OF = dict(SIGN_WORDS)
_BEHIND = pattern(r"(?:\(含\))?(及以上|或以上|以上|及以下|或以下|以下|以内|之内|内)?(?:\((?:含|含本数)\))?")
_SIGNS = "≥≤<>="

#: Verbs that lead to a level, not to a change of it; the second kind makes a level without a sign an upper bound.
_LEVEL = pattern(r"(?:(?:提高|提升|增加|增长|上升|升|增)(?:到|至)|达到|达|为|是|:)$")
_CEILING = pattern(r"(?:控制(?:在|到)|(?:降低|下降|降|减少|压减|压缩|缩短|减)(?:到|至))$")
_CHANGE = pattern(r"(?:(提高|提升|增长|增加|上升|升高)|(下降|降低|减少|缩短|压减))(?:幅度|率|幅|了)?:?$")

#: Words that make a number something other than the whole of what was done.
_DOUBT = pattern(
    r"[一二三四五六七八九十百千万亿两几半]|不|未|没|尚|缺|欠|还差|相差|扣除|除外|除去|取消|撤|退|提高|提升|增长|增加|增幅|上升|升高|下降|降|减|涨|超|较"
    r"|(?<!占)(?<!百分)比(?![例重率])|同期|上年|去年|往年|上期|翻|左右|上下|大概|大约|大致|(?<![节合契])约|近(?!年)|接近|第|每|均(?!衡|等)|各(?!类|项|级|种|地)|分别|其中"
    r"|计划|拟|预[计期算估]|应[完达建]|需[要完]|待|目标|剩|其余|其他|原[有计]|折|分之|以[上下内外]|至少|至多|最[多少高低]|(?<!目)(?<!当)前$|中标价?限"
)
#: In front of a number: it is a part, a rest or a gain.
_PART = pattern("含|另|还有|结余|节余|盈余|节约|节省")
_ODD = pattern(r"[%‰≥≤<>=±+*/^~#@&|_]")
_APPROXIMATE = ("多", "余", "来", "几", "许", "左右", "上下", "个左右")
_PUNCTUATION = "()[]\"'“”‘’《》:;,.。、!！-"

#: Units before which words change the meaning of the number: 5年级, 6月份, 3期刊, 8点半.
_WORD_STARTS = frozenset("年 月 日 天 周 季度 分 度 级 点 期 学期 学年 倍 位 市 区 分钟 小时".split())
#: Units of time: 15个工作日内办结 is at most 15, while 37个内设机构 are 37.
SPANS = frozenset("年 月 个月 日 天 周 星期 季度 小时 h 分钟 min 秒 工作日 个工作日 学期 学年".split())
_TIMES = sorted(
    ((name, times) for name, times in PREFIXES.items() if name not in "十百"), key=lambda pair: -len(pair[0])
)
_TIMES_NAME = {times: name for name, times in _TIMES}
_NUMBER = pattern(r"\d+(?:[.,]\d+)*", re.ASCII)
_INCLUDED = pattern(r"\((?:含|包括|包含)(\d[\d.,]*)[^\d()]{0,8}\)", re.ASCII)
_BETWEEN = pattern(r"(.*?)(-{1,2}|~|至|到|±|\+/?-)$", re.DOTALL)
_BRACKETS = str.maketrans("[{【〔﹝〖", "((((((") | str.maketrans("]}】〕﹞〗", "))))))")

SEVERAL = "文字中有多个数值，看不出哪一个是"


class Phrase(msgspec.Struct, frozen=True):
    """What stands around the number.

    value, second  the number; the second of a range or behind ±
    link     ``-`` for a range, ``±``, empty for one number
    sign     ≥ ≤ > < =, empty where none is written
    minus    ``-`` or ``+`` in front of the number itself
    unit     the unit as said, None without one; ``times`` a bare 万 or 亿, else 1
    ceiling  the words make an unsigned level an upper bound (控制在 20 万元)
    change   +1 or −1: the number says by how much something rose or fell; ``period`` is 环比 and the like, unusable
    wordy    there are words beside sign, number and unit
    """

    value: Decimal
    second: Decimal | None = None
    link: str = ""
    sign: str = ""
    minus: str = ""
    unit: Unit | None = None
    times: int = 1
    ceiling: bool = False
    change: int = 0
    period: bool = False
    wordy: bool = False
    said: str = ""


def read_phrase(text: str, own: Unit | None = None) -> Phrase | str | None:
    """Read folded ``text`` of at most a few hundred characters: a Phrase, a reason for refusing, None without a number.

    ``own`` is the unit of the row: it is recognised also where only its unit column knows it.
    """
    text = _plain(text)
    tokens = [token for token in _NUMBER.finditer(text) if not _is_power(text, token)]
    if not tokens:
        return None
    if len(tokens) == 1:
        return _one(text, tokens[0], own)
    if len(tokens) == 2:
        return _two(text, tokens[0], tokens[1], own)
    return f"{SEVERAL}这一项的数值"


def _plain(text: str) -> str:
    text = text.translate(_BRACKETS).strip("'\"“”‘’").rstrip("。;,、!")
    text = re.sub(r"百分之(?=\d)(\d+(?:\.\d+)?)", r"\1%", text).replace("百分之百", "100%")
    for found in _INCLUDED.finditer(text):  # 90%以上(含90%)
        if found[1] in _NUMBER.findall(text[: found.start()]):
            text = text.replace(found[0], "(含)", 1)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    return text


def _is_power(text: str, token: re.Match[str]) -> bool:
    """The 2 or 3 of m2, km2, m3: the only figures inside a unit."""
    return token[0] in "23" and token.start() > 0 and text[token.start() - 1] in "mM"


def _number(token: re.Match[str]) -> Decimal | str:
    value = plain_decimal(token[0])
    if value is not None:
        return value
    return f"逗号的位置不对：“{token[0]}”" if "," in token[0] else "数值超出可处理的范围或写法不完整"


def _behind(text: str, own: Unit | None) -> tuple[Unit | None, str, int, str]:
    """Unit, its text, bare 万, and the rest of what stands behind a number."""
    if own is not None and (said := fold(own.printed)) and text.startswith(said) and read_unit(said) is None:
        return own, said, 1, text[len(said) :]
    if text.startswith("(") and ")" in text:
        inside = text[1 : text.index(")")]
        unit = read_unit(inside)
        if unit is not None:
            return unit, inside, 1, text[text.index(")") + 1 :]
    unit, rest = longest_unit(text)
    if unit is not None and rest[:1].isascii() and rest[:1].isalnum() and text[len(text) - len(rest) - 1].isascii():
        unit, rest = None, text  # 5mol is no 5 m
    if unit is not None:
        again = read_unit(rest[1:-1]) if rest.startswith("(") and rest.endswith(")") else None
        if again is not None and again.comparable(unit) and again.factor == unit.factor:
            rest = ""
        return unit, text[: len(text) - len(rest)], 1, rest
    for name, times in _TIMES:
        if text.startswith(name):
            return None, "", times, text[len(name) :]
    return None, "", 1, text


def _peel(before: str) -> Iterator[tuple[str, str]]:
    """The signs in front of a number from the right, as (sign, what is left); words and brackets alike."""
    while before:
        inner = before[before.rindex("(") + 1 : -1] if before.endswith(")") and "(" in before else ""
        if before[-1] in _SIGNS:
            sign, before = before[-1], before[:-1]
        elif inner and (inner in _SIGNS or inner in _SIGN_OF):
            sign, before = _SIGN_OF.get(inner, inner), before[: before.rindex("(")]
        else:
            word = next((word for word, _ in SIGN_WORDS if before.endswith(word)), None)
            if word is None:
                return
            sign, before = _SIGN_OF[word], before[: -len(word)]
        yield sign, before


def _one(text: str, token: re.Match[str], own: Unit | None) -> Phrase | str:
    value = _number(token)
    if isinstance(value, str):
        return value
    before, after = text[: token.start()], text[token.end() :]
    minus = before[-1:] if before[-1:] in ("-", "+") else ""
    before = before[: -1 if minus else None]
    if before[-1:] in (".", ",", "-", "+") or (
        minus and before and before[-1] not in _SIGNS and not before.endswith(")")
    ):
        return "无法识别其中的数值"
    unit, said, times, rest = _behind(after, own)
    if before.endswith("¥"):
        before = before[:-1]
        if unit is None:
            unit = read_unit(f"{_TIMES_NAME.get(times, '')}元")
            said, times = "元", 1
    peeled = list(_peel(before))
    signs, words = "".join(sign for sign, _ in peeled), peeled[-1][1] if peeled else before
    if len(signs) > 1:
        return "有两个比较符号"
    end = _BEHIND.match(rest)
    suffix = end[1] if end is not None else None
    if suffix == "内" and rest[1:] and (unit is None or unit.printed not in SPANS):
        suffix = None  # 37个内设机构
    elif end is not None:
        rest = rest[end.end() :]
    behind = "" if not suffix else ("≥" if "上" in suffix else "≤")
    if signs and behind and signs != behind:
        return "有两个不同的比较符号"
    lead = read_unit(words[1 : words.index(")")]) if words.startswith("(") and ")" in words else None
    if lead is not None:
        if unit is not None and not unit.comparable(lead):
            return f"前后写了两个单位：“{lead.printed}”和“{unit.printed}”"
        unit, said, words = unit or lead, said or lead.printed, words[words.index(")") + 1 :]
    change = _CHANGE.search(words) if not _LEVEL.search(words) and not _CEILING.search(words) else None
    ceiling = False
    while (found := _CEILING.search(words) or _LEVEL.search(words)) is not None:
        ceiling = ceiling or _CEILING.search(words) is not None
        words = words[: found.start()]
    phrase = Phrase(
        value=value,
        sign=signs or behind,
        minus=minus,
        unit=unit,
        times=times,
        ceiling=ceiling,
        wordy=bool(words.strip(_PUNCTUATION) or rest.strip(_PUNCTUATION)),
        said=said,
    )
    if change is not None:
        return _changed(phrase, change, words[: change.start()], rest)
    return _with_words(phrase, words, rest, unit is not None)


def _changed(phrase: Phrase, change: re.Match[str], words: str, rest: str) -> Phrase | str:
    """A rise or fall by the number: 较上年提高3个百分点. Words behind it make it unclear."""
    if rest.strip(_PUNCTUATION) or _ODD.search(words) or phrase.minus:
        return "看不出变化了多少"
    unusable = re.search("环比|上月|上季|上期|年均|以来|累计|翻|每", words) is not None
    direction = 1 if change[1] else -1
    return msgspec.structs.replace(phrase, change=direction, period=unusable, wordy=True)


def _with_words(phrase: Phrase, words: str, rest: str, known: bool) -> Phrase | str:
    if not phrase.wordy:
        if _ODD.search(words) or _ODD.search(rest):
            return "无法识别其中的数值"
        return phrase if not rest.strip(")") and not words.strip("(") else _untidy(words, rest)
    if not known:
        unknown = rest.strip(_PUNCTUATION) or words.strip(_PUNCTUATION)
        return f"不认识的单位或文字“{unknown[:20]}”"
    if rest and phrase.unit is not None and not _may_follow(rest, phrase.unit):
        return f"写了两个单位：“{phrase.said}”和“{rest}”"
    if rest.startswith(_APPROXIMATE):
        return "不是确切的数值"
    if words[-1:].isascii() and words[-1:].isalnum():
        return "无法识别其中的数值"
    if rest.strip(_PUNCTUATION) and not phrase.sign and phrase.unit is not None and phrase.unit.printed in _WORD_STARTS:
        return f"看不出“{phrase.unit.printed}”是不是单位"
    doubt = _DOUBT.search(words.rstrip(_PUNCTUATION)) or _PART.search(words) or _DOUBT.search(rest)
    if doubt is not None:
        return f"“{doubt[0]}”使这个数值不明确"
    if _ODD.search(words) or _ODD.search(rest):
        return "无法识别其中的数值"
    return phrase


def _may_follow(rest: str, unit: Unit) -> bool:
    """Whether words that are a unit too may be what is counted: 5个乡镇, but not 20%个 nor 5个公里."""
    second = read_unit(rest)
    return second is None or (not unit.is_share and second.dimensions[0][0] in COUNTERS)


def _untidy(words: str, rest: str) -> str:
    return f"不认识的单位或文字“{(words + rest)[:20]}”"


def _two(text: str, first: re.Match[str], second: re.Match[str], own: Unit | None) -> Phrase | str:
    """Two numbers are a range (3-5个, 80%至90%) or a number with its spread (20±2), and nothing else."""
    between = _BETWEEN.match(text[first.end() : second.start()])
    if between is None:
        return f"{SEVERAL}这一项的数值"
    low, high = _number(first), _number(second)
    if isinstance(low, str) or isinstance(high, str):
        return "区间的两端无法识别或次序颠倒"
    unit, said, times, rest = _behind(text[second.end() :], own)
    if text[: first.start()] or rest not in ("", "之间"):
        return f"{SEVERAL}这一项的数值"
    if between[1] and between[1] != text[second.end() : len(text) - len(rest)]:
        return "区间两端的单位不同"
    link = "-" if between[2] in ("-", "--", "~", "至", "到") else "±"
    return Phrase(value=low, second=high, link=link, unit=unit, times=times, said=said)
