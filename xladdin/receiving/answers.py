"""Every sender is answered: 回执 for what was taken, 退回意见 with every place to mend for what was not.

An answer is written once for a file and a state; when the state changes (a reviewer sends it back) there is a new one.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xladdin.checks.finding import SEVERITY_TITLES
from xladdin.disk.writing import create_beside
from xladdin.errors import UserError
from xladdin.ledger.approvals import REJECTED, Approval, approvals_of, subject_of
from xladdin.ledger.clock import now, shown
from xladdin.ledger.expected import expected_of, same_names
from xladdin.ledger.files import File, all_files, standing
from xladdin.ledger.matter import Expected, find
from xladdin.ledger.states import PASSING, STRANGE_KEY, State
from xladdin.ledger.store import Ledger
from xladdin.model.fields import field
from xladdin.receiving.across import CrossFinding, across
from xladdin.receiving.scores import evaluation_of, said_of, scores_of
from xladdin.submission.digest import short
from xladdin.submission.file_name import safe
from xladdin.submission.letter import Letter
from xladdin.submission.mail import Attachment, addresses, compose
from xladdin.submission.returned import NAME, Remark, Returned, encoded

_INDENT = "　" * 2
#: What stands in the ledger only because of something that came later is not answered.
_SILENT = (State.DUPLICATE.value, State.REPLACED.value)


class Answer(NamedTuple):
    """``draft``: the mail as bytes; ``to``: an address, empty where none is known."""

    file: File
    name: str
    to: str
    draft: bytes
    returned: Returned


def answers(ledger: Ledger, *, unsent: bool = False) -> list[Answer]:
    """The answers that are due: not yet written for this state of the file.

    unsent  also those that were written and never sent, where an address is known
    """
    expected, same = expected_of(ledger), same_names(ledger)
    written = {(row["digest"], row["state"]): row["sent_at"] for row in ledger.rows("SELECT * FROM answer")}
    crossed = across(standing(ledger))
    due = []
    for file in all_files(ledger):
        key = (file.digest, _key(file))
        if file.state in _SILENT or file.code in _ours(file) or (key in written and (written[key] or not unsent)):
            continue
        line = find(file.who, expected, same).entry if file.year and expected else None
        answer = _answer(ledger, file, line, crossed)
        if key not in written or answer.to:
            due.append(answer)
    return due


def _ours(file: File) -> frozenset[str]:
    """Reasons that are this level's own to clear first; the unit can do nothing about them."""
    return PASSING - {STRANGE_KEY} if file.state != State.RETURNED.value else frozenset()


def _key(file: File) -> str:
    return f"{file.state} {file.code}"


def write(ledger: Ledger, answer: Answer, folder: Path) -> Path:
    """Write the draft into the folder, then its row."""
    path = create_beside(folder / answer.name, answer.draft)
    with ledger.writing():
        ledger.run(
            "INSERT OR REPLACE INTO answer (digest, state, at, name, recipient, sent_at) VALUES (?, ?, ?, ?, ?, '')",
            answer.file.digest,
            _key(answer.file),
            now(),
            path.name,
            answer.to,
        )
    return path


def sent(ledger: Ledger, answer: Answer) -> None:
    """Remember that an answer went out."""
    with ledger.writing():
        ledger.run(
            "UPDATE answer SET sent_at = ? WHERE digest = ? AND state = ?", now(), answer.file.digest, _key(answer.file)
        )


def _answer(ledger: Ledger, file: File, line: Expected | None, crossed: Sequence[CrossFinding]) -> Answer:
    approvals = approvals_of(ledger, file.matter) if file.matter else []
    deadline = line.deadline if line is not None else ""
    taken = file.stands
    returned = Returned(
        state=file.state,
        unit=file.unit_code or file.unit_name,
        project=file.project_code or file.project_name,
        year=file.year,
        version=file.version,
        content_digest=file.content_digest,
        received_at=file.received_at,
        reason=file.reason,
        remedy=file.remedy,
        deadline="" if taken else deadline,
        remarks=tuple(_remarks(file, approvals, crossed)),
    )
    kind = "回执" if taken else "退回意见"
    unit = (line.matter.unit.name if line is not None else "") or file.unit_name or file.unit_code or "填报单位"
    files = [Attachment(NAME, encoded(returned), "application/json")] if returned.remarks or not taken else []
    to = _address(line.mail if line is not None else "") or file.sender
    letter = _letter(file, unit, returned, said_of(scores_of(file, approvals)) if taken else "")
    stem = safe(Path(file.name).stem)
    return Answer(file, f"{kind}_{stem}_{file.digest[:6]}.eml", to, compose(letter, files, to), returned)


