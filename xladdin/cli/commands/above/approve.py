"""``xladdin approve``: 主管部门 and 财政 approve or reject what was received; who, when and what stand in the ledger."""

from __future__ import annotations

import argparse
from pathlib import Path

from xladdin.errors import UserError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ledger", type=Path, metavar="台账.db", help="收件台账")
    parser.add_argument("unit", metavar="单位", help="单位代码或名称（可只写名称的一部分）")
    parser.add_argument("project", metavar="项目", help="项目编码或名称（可只写名称的一部分）")
    parser.add_argument("--year", type=int, default=0, metavar="年度", help="台账里有几个年度时写明")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--adjustment", default="", metavar="行标识", help="只批这一行的评分调整，如 q05")
    what.add_argument("--all", action="store_true", help="批全部评分调整；两样都不写，批的是整份报送件")
    parser.add_argument("--by", default="", metavar="姓名", help="批准或退回的人")
    parser.add_argument(
        "--as",
        dest="step",
        choices=("主管部门", "财政"),
        default="",
        metavar="主管部门|财政",
        help="哪一步，默认为还没批的那一步",
    )
    parser.add_argument("--reject", default=None, metavar="理由", help="不批准，写明理由；不写行标识时退回整份报送件")


def run(options: argparse.Namespace) -> int:
    import datetime

    from xladdin.ledger.store import open_ledger
    from xladdin.receiving.approve import Decision, decide
    from xladdin.receiving.scores import said_of

    if options.reject is not None and not options.reject.strip():
        raise UserError("usage", cause="--reject 后面要写明理由")
    by = options.by.strip()
    if not by:
        raise UserError("usage", cause="请用 --by 写明是谁批准或退回的")
    if not options.ledger.exists():
        raise UserError("file-missing", file=options.ledger)
    wanted = Decision(by, "*" if options.all else options.adjustment, options.step, options.reject or "")
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with open_ledger(options.ledger, make=True) as ledger:
        done = decide(ledger, options.unit, options.project, wanted, now, options.year)
    who = f"{done.file.who.said} 第 {done.file.version} 版"
    what = f"{len(done.rows)} 项评分调整（{'、'.join(done.rows)}）" if done.rows else "整份报送件"
    if wanted.reject:
        print(f"{done.step}不批准 {who}：{what}。理由：{wanted.reject}")
    else:
        print(f"{done.step}已批准 {who}：{what}。")
        if done.step != "财政":
            print("还要同级财政批准后才作数。")
    print(f"此前 {said_of(done.before) or '没有得分'}；现在 {said_of(done.after) or '没有得分'}。")
    return 0
