"""C28 a unit is named, not left as the form's placeholder (“各地（州、市）”)."""

from __future__ import annotations

from functools import lru_cache

from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject
from xladdin.patterns import pattern

_PLACEHOLDER = pattern(
    r"^各(省|地|市|州|县|区|乡|镇|盟|旗|级|单位|部门|有关|相关)|（(州|市|县|区|盟)、[^）]*）|^(有关|相关)(单位|部门)|[×xX＊*]{2,}"
)
_FIELDS = {
    "fund_user": "资金使用单位",
    "implementing_unit": "具体实施单位",
    "budget_unit": "预算单位",
    "local_department": "地方主管部门",
    "central_department": "中央主管部门",
    "provincial_department": "省级主管部门",
    "provincial_finance": "省级财政部门",
}


def placeholder_units(subject: Subject) -> Cases:
    evaluation = subject.evaluation
    named = [(f"project.{field}", getattr(evaluation.project, field), what) for field, what in _FIELDS.items()]
    for path, text, what in (*named, ("unit.name", evaluation.unit.name, "填报单位")):
        if text.strip():
            if _is_placeholder(text.strip()):
                yield Fault("placeholder", path, text, facts={"what": what})
            else:
                yield PASSED


@lru_cache(maxsize=2048)
def _is_placeholder(name: str) -> bool:
    return _PLACEHOLDER.search(name) is not None


CHECK = Check(
    id="C28",
    title="单位名称具体",
    basis="常见问题：资金使用单位照抄表样“各地（州、市）”",
    applies_to="填写的单位名称",
    messages={
        "placeholder": Message(
            "warning",
            "{what}“{found}”不是具体单位。",
            "要么填写单位全称，要么有多个单位时逐一列出。",
        ),
    },
    function=placeholder_units,
)
