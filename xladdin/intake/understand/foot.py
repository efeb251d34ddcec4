"""The foot of a table (填报人, 电话, 负责人 …): one line of labels and values, in one cell, several, or a paragraph."""

from __future__ import annotations

import re

from xladdin.intake.understand.words import FOOT

_FIELDS = {word: field for field, words in FOOT for word in words.split()}
_WORDS = "|".join(r"\s*".join(word) for word in sorted(_FIELDS, key=len, reverse=True))
_LABEL = re.compile(rf"(?P<label>{_WORDS})\s*(?:[（(]\s*(?:签字|签名|签章|盖章|公章)\s*[)）])?\s*(?P<colon>[:：])?")
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
#: What a form prints where nothing was filled in.
_EMPTY = re.compile(
    r"[（(]\s*(?:单位|部门)?\s*(?:盖章|公章|签字|签名|签章)(?:处|栏)?\s*[)）]|(?<!\d)\s*年\s*月\s*日|_{2,}|＿{2,}|—{3,}"
)
_LONGEST = 60
_GAP = "  "


def foot_fields(texts: list[str]) -> dict[str, str] | None:
    """Field of ``Signatures`` (and ``unit_name``) → value; None where the cells are no foot.

    A name that stands beside a label without a field (审核人, 联系人) belongs to nobody in the model and is not kept.
    """
    texts = [" ".join(text.split()) for text in texts if text.strip()]
    first = _LABEL.match(texts[0]) if texts else None
    if first is None or not (first["colon"] or first.end() == len(texts[0])):
        return None
    found: dict[str, str] = {}
    line = _GAP.join(texts)
    labels = [match for match in _LABEL.finditer(line) if match["colon"] or _is_whole_cell(line, match)]
    ends = [match.start() for match in labels[1:]] + [len(line)]
    for match, end in zip(labels, ends, strict=True):
        value = _EMPTY.sub("", line[match.end() : end]).strip(" \u3000_；;，,")
        if len(value) > _LONGEST:
            return None
        field = _FIELDS["".join(match["label"].split())]
        date = _DATE.search(value)
        if date is not None and field != "date":
            found.setdefault("date", "".join(date[0].split()))
            value = value.replace(date[0], "").strip()
        if field and value:
            found.setdefault(field, "".join(value.split()) if field == "date" else value)
    return found


def _is_whole_cell(line: str, match: re.Match[str]) -> bool:
    before, behind = line[: match.start()], line[match.end() :]
    return (not before or before.endswith(_GAP)) and (not behind or behind.startswith(_GAP) or match[0].endswith(_GAP))
