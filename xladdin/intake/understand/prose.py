"""Declared scores that a report states in its text: 自评得分为88.8分，其中：预算执行6.3分、产出指标44.1分 …，结果为“良”."""

from __future__ import annotations

import re
from decimal import Decimal

from xladdin.intake.document import Document, Paragraph
from xladdin.intake.understand.found import PrintedForm
from xladdin.intake.understand.titles import part_of
from xladdin.model.grammar.decimals import plain_decimal
from xladdin.model.grammar.fold import fold

_TOTAL = re.compile(r"自评(?:综合)?(?:总?得分|总分)(?:为|是|:)?(\d+(?:\.\d+)?)分")
_LEVELS = re.compile(r"(预算执行率?|产出指标|效益指标|满意度指标|成本指标)(?:得分?)?(\d+(?:\.\d+)?)分")
_GRADE = re.compile(r"(?:自评|评价)(?:结果|等级|等次)(?:为|是|:)?[“\"'‘]?([优良中差])")


def declared_scores(document: Document, forms: list[PrintedForm]) -> None:
    """Gives each self-evaluation table what the text of its part states; a part without one gives it to nobody."""
    part = ""
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        part = part_of(block.text) or part
        text = fold(block.text)
        total = _TOTAL.search(text)
        own = [form for form in forms if form.kind in ("transfer", "project") and form.part == part]
        if total is None or len(own) != 1:
            continue
        form = own[0]
        form.total = form.total if form.total is not None else plain_decimal(total[1])
        for level, score in _LEVELS.findall(text[total.end() :]):
            value = plain_decimal(score)
            if isinstance(value, Decimal):
                form.declared_levels.setdefault(level.removesuffix("率"), value)
        grade = _GRADE.search(text, total.end())
        if grade is not None:
            form.heads.setdefault("grade", grade[1])
