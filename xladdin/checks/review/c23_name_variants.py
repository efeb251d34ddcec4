"""C23 names in two spellings: indicators between tables, scoring rules, the project's name, halves of brackets.

Which rows are the same is decided by ``names`` (folded names, known misprints, likeness); the odd one out is reported,
and between two the issued table is right, between equals the period's. Heads of the goal tables are here as well.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.goal_rows import goal_rows
from xladdin.checks.subject import Subject, row_path
from xladdin.checks.texts.name_matching import MISPRINTS, base_key
from xladdin.model.evaluation import HEAD_TITLES
from xladdin.model.grammar.fold import fold
from xladdin.patterns import pattern
from xladdin.rules.row.scoring_rule import is_printed_exactly
from xladdin.rules.score_sheet import ScoredRow

_MIXED = pattern(r"（[^（）()]*\)|\([^（）()]*）")
#: What stands between several departments.
_SEPARATORS = pattern(r"[、，,；;和及与/\s]")
_HALVES = str.maketrans("()", "（）")
_PROJECT_END = pattern(r"(工程项目|示范工程|项目|工程)")
#: A text that starts like the project's name over this many characters means the project.
_PROJECT_START = 6


def name_variants(subject: Subject) -> Cases:
    for position, row in enumerate(subject.rows):
        yield PASSED if subject.named_alike[position] else _indicator(subject, position)
        yield from _misprint(row_path(row, "level3"), row.indicator.level3)
        rule = row.indicator.scoring_rule
        if rule.strip():
            if rule == row.terms.rule or is_printed_exactly(rule):
                yield PASSED
            else:
                yield Fault("rule", row_path(row, "scoring_rule"), rule, row.terms.rule.value)
    yield from _repeated(subject)
    for goal in subject.once(goal_rows):
        yield from _misprint(f"{goal.path}.level3", goal.row.level3)
    yield from _project(subject)
    yield from _heads(subject)


def _repeated(subject: Subject) -> Cases:
    """The same indicator with the same target twice in one table counts twice."""
    if len({row.indicator.level3 for row in subject.rows}) == len(subject.rows):
        return
    seen: dict[tuple[str, str, str], ScoredRow] = {}
    for row in subject.rows:
        one = row.indicator
        name = base_key(one.level3)
        first = seen.setdefault((name, one.target, one.level2), row)
        if first is not row and name and one.target.strip() and one.unit == first.indicator.unit:
            yield Fault("repeated", row_path(row, "level3"), one.level3, "", "", (row_path(first, "level3"),))


def _misprint(path: str, name: str) -> Cases:
    for key, right in _slips(name):
        yield Fault(key, path, name, right)


@lru_cache(maxsize=8192)
def _slips(name: str) -> tuple[tuple[str, str], ...]:
    """(message, what is meant) of every slip in a name."""
    found = []
    right = MISPRINTS.get(base_key(name))
    if right is not None:
        found.append(("misprint", right))
    if _MIXED.search(name):
        found.append(("bracket", name.translate(_HALVES)))
    return tuple(found)


def _indicator(subject: Subject, position: int) -> Fault | None:
    """The name in tables B, A, C and D; None when all agree."""
    pairs = (subject.annual.pairs.get(position), subject.overall.pairs.get(position))
    if not subject.rows[position].indicator.issued_level3 and all(pair is None or pair.same for pair in pairs):
        return PASSED
    goals = subject.evaluation.goals
    row = subject.rows[position]
    names: list[tuple[str, str]] = []
    for table, goal, matching in (
        ("annual", goals.annual, subject.annual),
        ("overall", goals.overall, subject.overall),
    ):
        pair = matching.pairs.get(position)
        if pair is not None and goal is not None:
            names.append((f"goals.{table}.indicators[{pair.other}].level3", goal.indicators[pair.other].level3))
    if row.indicator.issued_level3.strip():
        names.append((row_path(row, "issued_level3"), row.indicator.issued_level3))
    names.append((row_path(row, "level3"), row.indicator.level3))
    counts = Counter(base_key(name) for _, name in names)
    period = next((base_key(name) for path, name in names if path.startswith("goals.overall")), "")
    if len(counts) < 2:
        return PASSED
    most = max(counts, key=lambda key: (counts[key], key == period))
    right = next(name for _, name in names if base_key(name) == most)
    path, found = next((path, name) for path, name in names if base_key(name) != most)
    related = tuple(other for other, _ in names if other != path)
    return Fault("indicator", path, found, right, "", related)


def _heads(subject: Subject) -> Cases:
    """Names and departments in the heads of the goal tables against the self-evaluation table's."""
    goals, project = subject.evaluation.goals, subject.evaluation.project
    printed = [
        (f"goals.{table}.head.{name}", name, getattr(goal.head, name))
        for table, goal in (("overall", goals.overall), ("annual", goals.annual))
        if goal is not None
        for name in goal.head.__struct_fields__
    ]
    if goals.weighted is not None:
        printed.append(("goals.weighted.name", "name", goals.weighted.name))
    found: dict[tuple[str, str], list[str]] = {}
    for path, name, text in printed:
        if not text.strip():
            continue
        if _SEPARATORS.sub("", fold(text)) == _SEPARATORS.sub("", fold(getattr(project, name))):
            yield PASSED
        else:
            found.setdefault((name, text.strip()), []).append(path)
    for (name, text), paths in found.items():
        related = (*paths[1:], f"project.{name}")
        key, facts = ("named" if name == "name" else "head"), {"title": HEAD_TITLES[name]}
        yield Fault(key, paths[0], text, getattr(project, name).strip(), "", related, facts)


