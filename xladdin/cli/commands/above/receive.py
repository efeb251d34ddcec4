"""``xladdin receive``: takes in what the units sent, and says of every file what became of it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from xladdin.errors import UserError

if TYPE_CHECKING:
    from xladdin.ledger.files import File
    from xladdin.ledger.matter import Expected
    from xladdin.ledger.store import Ledger
    from xladdin.receiving.across import CrossFinding
    from xladdin.receiving.receive import Received
    from xladdin.receiving.scores import Scores

T = TypeVar("T")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="路径", help="收到的报送件、邮件 .eml、压缩包 .zip，或它们所在的目录"
    )
    parser.add_argument(
        "--ledger", type=Path, required=True, metavar="台账.db", help="收件台账，没有则新建；原件存放在它旁边"
    )
    parser.add_argument("--registry", type=Path, metavar="登记簿.json", help="密钥登记簿（xladdin key register 建立）")
    parser.add_argument(
        "--expected", type=Path, metavar="应报清单.xlsx", help="谁应报什么、按哪套评分规则、何时截止；给过一次即记住"
    )
    parser.add_argument("--profile", metavar="规则|文件.toml", help="清单没有写明时所用的评分规则")
    parser.add_argument(
        "--same",
        action="append",
        default=[],
        metavar="文件里的名称=清单里的名称",
        help="确认两个名称是同一单位或项目，可多次",
    )
    parser.add_argument("--by", default="", metavar="姓名", help="由谁确认名称")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    from xladdin.ledger.store import open_ledger
    from xladdin.receiving.inbox.gather import gather
    from xladdin.receiving.receive import Receiving
    from xladdin.rules import profile as profiles

    if options.profile:
        profiles.find(options.profile)  # a slip is told before anything is received
    if options.registry is not None:
        from xladdin.submission.keys.registry import load_registry

        load_registry(options.registry)
    names = [_pair(text) for text in options.same]
    expected = _expected(options.expected)
    with open_ledger(options.ledger, make=True) as ledger:
        _remember(ledger, expected, names, options.by)
        found = gather(options.paths, options.ledger)
        if not found.files:
            raise UserError("receive-nothing")
        results: list[Received] = []
        with Receiving(ledger, options.registry, options.profile or "") as receiving:
            for path in progress(found.files, "接收"):
                for got in receiving.path(path):
                    results.append(got)
                    if not options.json:
                        print(line(got, _scores(ledger, got.file)))
        crossed = _across(ledger, results)
        if options.json:
            from xladdin.cli.output import print_json

            files = [as_json(got, _scores(ledger, got.file), crossed) for got in results]
            print_json({"files": files, "packages": receiving.notes})
        else:
            _summary(results, len(found.others))
            for said in receiving.notes:
                print(said)
            for one in crossed:
                print(f"[{one.rule}] {one.message}{one.remedy}")
    return _exit_code(results, options.paths)


def _expected(path: Path | None) -> list[Expected] | None:
    if path is None:
        return None
    from xladdin.receiving.expected_list import read_expected

    return read_expected(path)


def _pair(text: str) -> tuple[str, str]:
    said, found, meant = text.partition("=")
    if not (found and said.strip() and meant.strip()):
        raise UserError("usage", cause=f"--same 应写成 文件里的名称=清单里的名称，实际为“{text}”")
    return said.strip(), meant.strip()


def _remember(ledger: Ledger, expected: list[Expected] | None, names: list[tuple[str, str]], by: str) -> None:
    from xladdin.ledger.clock import now
    from xladdin.ledger.expected import confirm_same, expect

    if expected is not None:
        expect(ledger, expected, now())
    if names and not by:
        raise UserError("usage", cause="确认名称要写明由谁确认：请加 --by 姓名")
    for said, meant in names:
        confirm_same(ledger, said, meant, by, now())


def _scores(ledger: Ledger, file: File) -> Scores:
    from xladdin.ledger.approvals import approvals_of
    from xladdin.receiving.scores import NO_SCORES, scores_of

    return scores_of(file, approvals_of(ledger, file.matter)) if file.model is not None else NO_SCORES


def _across(ledger: Ledger, results: list[Received]) -> list[CrossFinding]:
    """What the files of this run share with others that count."""
    from xladdin.ledger.files import standing
    from xladdin.receiving.across import across

    mine = {got.file.digest for got in results}
    return [one for one in across(standing(ledger)) if mine & set(one.digests)]


def line(got: Received, scores: Scores) -> str:
    """``已接收 a.xlsx：甲局 乙项目 2024 年度 第 1 版，…``."""
    from xladdin.receiving.scores import said_of

    file = got.file
    who = f"{file.who.said} 第 {file.version} 版" if file.year else ""
    said = "".join(one for one in (file.reason, file.remedy) if one)
    warned = f"警告 {file.warnings} 处" if file.stands and file.warnings else ""
    scored = said_of(scores) if file.stands else ""
    told = "，".join(part for part in (who, scored, warned, said) if part)
    return " ".join(f"{file.state} {got.path}：{told}".split())  # a name with a line break makes no line of its own


def as_json(got: Received, scores: Scores, crossed: Iterable[CrossFinding] = ()) -> dict[str, object]:
    """The contract of ``receive --json``, with what a program wants to know besides."""
    file = got.file
    found = [one.as_json() for one in got.findings]
    found += [
        {"rule": one.rule, "severity": one.severity, "message": one.message, "remedy": one.remedy}
        for one in crossed
        if file.digest in one.digests
    ]
    return {
        "path": got.path,
        "digest": file.digest,
        "state": file.state,
        "reason": f"{file.reason}{file.remedy}",
        "code": file.code or None,
        "unit": file.unit_code or file.unit_name,
        "project": file.project_code or file.project_name,
        "year": file.year,
        "version": file.version,
        "content_digest": file.content_digest or None,
        "verify": file.verdict or None,
        "profile": file.profile or None,
        "profile_from": file.profile_from or None,
        "score": _text(scores.total),
        "grade": scores.grade or None,
        "score_if_approved": _text(scores.proposed_total),
        "computed_score": _text(scores.computed_total),
        "pending_adjustments": list(scores.pending),
        "findings": found,
    }


def _text(value: Decimal | None) -> str | None:
    from xladdin.model.grammar.decimals import plain_text

    return None if value is None else plain_text(value)


def _summary(results: list[Received], others: int) -> None:
    counts = Counter(got.file.state for got in results)
    said = "，".join(f"{state} {count}" for state, count in counts.items())
    print(
        f"共 {len(results)} 个文件：{said}。"
        + (f"另有 {others} 个其他文件（信函、图片等）没有处理。" if others else "")
    )
    for text in rules_used([got.file for got in results]):
        print(text)


def rules_used(files: Iterable[File]) -> Iterator[str]:
    """By which rules was scored, and who said so."""
    used = Counter((one.profile, one.profile_from) for one in files if one.profile)
    for (profile, said_by), count in used.items():
        by = {"清单": "按应报清单的", "参数": "按 --profile 指定的"}.get(
            said_by, "应报清单和 --profile 都没有写明，按文件注明的"
        )
        yield f"{by}评分规则 {profile}：{count} 个文件。"


def _exit_code(results: list[Received], paths: list[Path]) -> int:
    refused = [got for got in results if got.file.state in ("拒收", "退回")]
    only = len(paths) == 1 and len(results) == 1 and not paths[0].is_dir()
    if only and results[0].file.state == "拒收":
        return 3
    return 1 if refused else 0


def progress(items: list[T], what: str) -> Iterable[T]:
    """A bar on a terminal; nothing where nobody looks."""
    if not sys.stderr.isatty() or len(items) < 2:
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, description=what, console=Console(stderr=True), transient=True)
