"""The letter that goes with a submission: subject and text, the same for a mail draft and for pasting into web mail.

What the sender should still look at (warnings without a reason) is told where the export is, not in the letter.
"""

from __future__ import annotations

from dataclasses import dataclass

from xladdin.model.evaluation import Evaluation
from xladdin.submission.digest import short
from xladdin.submission.export import Exported

_INDENT = "　" * 2
_SIGNATURE = "　" * 12
_UNDATED = "　　　年　　月　　日"


@dataclass(frozen=True)
class Letter:
    """``subject`` is one line; ``body`` has LF line ends and ends in one."""

    subject: str
    body: str

    def text(self) -> str:
        """Both as one text to copy."""
        return f"主题：{self.subject}\n\n{self.body}"


def letter(exported: Exported) -> Letter:
    """What an upper level needs to see before it opens the attachment."""
    evaluation, sheet = exported.evaluation, exported.sheet
    project, people = evaluation.project, evaluation.signatures
    unit = evaluation.unit.name or project.fund_user
    lines = [
        f"{addressee(evaluation)}：",
        "",
        f"{_INDENT}现将“{project.name}”{evaluation.year}年度绩效自评材料报上，请审核。",
        "",
        f"填报单位：{unit}",
        f"项目名称：{project.name}",
        f"自评年度：{evaluation.year}",
        f"报送版本：第 {evaluation.version} 版",
        f"自评得分：{_score(exported)}",
        f"附件：{exported.path.name}",
        f"内容摘要：{short(exported.digest)}",
        "（内容摘要由全部填报内容算出，改动一处即不同；与附件首页和各页页脚所印一致，即为同一份内容。）",
    ]
    if people.filler or people.phone:
        lines.append(f"填报人：{people.filler} {people.phone}".rstrip())
    lines += ["", f"{_SIGNATURE}{unit}".rstrip(), f"{_SIGNATURE}{people.date or _UNDATED}"]
    subject = f"绩效自评报送：{unit} {project.name} {evaluation.year}年度 第 {evaluation.version} 版"
    if sheet.total is not None:
        subject += f"（{sheet.total} 分）"
    return Letter(" ".join(subject.split()), "\n".join(lines) + "\n")


def addressee(evaluation: Evaluation) -> str:
    """The level directly above the unit, among those that the tables name from below: 具体实施单位, 地方主管部门, 省级主管部门,
    中央主管部门. A unit that is one of them itself reports to the next."""
    project = evaluation.project
    chain = (
        project.implementing_unit,
        project.local_department,
        project.provincial_department,
        project.central_department,
    )
    own = {evaluation.unit.name, project.fund_user} - {""}
    levels = list(dict.fromkeys(level for level in chain if level))
    above = [at for at, level in enumerate(levels, 1) if level in own]
    return next(iter(levels[max(above, default=0) :]), "主管部门")


def _score(exported: Exported) -> str:
    sheet = exported.sheet
    return "未能计算" if sheet.total is None else f"{sheet.total} 分（{sheet.grade}）"
