"""C10 blanks, cells without a usable value, and prompts of the template that are still there.

A blank actual value that an approved adjustment covers (不适用, 按已达标认定) is in order, and so is “无” with a reason. 无, — and / are answers where a
statement is asked for, not where a number or a rule is.
"""

from __future__ import annotations

from functools import lru_cache

from xladdin.checks import show
from xladdin.checks.check import PASSED, Cases, Check, Fault, Message
from xladdin.checks.facts.parent_rows import headings, without_weight
from xladdin.checks.facts.typed_weights import misplaced
from xladdin.checks.show import says_nothing
from xladdin.checks.subject import Subject, row_path
from xladdin.checks.texts.prompts import is_prompt
from xladdin.model.evaluation import HEAD_TITLES, Evaluation
from xladdin.model.funds import SOURCE_TITLES
from xladdin.model.grammar.quantity import Kind
from xladdin.rules.reading.actual_value import says_partly, why_unread
from xladdin.rules.row.scoring_rule import ScoringRule
from xladdin.rules.score_sheet import ScoredRow
from xladdin.rules.words import UNREAD

#: Columns of an indicator that a reviewer asks for, with their titles.
_WARNED = {"level2": "二级指标", "scoring_rule": "指标赋分规则", "evidence": "佐证资料", "basis": "指标值设置依据"}
_NEEDED = {"level1": "一级指标", "level3": "三级指标", "target": "指标值"}
_MANAGEMENT = {"statement": "情况说明", "problems": "存在问题和改进措施"}
_TEXTS = {"objective": "总体目标", "achievement": "全年实际完成情况"}


#: From this many rows on, one column left blank is one finding.
_MANY = 5
_MERGED = ("blank", "blank_actual", "blank_scored", "wanted", "missing")


def blanks(subject: Subject) -> Cases:
    columns: dict[tuple[str, str, str], list[Fault]] = {}
    for case in _cases(subject):
        if case is None or case.message not in _MERGED:
            yield case
        else:
            table, inside, field = case.path.partition("].")
            place = (table.partition("[")[0], field) if inside else ("", case.path)
            columns.setdefault((case.message, *place), []).append(case)
    for same in columns.values():
        yield from _column(same) if len(same) >= _MANY else (_said(one, "") for one in same)


def _column(same: list[Fault]) -> Cases:
    """A column that nobody filled in is one thing that was forgotten."""
    first, field = same[0], same[0].path.rpartition(".")[2]
    facts = {**first.facts, "what": _MANAGEMENT.get(field, first.facts.get("what", ""))}
    related = tuple(path for one in same[1:] for path in (one.path, *one.related))
    yield _said(first._replace(facts=facts, related=(*first.related, *related)), f"（共 {len(same)} 行）")


def _said(fault: Fault, times: str) -> Fault:
    return fault._replace(facts={**fault.facts, "times": times})


def _cases(subject: Subject) -> Cases:
    yield from _notes(subject)
    rows = subject.evaluation.indicators
    asked = [field for field in _WARNED if any(getattr(one, field).strip() for one in rows)]
    cells = [(field, what, "blank") for field, what in _NEEDED.items()]
    cells += [(field, _WARNED[field], "wanted") for field in asked]
    weighted = any(row.terms.weight is not None for row in subject.rows)
    excused, empty, no_values = subject.once(without_weight), subject.once(headings), subject.once(misplaced)
    for position, row in enumerate(subject.rows):
        if position in empty:
            yield PASSED
            continue
        if _is_template_row(row):
            yield Fault("prompt", row_path(row, "level3"), row.indicator.level3)
            continue
        yield from _row(subject, row, cells, row.indicator.key not in no_values)
        if weighted and row.terms.weight is None and position not in excused:
            yield Fault(
                "blank",
                row_path(row, "weight"),
                facts={"what": subject.evaluation.asks.title("weight", "指标分值权重")},
            )
    yield from _last_year(subject)
    yield from _money(subject)
    yield from _texts(subject)


def _is_template_row(row: ScoredRow) -> bool:
    """A row that nobody filled (指标2：): one thing to delete, not five to fill in."""
    one = row.indicator
    empty = not one.target.strip() and not one.actual.strip() and row.terms.weight is None
    return empty and _state(one.level3) == "prompt"


