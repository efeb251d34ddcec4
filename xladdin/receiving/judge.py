"""The state that a file gets by itself, from what was read in it; what the ledger holds already is looked at afterwards."""

from __future__ import annotations

from xladdin.ledger.states import STRANGE_KEY, Outcome, State
from xladdin.receiving.job import Answer
from xladdin.submission.verify.verdict import Status


def by_itself(answer: Answer, *, listed: bool, registry: bool) -> Outcome:
    """
    listed    there is a list of who is to hand in what
    registry  there is a registry of keys
    """
    if answer.code:
        return Outcome(State.REFUSED, answer.code, answer.reason, answer.remedy)
    if listed and answer.matched < 0:
        return Outcome(State.REFUSED, "not-expected", _not_expected(answer), _how_to_confirm(answer))
    if not any(answer.unit) or not any(answer.project):
        return Outcome(
            State.RETURNED,
            "no-identity",
            "没有写填报单位或项目名称，分不清是谁报的。",
            "请在“填报说明”写明后重新导出。",
        )
    if answer.verdict == Status.RESAVED.value:
        return Outcome(State.RETURNED, "resaved", answer.reason)
    if answer.verdict == Status.UNKNOWN_KEY.value and registry:
        return Outcome(
            State.RETURNED,
            STRANGE_KEY,
            answer.reason,
            "请该单位先报来公钥，用 xladdin key register 登记并电话核对指纹，再重新接收这个文件。",
        )
    if answer.profile_from != "文件" and answer.own_profile != answer.profile:
        return Outcome(
            State.RETURNED,
            "other-profile",
            f"文件按评分规则 {answer.own_profile} 计分，本项目应按 {answer.profile}。",
            "请用下发的工作簿填报，或用 xladdin upgrade --profile 转换后重新导出。",
        )
    if answer.errors:
        return Outcome(
            State.RETURNED,
            "findings",
            f"有 {answer.errors} 处错误。",
            "请按退回意见逐处改正，把报送版本加 1 后重新导出。",
        )
    if answer.verdict == Status.VALID.value:
        return Outcome(State.RECEIVED)
    if answer.kind == "workbook":
        return Outcome(State.UNSIGNED, "workbook", "这是自评工作簿，不是导出的报送件，没有封签和签名。")
    return Outcome(State.UNSIGNED, answer.verdict, answer.reason)


def _not_expected(answer: Answer) -> str:
    unit, project = (code or name for code, name in (answer.unit, answer.project))
    return f"应报清单里没有“{unit}”“{project}”{answer.year} 年度这一项。"


def _how_to_confirm(answer: Answer) -> str:
    if not answer.near:
        return "请核对单位、项目和年度；确属应报的，请补进应报清单后重新接收。"
    said = "，".join(f'--same "{here}={there}"' for here, there in dict.fromkeys(answer.near))
    return f"清单里有相近的名称，确认是同一个的，请加 {said} 重新接收。"
