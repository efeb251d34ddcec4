"""The letter that goes with a submission: subject and text, the same for a mail draft and for pasting into web mail."""

from __future__ import annotations

from dataclasses import dataclass

from xladdin.submission.digest import short
from xladdin.submission.export import Exported


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
    project = evaluation.project
    unit = evaluation.unit.name or project.fund_user or "（未填单位）"
    lines = [
        f"{project.local_department or '主管部门'}：",
        "",
        f"现报送“{project.name}”{evaluation.year} 年度绩效自评材料，请审核。",
        "",
        f"填报单位：{unit}",
        f"项目名称：{project.name}",
        f"自评年度：{evaluation.year}",
        f"报送版本：第 {evaluation.version} 版",
        f"自评得分：{_score(exported)}",
        f"未说明原因的警告：{len(exported.warnings)} 处",
        f"附件：{exported.path.name}",
        f"内容摘要：{short(exported.digest)}",
    ]
    people = evaluation.signatures
    if people.filler or people.phone:
        lines.append(f"填报人：{people.filler} {people.phone}".rstrip())
    subject = f"绩效自评报送：{unit} {project.name} {evaluation.year} 年度 第 {evaluation.version} 版"
    if sheet.total is not None:
        subject += f"（{sheet.total} 分）"
    return Letter(" ".join(subject.split()), "\n".join(lines) + "\n")


def _score(exported: Exported) -> str:
    sheet = exported.sheet
    return "未能计算" if sheet.total is None else f"{sheet.total} 分（{sheet.grade}）"