def _notes(subject: Subject) -> Cases:
    keys = {"formula-without-value": "uncalculated", "error-value": "error_value", "prompt-left": "prompt"}
    for path, note in subject.noted.items():
        yield Fault(keys[note.kind], path, note.detail)


@lru_cache(maxsize=8192)
def _state(text: str) -> str:
    """``filled``, ``blank`` or ``prompt``."""
    if not text.strip():
        return "blank"
    return "prompt" if is_prompt(text) else "filled"


@lru_cache(maxsize=4096)
def _gaps(texts: tuple[str, ...]) -> tuple[int, ...]:
    """Which of a row's cells hold nothing of use."""
    return tuple(number for number, text in enumerate(texts) if _state(text) != "filled")


def _cell(subject: Subject, path: str, text: str, what: str, key: str) -> Fault | None:
    state = _state(text)
    if state == "filled" or path in subject.noted:
        return PASSED
    return Fault(key, path, facts={"what": what}) if state == "blank" else Fault("prompt", path, text)


def _row(subject: Subject, row: ScoredRow, cells: list[tuple[str, str, str]], valued: bool) -> Cases:
    """One case for the row's entries, one for its actual value (but for a weight in its place, C12)."""
    one = row.indicator
    gaps = _gaps(tuple([getattr(one, cell[0]) for cell in cells]))
    for field, what, key in (cells[gap] for gap in gaps):
        yield _cell(subject, row_path(row, field), getattr(one, field), what, key)
    if not gaps:
        yield PASSED
    path = row_path(row, "actual")
    if path in subject.noted or not valued:
        return
    if row.actual.kind is Kind.BLANK:
        answered = one.actual.strip() == "无" and not says_nothing(one.reason)
        yield PASSED if row.terms.keep is not None or answered else _unfilled(row, path)
    elif _state(one.actual) == "prompt":
        yield Fault("prompt", path, one.actual)
    elif row.terms.actual == UNREAD and row.target.kind is not Kind.BLANK:
        yield from _unread(row, path)
    else:
        yield PASSED


def _unfilled(row: ScoredRow, path: str) -> Fault:
    score = row.indicator.declared_score
    if score:
        return Fault(
            "blank_scored", path, related=(row_path(row, "declared_score"),), facts={"score": show.number(score)}
        )
    return Fault("blank_actual", path)


def _unread(row: ScoredRow, path: str) -> Cases:
    """A value that is there but cannot be read; copied targets, units and deadlines have checks of their own."""
    if row.target.kind is Kind.UNREADABLE:
        facts = {"why": row.target.reason}
        yield Fault("unread_target", row_path(row, "target"), row.target.printed, related=(path,), facts=facts)
    elif row.actual.kind is Kind.UNREADABLE and (row.actual.copied_target or "单位" in row.actual.reason):
        return
    elif not row.indicator.scoring_rule.strip() and row.indicator.tier_percent is not None:
        yield PASSED  # the blank rule is at fault
    elif _asks_for_a_tier(row):
        facts = {"said": row.actual.printed.strip()}
        yield Fault("tier", row_path(row, "tier_percent"), related=(path,), facts=facts)
    elif not (row.target.deadline is not None and row.actual.moment is not None):
        yield Fault("unread", path, row.actual.printed, facts={"why": why_unread(row.actual, row.target)})


def _asks_for_a_tier(row: ScoredRow) -> bool:
    """A text result that counts by the percentage chosen for it, and none is chosen."""
    if row.target.kind is not Kind.TEXT or row.indicator.tier_percent is not None:
        return False
    return row.terms.rule is ScoringRule.TIER or says_partly(row.actual.printed)


def _last_year(subject: Subject) -> Cases:
    """上年完成值 left blank while the other rows at least say “—”."""
    blank = [row for row in subject.rows if not row.indicator.last_year.strip()]
    if len(blank) * 2 < len(subject.rows):
        for row in blank:
            yield Fault("unsaid", row_path(row, "last_year"), facts={"what": "上年完成值"})


