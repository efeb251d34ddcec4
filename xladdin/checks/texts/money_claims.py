"""What a text claims about spending: a rate (预算执行率100%), or that all is paid (资金已全部支付)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xladdin.checks.texts.declared_rate import DeclaredRate
from xladdin.model.grammar.fold import fold
from xladdin.patterns import pattern

_RATE = pattern(
    r"(?:(?:预算|资金|经费|支出)[^率，。；]{0,6}(?:执行|支付|支出)|执行)(?:进度|率)(?:已|均)?(?:达到|达|为|是|完成|实现|:)?(\d{1,3}(?:\.(\d+))?)%"
)
_ALL = pattern(
    r"(?:资金|款项|经费|预算|补助|补贴)[^，。；]{0,10}?(?:(?:已|均)?(?:全部|全额|悉数)(?:已|均)?|已(?:100%|百分之百))"
    r"(?:支付|支出|使用|用于|执行|拨付|兑付|发放|兑现)(?:完毕|完成|到位|到账|完)?"
)
#: What makes a statement no claim about this year's spending.
_NOT = pattern(r"未|尚|待|将|拟|计划|确保|争取|预计|要求|应|需|后$")
_SOURCES = {
    "中央": "central",
    "地方": "local",
    "省级": "local",
    "自治区": "local",
    "县级": "local",
    "配套": "local",
    "上年结转": "carryover",
}
_SENTENCE = pattern(r"[^。；;\n]+")
_AMOUNT = pattern(
    r"(?:实际|全年|累计|已|共)+(?:支出|支付|执行|使用)(?:项目|财政|专项|预算)?(?:资金|经费|金额)?(?:共计|合计|总计|达|为|了)?"
    r"(\d+(?:\.(\d+))?)(亿元|万元|元)"
)
_IN_WAN = {"亿元": Decimal(10_000), "万元": Decimal(1), "元": Decimal("0.0001")}
_HUNDRED = Decimal(100)


class Claim(NamedTuple):
    """The words, the rate they claim in per cent, and the source of money they name (empty: none)."""

    text: str
    percent: Decimal
    places: int
    source: str
    all_paid: bool

    def rounds(self, percent: Decimal) -> bool:
        return DeclaredRate(self.percent, self.places).rounds(percent)


@lru_cache(maxsize=4096)
def money_claims(text: str) -> tuple[Claim, ...]:
    """One claim a source and rate; that all is paid claims a hundred per cent."""
    found: dict[tuple[str, Decimal], Claim] = {}
    plain = fold(text)
    for sentence in _SENTENCE.findall(plain):
        rates = [(match, True) for match in _RATE.finditer(sentence)]
        for match, rate in (*rates, *((match, False) for match in _ALL.finditer(sentence))):
            clause = sentence[: match.start()].rsplit(",", 1)[-1]
            if _NOT.search(match[0]) or _NOT.search(clause):
                continue
            source = next((one for word, one in _SOURCES.items() if word in clause + match[0]), "")
            percent, places = (Decimal(match[1]), len(match[2] or "")) if rate else (_HUNDRED, 0)
            found.setdefault((source, percent), Claim(match[0], percent, places, source, not rate))
    return tuple(found.values())


class Spent(NamedTuple):
    """The words, and what they say was spent: ``amount`` 万元, said with steps of ``step`` 万元."""

    text: str
    amount: Decimal
    step: Decimal

    def is_about(self, amount: Decimal) -> bool:
        """Whether they say this amount, rounded or cut off."""
        return abs(amount - self.amount) < self.step


@lru_cache(maxsize=4096)
def spent(text: str) -> tuple[Spent, ...]:
    """Every amount that a text says was spent."""
    found = []
    for match in _AMOUNT.finditer(fold(text)):
        unit = _IN_WAN[match[3]]
        found.append(Spent(match[0], Decimal(match[1]) * unit, unit / 10 ** len(match[2] or "")))
    return tuple(found)
