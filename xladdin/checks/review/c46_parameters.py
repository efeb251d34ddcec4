"""C46 the hidden sheet 参数 says what the rule profile says (ours): remarks of the reader about its cells."""

from __future__ import annotations

from xladdin.checks.check import Cases, Check, Fault, Message
from xladdin.checks.subject import Subject


def parameters(subject: Subject) -> Cases:
    for note in subject.notes:
        if note.kind == "parameter-changed":
            yield Fault("changed", note.path, note.detail, note.expected, facts={"what": note.name})


CHECK = Check(
    id="C46",
    title="参数表与评分规则一致",
    basis="本工具的评分规则：得分只按规则文件中的数计算",
    applies_to="参数表中需要提示的数",
    messages={
        "changed": Message(
            "error",
            "隐藏的参数表中“{what}”被改动：现为“{found}”，规则为“{expected}”，表中显示的得分因此与程序计算的不同。",
            "要么用 xladdin upgrade 转成新工作簿（已填内容保留），要么向下发单位索取改过的规则文件。",
        ),
    },
    function=parameters,
)
