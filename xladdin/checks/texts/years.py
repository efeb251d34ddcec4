"""Years that a text says it is about, as against years it only mentions: periods, comparisons, documents, what was carried over."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from xladdin.model.grammar.fold import fold
from xladdin.patterns import pattern

_YEAR = pattern(r"(?<![\d.])((?:19|20)\d{2})\s?(?:年度?|学年|财年)(?!代|期|份?以[来前]|限|均|龄)")
_PERIOD = pattern(
    r"((?:19|20)\d{2})\s?(?:年度?)?(?:\d{1,2}月)?\s?(?:[-—–－~～至到]|[/、和及])+\s?((?:19|20)\d{2})\s?(?:年|学年|财年)?"
)
_DOCUMENT = pattern(r"[〔\[(（【]\s?(?:19|20)\d{2}\s?年?\s?[〕\])）】]")
#: Before a year: it is compared with, or it is when something began or will end.
_BEFORE = pattern(r"(?:[较比同与于从自截至到由以原]|上年|超过|结转|预计|计划|力争|争取)$")
#: After a year: stock, carry-over, a base, an end, a plan, a name of something that lasts.
_AFTER = pattern(
    r"(?:年末|年底|底|末|初|\d{1,2}月|[一二三四上下]?季度|上半年|下半年|前|之前|以前|以来|起|开始|结转|结余|提前下达|预下达|预拨|存量|基数|基准|同期|相比|水平|不变价|"
    r"清算|尾款|欠款|余款|质保金|遗留|剩余|续建|跨年|版|款|级|届|第|财政部|[^，。；]{0,4}(?:文件|通知|批复|规划))"
)


class Years(NamedTuple):
    """said: years that the text is about; spans: periods (first, last); mentioned: every year in it."""

    said: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    mentioned: frozenset[int]


@lru_cache(maxsize=8192)
def years_of(text: str) -> Years:
    plain = fold(text)
    spans = tuple((int(one[1]), int(one[2])) for one in _PERIOD.finditer(plain))
    rest = _DOCUMENT.sub("", _PERIOD.sub("", plain))
    said = []
    for match in _YEAR.finditer(rest):
        if not _BEFORE.search(rest[: match.start()]) and not _AFTER.match(rest[match.end() :]):
            said.append(int(match[1]))
    mentioned = frozenset(int(one[1]) for one in _YEAR.finditer(rest))
    return Years(tuple(said), spans, mentioned)


def other_year(text: str, year: int) -> int | None:
    """The year that a text is about where it is not ``year``; None where it says ``year``, a period around it, or none."""
    if "20" not in text and "19" not in text and "２" not in text:
        return None
    years = years_of(text)
    if not years.said or year in years.mentioned or any(first <= year <= last for first, last in years.spans):
        return None
    return years.said[0]