def _remarks(file: File, approvals: Sequence[Approval], crossed: Sequence[CrossFinding]) -> list[Remark]:
    """What is to be mended: rejected adjustments first, then findings, then what shows only across files."""
    found = [_rejected(file, one) for one in _rejections(file, approvals)]
    found += [
        Remark(
            message=one.message,
            severity=one.severity,  # type: ignore[arg-type]
            rule=one.rule,
            sheet=one.sheet,
            cell=one.cell,
            indicator=one.indicator,
            found=one.found,
            expected=one.expected,
            difference=one.difference,
            remedy=one.remedy,
            basis=one.basis,
            path=one.path,
            value=one.value,
        )
        for one in file.found()
        if one.severity in ("error", "warning") and not one.reasoned
    ]
    found += [
        Remark(message=one.message, severity=one.severity, rule=one.rule, remedy=one.remedy)  # type: ignore[arg-type]
        for one in crossed
        if file.digest in one.digests
    ]
    if file.code == "rejected":
        found.insert(0, Remark(message=file.reason, remedy=file.remedy))
    return found


def _rejections(file: File, approvals: Sequence[Approval]) -> list[Approval]:
    """Rows of this version whose adjustment was rejected last."""
    evaluation = evaluation_of(file)
    if evaluation is None:
        return []
    last: dict[str, Approval] = {}
    for one in approvals:
        last[one.subject] = one
    subjects = {subject_of(row) for row in evaluation.indicators if row.adjustment is not None}
    return [one for subject, one in last.items() if one.decision == REJECTED and subject in subjects]


def _rejected(file: File, one: Approval) -> Remark:
    path = f"indicators[{one.indicator}].adjustment.reason"
    evaluation = evaluation_of(file)
    value = str(field(evaluation, path) or "") if evaluation is not None else ""
    return Remark(
        message=f"评分调整未获批准（{one.step} {one.by}）：{one.why}",
        severity="warning",
        remedy="请补充理由和佐证后再报，或去掉这项调整。",
        path=path,
        value=value,
    )


def _letter(file: File, unit: str, returned: Returned, score: str) -> Letter:
    project = file.project_name or file.project_code
    what = f"“{project}”{file.year}年度绩效自评材料（第 {file.version} 版）" if file.year else f"文件“{file.name}”"
    lines = [f"{unit}：", ""]
    came = f"{_INDENT}你单位报来的{what}已于 {shown(file.received_at)} 收到"
    if file.stands:
        lines += [f"{came}，状态为“{file.state}”。", ""]
        lines += [f"内容摘要：{short(file.content_digest)}（与纸质件首页和页脚所印一致，即为同一份内容）"]
        lines += [f"{score}。"] if score else []
        lines += [f"{file.reason}{file.remedy}"] if file.reason else []
    else:
        until = f"，请于 {_day(returned.deadline)} 前改正重报" if returned.deadline else "，请改正后重报"
        lines += [f"{came}，{'现予退回' if file.state == State.RETURNED.value else '未能接收'}{until}。", ""]
        lines += [f"原因：{file.reason}", *([f"办法：{file.remedy}"] if file.remedy else [])]
    if returned.remarks:
        lines += ["", f"需要{'改正' if not file.stands else '注意'}的有 {len(returned.remarks)} 处："]
        lines += [f"{number}. {_said(same)}" for number, same in enumerate(_alike(returned.remarks), 1)]
        lines += [
            "",
            f"附件“{NAME}”可以在自评工作簿里显示这些意见：把本邮件另存为 .eml，运行",
            "xladdin check 工作簿.xlsx --returned 本邮件.eml --mark，“校验结果”逐条列出位置，并说明改了没有。",
        ]
        if not file.stands:
            lines += ["改好以后，请在“填报说明”把报送版本加 1，重新导出报送。"]
    lines += ["", "（本邮件由收件程序生成。）"]
    subject = (
        f"{'回执' if file.stands else '退回'}：{unit} {project} {file.year}年度 第 {file.version} 版"
        if file.year
        else f"未能接收：{file.name}"
    )
    return Letter(" ".join(subject.split()), "\n".join(lines) + "\n")


def _address(text: str) -> str:
    """The addresses of the list; empty where one of them is none: the draft waits for a person then."""
    try:
        return ", ".join(addresses(text))
    except UserError:
        return ""


def _alike(remarks: Sequence[Remark]) -> list[list[Remark]]:
    """Remarks that say the same of several cells of a sheet, told once."""
    groups: dict[tuple[str, ...], list[Remark]] = {}
    for one in remarks:
        key = (one.rule, one.severity, one.sheet, one.message, one.remedy, one.found, one.expected, one.difference)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _said(same: Sequence[Remark]) -> str:
    one = same[0]
    cells = "、".join(dict.fromkeys(other.cell for other in same))
    spot = f"{one.sheet} {cells}" if one.sheet else ""
    pairs = (("现值", one.found), ("应为", one.expected), ("差额", one.difference))
    figures = "，".join(f"{title} {text}" for title, text in pairs if text)
    name = f"“{one.indicator}”" if one.indicator and len(same) == 1 else ""
    head = f"［{SEVERITY_TITLES[one.severity]}］{spot}{name}"
    return f"{head}：{one.message}{f'〔{figures}〕' if figures else ''}{one.remedy}"


def _day(iso: str) -> str:
    day = datetime.date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"
