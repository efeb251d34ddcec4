"""``xladdin demo``: the main job on the two real projects and on one of the other form, from issued goals to locked submissions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xladdin.model.evaluation import Evaluation

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

#: What is issued; everything else is filled in by the unit.
_FILLED_ROW = ("actual", "reason", "tier_percent", "declared_score")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, default=Path("out"), metavar="目录", help="放到哪个目录，默认 out")


def run(options: argparse.Namespace) -> int:
    from xladdin.cli.output import console
    from xladdin.cli.score_table import level_table
    from xladdin.model import project_json

    out = console()
    folder: Path = options.output
    opened: list[str] = []
    for sample in sorted(SAMPLES.glob("*.json"), reverse=True):
        evaluation = project_json.load(sample)
        out.print(f"\n■ {evaluation.project.name}（{evaluation.year} 年度）")
        book, submission, sheet = _work(evaluation, folder, sample.stem)
        out.print(level_table(evaluation, sheet))
        opened += [f"  {book}\t自评工作簿：填好、算好，可以继续改", f"  {submission}\t报送件：已锁定，只有数值"]
    out.print("\n请用 Excel、WPS 或 LibreOffice 打开：")
    for line in opened:
        print(line)
    return 0


def _work(evaluation: Evaluation, folder: Path, name: str):  # type: ignore[no-untyped-def]
    """Build from the goals, fill, recalculate, score, export; prints a line for every step."""
    from xladdin.disk.writing import make_folder
    from xladdin.forms.build.workbook import build
    from xladdin.forms.closed.fill import fill
    from xladdin.forms.closed.recalc import recalculate
    from xladdin.forms.package.archive import Archive
    from xladdin.forms.read.open_file import open_file
    from xladdin.rules import profile as profiles
    from xladdin.rules.score_sheet import score_sheet
    from xladdin.submission.export import export

    profile = profiles.load(evaluation.profile)
    goals = issued(evaluation)
    make_folder(folder)
    path = folder / f"{name}-自评工作簿.xlsx"
    archive = Archive.read(build(goals, profile))
    print(f"1. 由下达的目标生成工作簿：{len(goals.indicators)} 个指标")
    values = answers(evaluation, goals)
    archive = fill(archive, values)
    print(f"2. 填报：{len(values)} 个单元格")
    done = recalculate(archive)
    done.archive.write(path)
    print(f"3. 重新计算：{done.changed} 个结果")
    opened = open_file(path)
    sheet = score_sheet(opened.evaluation, profile)
    exported = export(path, folder)
    print(f"4. 导出报送件：{exported.path.name}")
    return path, exported.path, sheet


def issued(evaluation: Evaluation) -> Evaluation:
    """The evaluation as it comes down: goals, weights and budgets, nothing filled in."""
    from msgspec.structs import replace

    from xladdin.model.evaluation import Signatures

    blank_row = {"actual": "", "reason": "", "tier_percent": None, "declared_score": None, "adjustment": None}
    return replace(
        evaluation,
        indicators=tuple(replace(row, **blank_row) for row in evaluation.indicators),
        funds=tuple(replace(row, arrived=None, executed=None, declared_rate="") for row in evaluation.funds),
        management=(),
        objective="",
        achievement="",
        remarks="",
        measures="",
        signatures=Signatures(),
        declared=None,
    )


def answers(evaluation: Evaluation, goals: Evaluation) -> dict[str, str]:
    """Field path → what the unit fills in: every field in which the two differ."""
    from xladdin.model.fields import field, paths

    found = {}
    for path in paths(evaluation):
        value = field(evaluation, path)
        if value is not None and value != field(goals, path):
            found[path] = value
    return found  # type: ignore[return-value]
