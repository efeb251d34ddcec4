"""Which of the official tables a printed form is: by its columns first, then by its title and labels."""

from __future__ import annotations

from xladdin.intake.understand.found import PrintedForm
from xladdin.model.grammar.fold import fold

_WEIGHTED = frozenset({"weight", "rule", "evidence", "basis"})


def kind_of(form: PrintedForm) -> str:
    """overall, annual, weighted, transfer, project; empty where it cannot be told."""
    if form.columns & {"actual", "score"} or form.money or (form.management and not form.columns):
        return _evaluation(form)
    if form.columns & _WEIGHTED:
        return "weighted"
    title = fold(form.title)
    if form.years is not None:
        return "overall" if form.years[0] < form.years[1] else "annual"
    if "总体绩效目标" in title:
        return "overall"
    return "annual" if "年度绩效目标" in title or "年度目标" in title else ""


def _evaluation(form: PrintedForm) -> str:
    """转移支付 (D) or 项目支出 (E)."""
    title = fold(form.title)
    transfer = "转移支付" in title or bool(
        form.management or {"central_department", "fund_user", "local_department"} & form.heads.keys()
    )
    if transfer and "项目支出" not in title:
        return "transfer"
    sources = {row.source for row in form.money}
    scored = any(row.weight is not None or row.score is not None or "initial" in row.amounts for row in form.money)
    if "项目支出" in title or scored or {"fiscal", "carryover"} & sources or "department" in form.heads:
        return "project"
    return "transfer" if {"central", "local"} & sources or "score" not in form.columns else "project"
