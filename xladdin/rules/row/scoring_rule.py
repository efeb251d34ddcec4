"""指标赋分规则: the four scoring rules, read from what is printed in table C."""

from __future__ import annotations

from enum import StrEnum

from xladdin.model.grammar.fold import fold


class ScoringRule(StrEnum):
    DIRECT = "直接赋分"
    PROPORTIONAL = "按照完成比例赋分"
    TIER = "按评判等级赋分"
    SATISFACTION = "满意度赋分"


#: Key words by which a printed rule is recognised; the misprint 按评判登记赋分 occurs in published tables.
KEY_WORDS = (
    ("直接", ScoringRule.DIRECT),
    ("等级", ScoringRule.TIER),
    ("登记", ScoringRule.TIER),
    ("满意度", ScoringRule.SATISFACTION),
)


def read_scoring_rule(printed: str) -> ScoringRule:
    """The rule that a printed text names; 按照完成比例赋分 where none is given (a review check asks for it then)."""
    text = fold(printed)
    for word, rule in KEY_WORDS:
        if word in text:
            return rule
    return ScoringRule.PROPORTIONAL


def is_printed_exactly(printed: str) -> bool:
    """Whether the text is one of the four official names (line breaks and blanks aside)."""
    return fold(printed) in {rule.value for rule in ScoringRule}


def native(rule: str, wanted: ScoringRule) -> str:
    """Formula: TRUE when the printed rule in cell ``rule`` reads as ``wanted``, line breaks and blanks aside.

    The first key word decides, as in Python; 满意度 comes last and is only ever asked after the others.
    """
    text = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({rule}," ",""),"　",""),CHAR(10),"")'
    tests = {word: f'ISNUMBER(FIND("{word}",{text}))' for word, _ in KEY_WORDS}
    own = [tests[word] for word, found in KEY_WORDS if found is wanted]
    found = own[0] if len(own) == 1 else f"OR({','.join(own)})"
    return f"AND(NOT({tests['直接']}),{found})" if wanted is ScoringRule.TIER else found
