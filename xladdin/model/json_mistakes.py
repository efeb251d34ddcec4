"""What the decoder of JSON finds wrong, in Chinese."""

from __future__ import annotations

from xladdin.patterns import pattern

_TYPES = {"str": "文字", "int": "整数", "decimal": "数值", "array": "列表 […]", "object": "对象 {…}", "bool": "真假值"}
_TYPES |= {"null": "空值 null", "_Constant": "NaN 或 Infinity"}
_TRANSLATIONS = (
    (pattern(r"Object contains unknown field `(.*)`"), "不认识的键“{0}”"),
    (pattern(r"Object missing required field `(.*)`"), "缺少必填的键“{0}”"),
    (pattern(r"Invalid enum value '(.*)'"), "取值“{0}”不在允许的范围内"),
    (pattern(r"Expected `(.*)`, got `(.*)`"), "应为{0}，实际为{1}"),
    (pattern(r"Invalid decimal string"), "不是有效的数值"),
    (pattern(r"Integer value out of range"), "整数过大"),
)


def in_chinese(error: str) -> tuple[str, str]:
    """msgspec's English sentence → (JSON path, Chinese sentence)."""
    text, _, place = error.partition(" - at `")
    place = place.rstrip("`") or "$"
    for english, template in _TRANSLATIONS:
        match = english.match(text)
        if match:
            words = [" 或 ".join(_TYPES.get(w.strip(), w.strip()) for w in g.split("|")) for g in match.groups()]
            return f"{place}.{match[1]}" if "的键" in template else place, template.format(*words)
    return place, f"内容不符合格式（{text}）"
