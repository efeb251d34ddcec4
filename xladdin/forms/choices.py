"""Words of our own that stand in forms: what drop-downs offer, and what pictures are called."""

from __future__ import annotations

from xladdin.forms.definition import Picture
from xladdin.model.adjustment import ADJUSTMENT_KINDS
from xladdin.model.funds import MONEY_UNITS, SOURCE_TITLES
from xladdin.model.indicator import BASES, EVIDENCE
from xladdin.model.report_matter import DOCUMENT_KINDS, OVERSIGHT
from xladdin.rules.row.scoring_rule import ScoringRule

#: Picture → its title.
PICTURES: dict[Picture, str] = {
    "levels": "各级指标得分与标准分",
    "completion": "各项指标完成率（按序号）",
    "money": "资金预算、到位与执行（万元）",
}

#: Drop-down lists. What is printed in a form but not here may still be typed: the lists warn, they do not forbid.
LISTS: dict[str, tuple[str, ...]] = {
    "money_unit": MONEY_UNITS,
    "basis": BASES,
    "scoring_rule": tuple(rule.value for rule in ScoringRule),
    "evidence": EVIDENCE,
    "tier": tuple("100 95 90 85 80 75 70 65 60 50 40 30 20 10 0".split()),
    "adjustment_kind": ADJUSTMENT_KINDS,
    "document_kind": DOCUMENT_KINDS,
    "money_source": tuple(title for source, title in SOURCE_TITLES.items() if source != "total"),
    "oversight": OVERSIGHT,
}
