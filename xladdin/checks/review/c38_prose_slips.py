"""C38 slips in running text: words said twice, doubled punctuation, open brackets, mixed bracket forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.subject import Subject, row_path
from xladdin.model.report_matter import TEXT_TITLES
from xladdin.patterns import pattern

_TWICE = pattern(
    r"([\u4e00-\u9fff]{2,4})\1|(?<![存实现内外潜自])在在(?!于)|的的(?!确|士)|和和(?!气)|与与|为为|及及|将将|由由|被被"
)
_DOUBLED = pattern(r"[，。；：、,;]{2,}|。\.|\.。")
_BRACKETS = {"（": "）", "(": ")", "〔": "〕", "﹝": "﹞", "【": "】", "《": "》", "“": "”", "「": "」"}
_ANY_BRACKET = pattern("[" + re.escape("".join(_BRACKETS) + "".join(_BRACKETS.values())) + "]")
_FULL_WIDTH = str.maketrans("()", "（）")
_TORTOISE = pattern(r"[〔〕﹝﹞]")


def prose_slips(subject: Subject) -> Cases:
    for path, text in _texts(subject):
        found = name_slips(text) if path.endswith(".level3") else slips(text)
        if not found:
            yield PASSED
        for key, what in found:
            yield Fault(key, path, what)


def _texts(subject: Subject) -> Iterator[tuple[str, str]]:
    evaluation, goals = subject.evaluation, subject.evaluation.goals
    texts = [
        ("objective", evaluation.objective),
        ("achievement", evaluation.achievement),
        ("remarks", evaluation.remarks),
        ("measures", evaluation.measures),
        ("goals.overall.objective", goals.overall.objective if goals.overall is not None else ""),
        ("goals.annual.objective", goals.annual.objective if goals.annual is not None else ""),
        ("goals.weighted.objective", goals.weighted.objective if goals.weighted is not None else ""),
    ]
    for item in evaluation.management:
        texts += [(f"management[{item.item}].{field}", getattr(item, field)) for field in ("statement", "problems")]
    report = evaluation.report
    texts += [(f"report.{name}", getattr(report, name)) for name in TEXT_TITLES]
    texts += [(f"report.promises[{row.key}].result", row.result) for row in report.promises]
    texts += [(f"report.improvements[{row.key}].text", row.text) for row in report.improvements]
    texts += [(f"report.problems[{row.key}].text", row.text) for row in report.problems]
    texts.append(("project.name", evaluation.project.name))
    for row in subject.rows:
        texts.append((row_path(row, "level3"), row.indicator.level3))
        texts.append((row_path(row, "reason"), row.indicator.reason))
    return ((path, text) for path, text in texts if text.strip())


@lru_cache(maxsize=4096)
def slips(text: str) -> tuple[tuple[str, str], ...]:
    """(message, text at fault) of every slip."""
    found: list[tuple[str, str]] = [("twice", match[0]) for match in _TWICE.finditer(text)]
    found += [("doubled", match[0]) for match in _DOUBLED.finditer(text)]
    if _ANY_BRACKET.search(text):
        open_one = _unclosed(text)
        if open_one:
            found.append(("bracket", open_one))
        if len({mark in "〔〕" for mark in _TORTOISE.findall(text)}) == 2:
            found.append(("mixed", "〔〕﹝﹞"))
    return tuple(found)


@lru_cache(maxsize=4096)
def name_slips(name: str) -> tuple[tuple[str, str], ...]:
    """The same of a name; halves of two widths are C23."""
    return slips(name.translate(_FULL_WIDTH))


def _unclosed(text: str) -> str:
    """The first bracket without its other half, with a few characters of its surroundings."""
    waiting: list[tuple[str, int]] = []
    for position, mark in enumerate(text):
        if mark in _BRACKETS:
            waiting.append((_BRACKETS[mark], position))
        elif mark in _BRACKETS.values():
            numbered = mark in "）)" and position and text[position - 1].isdigit() and not waiting
            if numbered:
                continue
            if not waiting or waiting.pop()[0] != mark:
                return text[max(0, position - 6) : position + 1]
    return text[waiting[0][1] : waiting[0][1] + 7] if waiting else ""


CHECK = Check(
    id="C38",
    title="文字没有重字、重标点和不成对的括号",
    basis="GB/T 15834—2011 标点符号用法；常见问题：“指标指标”“在在”“。。”",
    applies_to="填写的文字",
    messages={
        "twice": Message("hint", "文字重复：“{found}”。", "要么删去重复的字，要么改写。"),
        "doubled": Message("hint", "标点重复：“{found}”。", "要么删去多余的标点，要么改写。"),
        "bracket": Message("hint", "括号或引号不成对：“{found}”。", "要么补上另一半，要么删去这一半。"),
        "mixed": Message("hint", "〔〕与﹝﹞混用。", "要么统一用〔〕，要么核对文号的写法。"),
    },
    function=prose_slips,
)
