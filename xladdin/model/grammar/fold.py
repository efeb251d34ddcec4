"""Folding text for comparison: full-width to half-width, look-alike signs to one sign, blanks away.

Folded text is a key for reading and comparing only; what is shown and stored stays as printed (NFKC turns ㎡ into m2).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
#: What NFKC leaves as it is; the full-width forms of = > < % / - ~ it folds itself.
_SIGNS = str.maketrans("≧≦⩾⩽≯≮═—–−〜∼", "≥≤≥≤≤≥=---~~")
_BRACKETS = str.maketrans("〔【[{〕】]}", "(((())))")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """``"≧ 735 人次"`` → ``"≥735人次"``; ``"95％"`` → ``"95%"``; ``"１２.５"`` → ``"12.5"``."""
    text = text.translate(_INVISIBLE).translate(_SIGNS)
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)  # again: a mark may have lost the blank before it
    text = re.sub("==+", "=", text)
    return text.replace(">=", "≥").replace("=>", "≥").replace("<=", "≤").replace("=<", "≤")


@lru_cache(maxsize=8192)
def name_key(text: str) -> str:
    """Key under which two printed names are the same name: folded, brackets and separators alike, lower case."""
    text = fold(text).casefold()
    return text.translate(_BRACKETS).replace("、", ",").replace("。", "")
