"""``xladdin rollup``: many units' tables become their region's."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xladdin.checks.finding import Finding
    from xladdin.rollup.gather import Gathered
    from xladdin.rollup.ratio import Ratio
    from xladdin.rollup.region import Region


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="台账.db|目录", help="收件台账，或存放报送件的目录")
    parser.add_argument("-o", "--output", type=Path, metavar="汇总.xlsx", help="汇总工作簿；对照表写在它旁边")
    parser.add_argument("--region", default="本地区", metavar="名称", help="区域名称，印在标题里")
    parser.add_argument("--region-code", metavar="区划代码", help="只汇总这个地区和它下面的，如 650400")
    parser.add_argument("--year", type=int, metavar="年度", help="只汇总这一年；以前年度的自评表计入期间进度")
    parser.add_argument("--programme", default="", metavar="所属专项", help="只汇总这个专项")
    parser.add_argument("--catalogue", type=Path, metavar="目录.toml", help="本专项的指标目录；不给则用随程序的")
    parser.add_argument("--profile", metavar="规则|文件.toml", help="本级的评分规则；不给则用各表共同的一套")
    parser.add_argument(
        "--weight-by",
        choices=("budget", "executed", "central"),
        default="budget",
        metavar="budget|executed|central",
        help="相对量按什么资金加权：全年预算数（默认）、全年执行数、中央财政资金",
    )
    parser.add_argument("--expected", type=Path, metavar="应报清单.xlsx", help="列出没有报来的；台账用它自己的清单")
    parser.add_argument("--against", type=Path, metavar="汇总表", help="核对已有的汇总表是否等于下级汇总（C22）")
    parser.add_argument("--mapping", type=Path, metavar="汇总对照.csv", help="核对过的指标对照表")
    parser.add_argument(
        "--ratio", action="append", default=[], metavar="分子/分母", help="另算两个绝对量指标的真实比例，可给多次"
    )
    parser.add_argument(
        "--engine",
        choices=("auto", "loop", "processes", "dask"),
        default="auto",
        metavar="auto|loop|processes|dask",
        help="由谁读取：auto 几百份以上用多个进程（要装 xladdin[rollup]），dask 用集群（xladdin[cluster]）",
    )
    parser.add_argument("--scheduler", default="", metavar="tcp://主机:端口", help="已有 Dask 集群的调度器地址")
    parser.add_argument("--workers", type=int, default=0, metavar="个数", help="本机用几个进程，默认每个处理器核心一个")
    parser.add_argument(
        "--store", type=Path, metavar="目录", help="基础数据（Parquet 长表）放在哪里；默认在台账或报送件目录旁边"
    )
    parser.add_argument("--project", type=Path, metavar="区域.json", help="另存区域的自评数据，可再生成工作簿和报告")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    import datetime

    from xladdin.disk.writing import create, replace
    from xladdin.model.project_json import encode
    from xladdin.rollup.against import parts_and_wholes
    from xladdin.rollup.book.summary import Beside, summary_book
    from xladdin.rollup.gather import gather
    from xladdin.rollup.mapping import Confirmed, alone, mapping_content, read_mapping, unconfirmed
    from xladdin.rollup.missing import missing_of_ledger, missing_of_list
    from xladdin.rollup.ratio import catalogued, ratio
    from xladdin.rollup.region import region
    from xladdin.rollup.scope import Scope, asked
    from xladdin.rollup.store.reading import Reading
    from xladdin.rollup.sums.carried import with_sums
    from xladdin.rollup.sums.sums import sums_of
    from xladdin.rules.indicators.programme import load_programme

    confirmed = read_mapping(options.mapping) if options.mapping is not None else Confirmed({}, {})
    programme = load_programme(options.catalogue) if options.catalogue is not None else None
    code = asked(options.region_code) if options.region_code else None
    reading = Reading(options.engine, options.scheduler, options.workers, options.store)
    gathered = gather(options.source, options.profile, Scope(options.year, options.programme, code), reading)
    done = region(
        gathered.members,
        gathered.profile,
        name=options.region,
        base=options.weight_by,
        mapped=confirmed.names,
        natures=confirmed.natures,
        programme=programme,
        code=code.code if code is not None else "",
        sums=gathered.sums,
    )
    ratios = [*catalogued(done.combined, done.told.programme), *(ratio(one, done.combined) for one in options.ratio)]
    found = done.groups
    single = [
        (group.name, "、".join(dict.fromkeys(member.unit for member, _ in group.rows)), other.name if other else "")
        for group, other, _ in alone(found, len(done.members))
        if group.name not in confirmed.apart
    ]
    differing = [
        *(_against(options.against, done) if options.against is not None else ()),
        *parts_and_wholes(done),
    ]
    missing = []
    if options.expected is not None:
        missing = missing_of_list(options.expected, done.members)
    elif options.source.suffix.lower() == ".db":
        missing = missing_of_ledger(options.source, {one.evaluation.year for one in done.members})
    if options.output is not None:
        created = datetime.datetime.now(datetime.UTC)
        beside_it = Beside(ratios, single, missing, differing)
        content = summary_book(done, gathered, beside_it, created)
        sums = gathered.sums or sums_of(gathered.members)
        carrying = with_sums(content, sums, gathered.profile, gathered.approved)
        if carrying is None:
            print("汇总基数太大，没有放进工作簿；上级要继续汇总的，请把基础数据目录一并上报。", file=sys.stderr)
        create(options.output, carrying or content)
        beside = options.output.with_name("汇总对照.csv")
        if beside != options.mapping:
            replace(beside, mapping_content(found, len(done.members), confirmed, done.doubtful))
    if options.project is not None:
        create(options.project, encode(done.evaluation))
    if options.json:
        from xladdin.cli.output import print_json

        absences = [
            {"unit": one.matter.unit.said, "project": one.matter.project.said, "state": one.state} for one in missing
        ]
        against = [one.as_json() for one in differing]
        print_json({**_as_json(done, gathered, ratios, single), "missing": absences, "findings": against})
    else:
        _print(options, done, gathered, ratios, single, len(unconfirmed(found)))
    if differing:
        from xladdin.cli.findings import finding_lines

        for line in finding_lines(differing):
            print(line, file=sys.stderr)
    for absent in missing:
        print(f"{absent.state} {absent.matter.unit.said}：{absent.matter.project.said}", file=sys.stderr)
    for one in gathered.left_out:
        print(f"未计入 {one.source}：{one.reason}", file=sys.stderr)
    wrong = any(one.wrong for one in gathered.left_out) or any(one.severity == "error" for one in differing)
    return 1 if single or done.doubtful or wrong else 0


def _against(path: Path, done: Region) -> list[Finding]:
    """C22. Raises UserError rollup-against where the table is one of the members."""
    from xladdin.errors import UserError
    from xladdin.forms.read.open_file import open_file
    from xladdin.model.content_digest import content_digest
    from xladdin.rollup.against import against

    opened = open_file(path)
    if content_digest(opened.evaluation) in {one.digest for one in done.members}:
        raise UserError("rollup-against", file=path)
    return against(opened.evaluation, opened.book.places if opened.book is not None else {}, done)


def _print(
    options: argparse.Namespace,
    done: Region,
    gathered: Gathered,
    ratios: list[Ratio],
    single: list[tuple[str, str, str]],
    proposed: int,
) -> None:
    from xladdin.cli.score_table import percent, print_scores

    print_scores(done.evaluation, done.sheet)
    for one in ratios:
        print(f"{one.name}：指标值 {percent(one.target)}，完成 {percent(one.actual)}。")
    counts = "只计已批准的评分调整" if gathered.approved else "评分调整按填报计入"
    print(f"汇总 {len(done.members)} 个项目、{len(done.combined)} 项指标，{counts}。")
    if single:
        print(
            f"{len(single)} 项指标不是所有单位都有，已各自成行，见“未对上的指标”；同一指标名称不同的，在汇总对照.csv 中确认后用 --mapping 重新汇总。"
        )
    if proposed:
        print(f"{proposed} 项指标的性质（绝对量、相对量、定性、时限）是按名称和单位建议的，请在汇总对照.csv 中核对。")
    for money in done.doubtful:
        print(
            f"{money.said}，合计中各计一次；是同一笔钱的，请在汇总对照.csv 中确认“只计一次”（C33）。", file=sys.stderr
        )
    if options.output is not None:
        print(f"已生成 {options.output}，对照表 {options.output.with_name('汇总对照.csv')}。")


def _as_json(
    done: Region, gathered: Gathered, ratios: list[Ratio], single: list[tuple[str, str, str]]
) -> dict[str, Any]:
    from xladdin.cli.commands.score import as_json
    from xladdin.model.grammar.decimals import plain_text

    def text(value: Any) -> str | None:
        return None if value is None else plain_text(value)

    return {
        "region": done.evaluation.unit.name,
        "year": done.evaluation.year,
        "weight_by": done.base,
        "members": [
            {"unit": one.unit, "project": one.project, "source": one.source, "digest": one.digest}
            for one in done.members
        ],
        "score": as_json(done.evaluation, done.sheet),
        "indicators": [
            {
                "name": one.name,
                "code": one.code or None,
                "nature": one.nature.value,
                "nature_by": one.said_by,
                "part_of": one.part_of or None,
                "low": text(one.low),
                "high": text(one.high),
                "actual": text(one.actual),
                "met": one.met,
                "parts": [
                    {
                        "unit": part.member.unit,
                        "name": part.row.indicator.level3,
                        "actual": text(part.actual),
                        "weight": text(part.weight),
                        "left": part.left.value if part.left is not None else None,
                        "conversion": part.conversion or None,
                    }
                    for part in one.parts
                ],
            }
            for one in done.combined
        ],
        "ratios": [{"name": one.name, "target": text(one.target), "actual": text(one.actual)} for one in ratios],
        "shared_money": [
            {
                "document": one.document,
                "amount": text(one.amount),
                "source": one.source,
                "units": [member.unit for member in one.members],
                "counted_once": one in done.shared,
            }
            for one in (*done.shared, *done.doubtful)
        ],
        "alone": [{"name": name, "units": units, "like": like or None} for name, units, like in single],
        "left_out": [{"source": one.source, "reason": one.reason} for one in gathered.left_out],
    }
