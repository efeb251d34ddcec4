"""What shows only across all that was received: a project handed in twice (C30), one document's money claimed twice (C33)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from xladdin.checks.show import number, says_nothing
from xladdin.ledger.files import File
from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import total_of
from xladdin.model.grammar.fold import fold, name_key
from xladdin.receiving.scores import evaluation_of

_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{0,12}[(\[]20\d\d[)\]]\d{1,4}号")
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)(亿元|万元|元)")
_SENTENCE = re.compile(r"[^。；;\n]+")
_IN_WAN = {"亿元": Decimal(10_000), "万元": Decimal(1), "元": Decimal("0.0001")}


class CrossFinding(NamedTuple):
    """``digests``: the files it is about."""

    rule: str
    severity: str
    digests: tuple[str, ...]
    message: str
    remedy: str


class _Entry(NamedTuple):
    file: File
    evaluation: Evaluation


def across(files: Sequence[File]) -> list[CrossFinding]:
    """Findings over files that count now, one a matter."""
    entries = [_Entry(file, found) for file in files if (found := evaluation_of(file)) is not None]
    return [*_twice(entries), *_claimed_twice(entries)]


def _twice(entries: Sequence[_Entry]) -> Iterator[CrossFinding]:
    """C30. Many counties have a project of one name in one programme; one with the same money is suspicious."""
    groups: dict[tuple[object, ...], list[_Entry]] = {}
    for one in entries:
        who, budget = one.file.who, total_of(one.evaluation.funds).budget
        names = [who.project.code] if who.project.code else []
        for name in {*names, name_key(who.project.name)} - {""}:
            groups.setdefault(("unit", who.year, name_key(who.unit.name) or who.unit.code, name), []).append(one)
            if budget:
                groups.setdefault(("money", who.year, name, budget), []).append(one)
    told: set[tuple[str, ...]] = set()
    for key, group in groups.items():
        digests = tuple(sorted({one.file.digest for one in group}))
        if len(digests) < 2 or digests in told:
            continue
        told.add(digests)
        said = "、".join(f"“{one.file.who.unit.said}”（{one.file.name}）" for one in group)
        if key[0] == "unit":
            message = f"同一单位的同一项目收到 {len(digests)} 份：{said}。"
        else:
            money = number(Decimal(str(key[3])))
            message = (
                f"项目“{group[0].file.who.project.said}”收到 {len(digests)} 份，全年预算数都是 {money} 万元：{said}。"
            )
        yield CrossFinding(
            "C30", "error", digests, message, "请与单位核对，只留一份；确是两个项目的，请改正名称或编码。"
        )


def _claimed_twice(entries: Sequence[_Entry]) -> Iterator[CrossFinding]:
    """C33: the same document with the same whole amount in files of several projects."""
    groups: dict[tuple[str, Decimal], dict[str, File]] = {}
    for one in entries:
        for claim in set(claims(one.evaluation)):
            groups.setdefault(claim, {})[one.file.matter] = one.file
    for (document, amount), files in groups.items():
        if len(files) < 2:
            continue
        said = "、".join(f"“{file.who.project.said}”" for file in files.values())
        yield CrossFinding(
            "C33",
            "warning",
            tuple(sorted(file.digest for file in files.values())),
            f"{document}的 {number(amount)} 万元在 {len(files)} 个项目里都写作全额：{said}。",
            "请核对这笔资金的分配，各项目只写分给自己的数。",
        )


def claims(evaluation: Evaluation) -> Iterator[tuple[str, Decimal]]:
    """Document number and amount in 万元, wherever a text names both in one sentence."""
    for text in _texts(evaluation):
        for sentence in _SENTENCE.findall(fold(text).translate(_BRACKETS)):
            documents = _DOCUMENT.findall(sentence)
            amounts = _AMOUNT.findall(sentence)
            if len(documents) == 1 and len(amounts) == 1:
                yield _number_of(documents[0]), Decimal(amounts[0][0].replace(",", "")) * _IN_WAN[amounts[0][1]]
    for row in evaluation.report.documents:
        named = _DOCUMENT.findall(fold(row.number).translate(_BRACKETS))
        if len(named) == 1 and row.amount:
            yield _number_of(named[0]), row.amount


_BRACKETS = str.maketrans("〔﹝[{〕﹞]}", "(((())))")
_WORDS_BEFORE = re.compile(r".*(?:根据|按照|依据|以|由|经|和|及|文件|印发|下达|在|的|了|发)(?=[\u4e00-\u9fff]{2,8}\()")


def _number_of(document: str) -> str:
    """``根据新财资环(2023)61号`` → ``新财资环〔2023〕61号``."""
    return _WORDS_BEFORE.sub("", document).replace("(", "〔").replace(")", "〕")


def _texts(evaluation: Evaluation) -> Iterable[str]:
    rows = [text for row in evaluation.management for text in (row.statement, row.problems)]
    reasons = [row.reason for row in evaluation.indicators]
    found = (*rows, *reasons, evaluation.achievement, evaluation.remarks, evaluation.measures)
    return (text for text in found if not says_nothing(text))