def _money(subject: Subject) -> Cases:
    total = next((row for row in subject.evaluation.funds if row.source == "total"), None)
    rows = (total, *subject.money_parts) if total is not None else subject.money_parts
    for row in rows:
        for field, what in (("budget", "全年预算数"), ("executed", "全年执行数")):
            path = f"funds[{row.source}].{field}"
            if getattr(row, field) is not None:
                yield PASSED
            elif path not in subject.noted:
                yield Fault("blank", path, facts={"what": f"{SOURCE_TITLES[row.source]}的{what}"})
    if not rows:
        yield Fault("blank", "funds[total].budget", facts={"what": "年度资金总额"})


def _head(subject: Subject) -> Cases:
    """The names in the head of the form; several that are blank are one finding."""
    project, asks = subject.evaluation.project, subject.evaluation.asks
    heads, titles = asks.heads, {field: asks.title(field, HEAD_TITLES[field]) for field in asks.heads}
    blank = [field for field in heads if _state(getattr(project, field)) == "blank"]
    for field in heads:
        if field not in blank:
            yield _cell(subject, f"project.{field}", getattr(project, field), titles[field], "missing")
    if blank:
        paths = [f"project.{field}" for field in blank]
        facts = {"what": "、".join(titles[field] for field in blank)}
        yield Fault("missing", paths[0], related=tuple(paths[1:]), facts=facts)


def _texts(subject: Subject) -> Cases:
    evaluation: Evaluation = subject.evaluation
    yield _cell(subject, "project.name", evaluation.project.name, "项目名称", "blank")
    yield from _head(subject)
    for field, what in _TEXTS.items():
        yield _cell(subject, field, getattr(evaluation, field), evaluation.asks.title(field, what), "missing")
    for row in evaluation.management:
        for field, what in _MANAGEMENT.items():
            path = f"management[{row.item}].{field}"
            yield _cell(subject, path, getattr(row, field), f"{row.item}的{what}", "missing")


CHECK = Check(
    id="C10",
    title="应填的格已填，没有遗留的提示文字",
    basis="常见问题：空项得满分、提示文字未删",
    applies_to="应填的格",
    messages={
        "blank": Message("error", "{what}没有填写{times}。", "要么填写，要么删去不需要的行。"),
        "blank_actual": Message(
            "error",
            "全年实际完成值没有填写{times}。",
            "要么填写（没有完成的填 0），要么确实无法考核时附上经批准的评分调整。",
        ),
        "blank_scored": Message(
            "error",
            "全年实际完成值没有填写{times}，得分却填了 {score} 分。",
            "要么填写实际完成值，要么（确实无法考核时）附上经批准的评分调整。",
        ),
        "wanted": Message("warning", "{what}没有填写{times}。", "要么填写，要么删去不需要的指标行。"),
        "missing": Message("warning", "{what}没有填写{times}。", "要么填写，要么写“无”。"),
        "unsaid": Message("hint", "{what}空白，其他行都已填写。", "要么填写，要么写“-”表示没有。"),
        "uncalculated": Message(
            "error",
            "公式“{found}”还没有计算结果。",
            "要么用 Excel 打开、计算并保存，要么直接填写数值。",
        ),
        "error_value": Message("error", "单元格是错误值“{found}”。", "要么改正公式，要么直接填写数值。"),
        "prompt": Message("error", "遗留了模板的提示文字“{found}”。", "要么填写内容，要么清空该格。"),
        "unread": Message(
            "error",
            "实际完成值“{found}”无法识别：{why}。",
            "要么改实际完成值，写成一个数值加单位，或与指标值一致的说法，要么（指标值写法有误时）{mend_target}。",
        ),
        "unread_target": Message(
            "error",
            "指标值“{found}”无法识别：{why}。要改的是指标值，不是实际完成值。",
            "要么写成“≥数值”等规范写法或文字目标，要么（没有这项指标时）删去该行。",
        ),
        "tier": Message(
            "error",
            "定性结果“{said}”要按评判等级计分，但没有选定等级比例。",
            "要么选定等级和比例，要么改用“达成预期指标”等通用说法。",
        ),
    },
    function=blanks,
)
