"""Folding as a formula: full-width figures and signs to plain ones, look-alike signs to one.

Blanks stay, since a blank between two figures makes a number doubtful; whoever cuts the text takes them out. What a
search would take for a wildcard (``*``, ``?``, ``~``) becomes a sign that is none.
"""

from __future__ import annotations

from functools import lru_cache

#: What becomes what, in this order. Formulas nest 64 deep at most.
PAIRS = (
    *((chr(ord("０") + figure), str(figure)) for figure in range(10)),
    *zip("．，％（）＞＜＝／：－＋＊？", ".,%()><=/:-+×¿", strict=True),
    *zip("—–−～〜~≧≦═*?¥[]【】", "---～～～≥≤=×¿￥()()", strict=True),
    (">=", "≥"), ("=>", "≥"), ("<=", "≤"), ("=<", "≤"), ("==", "="),
    ("百分之百", "100%"), ("(含)", ""), ("㎡", "m²"), ("m2", "m²"), ("㎥", "m³"), ("m3", "m³"), ("℃", "°c"), ("µ", "μ"),
)  # fmt: skip


def native_fold(text: str) -> str:
    """Formula: the folded text of cell ``text``."""
    for old, new in PAIRS:
        text = f'SUBSTITUTE({text},"{old}","{new}")'
    return text


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """What ``native_fold`` gives: for the words of the lists in which folded texts are looked up."""
    for old, new in PAIRS:
        text = text.replace(old, new)
    return text