def _project(subject: Subject) -> Cases:
    """The project's name inside the objectives, in another spelling."""
    name, evaluation = subject.evaluation.project.name.strip(), subject.evaluation
    texts = [("objective", evaluation.objective), ("achievement", evaluation.achievement)]
    for table, goal in (("overall", evaluation.goals.overall), ("annual", evaluation.goals.annual)):
        if goal is not None:
            texts.append((f"goals.{table}.objective", goal.objective))
    if evaluation.goals.weighted is not None:
        texts.append(("goals.weighted.objective", evaluation.goals.weighted.objective))
    start = name[:_PROJECT_START]
    for path, text in texts:
        at = text.find(start) if len(start) == _PROJECT_START else -1
        if at < 0 or text.startswith(name, at):
            continue
        said = re.split(r"[，。；、：]", text[at : at + len(name) + 6])[0]
        ends = list(_PROJECT_END.finditer(said))
        if ends:
            yield Fault("project", path, said[: ends[-1].end()], name, "", ("project.name",))


CHECK = Check(
    id="C23",
    title="同一名称各处写法一致",
    basis="常见问题：指标、项目、赋分规则在各表中名称不一，错漏字",
    applies_to="指标名称、赋分规则或项目名称",
    messages={
        "indicator": Message(
            "warning",
            "指标名称“{found}”在其他表中写作“{expected}”。",
            "要么统一为“{expected}”，要么确认是两个不同的指标并分别填写。",
        ),
        "misprint": Message(
            "warning", "“{found}”疑为“{expected}”的错漏字。", "要么改为“{expected}”，要么确认名称无误。"
        ),
        "repeated": Message(
            "warning",
            "指标“{found}”在表中以相同的指标值出现了两次，同一成果计了两次。",
            "要么删去重复的一行，要么在名称中写明两行的区别。",
        ),
        "rule": Message(
            "warning",
            "赋分规则“{found}”不是规定的写法，按“{expected}”计分。",
            "要么改为“{expected}”，要么改为其他规定的赋分规则。",
        ),
        "bracket": Message(
            "hint", "名称“{found}”的括号一半全角、一半半角。", "要么改为“{expected}”，要么两半都用半角。"
        ),
        "named": Message(
            "warning",
            "项目名称“{found}”与自评表的“{expected}”不同。",
            "要么统一为下达文件中的全称，要么说明是同一个项目。",
        ),
        "head": Message(
            "hint",
            "{title}“{found}”与其他表的“{expected}”不同。",
            "要么各表统一为“{found}”，要么统一为“{expected}”。",
        ),
        "project": Message(
            "hint", "文字中的项目名称“{found}”与表头的“{expected}”不同。", "要么统一为“{expected}”，要么改正表头。"
        ),
    },
    function=name_variants,
)
