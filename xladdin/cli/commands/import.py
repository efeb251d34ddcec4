"""``xladdin import``: goal tables and self-evaluation tables from Word, Excel and text → one PROJECT.json a project."""

# ruff: noqa: N999 (named as the command is, loaded by name)
from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xladdin.errors import UserError

if TYPE_CHECKING:
    from xladdin.intake.run import Imported, Result

#: Lines of cells that were not read, and of pairs that are open, before the rest is counted.
_MOST_LINES = 40
_MAPPING = "对照表.csv"
_TABLES = {
    "overall": "总体目标表",
    "annual": "年度目标表",
    "weighted": "带权重的目标表",
    "transfer": "自评表",
    "project": "自评表",
    "indicators": "指标",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="文件", help=".docx、.xlsx、.xls、.doc、.txt，或自评工作簿、报送件"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="目录", help="放 PROJECT.json 的目录")
    parser.add_argument("--mapping", type=Path, metavar="对照表.csv", help="用改正过的对照表确定哪些行是同一指标")
    parser.add_argument("--overwrite", action="store_true", help="覆盖目录里的同名文件")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: argparse.Namespace) -> int:
    from xladdin.intake.mapping_file import read_mapping
    from xladdin.intake.run import run_import

    mapping = read_mapping(options.mapping) if options.mapping else None
    result = run_import(options.files, mapping)
    if not result.projects:
        raise result.refused[0]
    written, table = _write(result, options.output, options.overwrite)
    if options.json:
        from xladdin.cli.output import print_json

        print_json(_as_json(result, written, table))
    else:
        _print(result, written, table)
    return 0 if result.is_whole else 1


def _write(result: Result, folder: Path, overwrite: bool) -> tuple[list[Path], Path | None]:
    """All files or none: a name that is taken by another content is found before the first is written."""
    from xladdin.disk.writing import create, create_beside, replace
    from xladdin.intake.output import readable

    contents: dict[Path, bytes] = {}
    for project in result.projects:
        path, number = folder / f"{_stem(project)}.json", 2
        while path in contents:
            path, number = folder / f"{_stem(project)}（{number}）.json", number + 1
        contents[path] = readable(project.evaluation)
    if not overwrite:
        for path, content in contents.items():
            if path.exists() and (not path.is_file() or path.read_bytes() != content):
                raise UserError("import-exists", file=path)
    for path, content in contents.items():
        if overwrite and path.is_file():
            replace(path, content)
        else:
            create(path, content, exists="import-exists")
    if not result.mapping:
        return list(contents), None
    return list(contents), create_beside(folder / _MAPPING, result.mapping)


def _stem(project: Imported) -> str:
    from xladdin.submission.file_name import safe

    evaluation = project.evaluation
    return f"{safe(evaluation.project.code or evaluation.project.name)}_{evaluation.year}"


def _print(result: Result, written: list[Path], table: Path | None) -> None:
    for project, path in zip(result.projects, written, strict=True):
        counts = "、".join(f"{_TABLES[kind]} {count} 项" for kind, count in project.counts.items())
        evaluation = project.evaluation
        print(f"已生成 {path}：{evaluation.project.name}，{evaluation.year} 年；{counts}。")
    for note in result.notes:
        print(f"说明：{note}。")
    for error in result.refused:
        print(f"未读入：{error.line()}")
    for item in result.not_read[:_MOST_LINES]:
        where = f" {item.where}" if item.where else ""
        print(f"未读懂：文件“{item.file}” {item.table}{where}“{item.text}”：{item.why}，留空。")
    if len(result.not_read) > _MOST_LINES:
        print(f"未读懂：还有 {len(result.not_read) - _MOST_LINES} 格没有列出；全部见 --json。")
    unmatched = [(project, line) for project in result.projects for line in project.unmatched]
    for project, line in unmatched[:_MOST_LINES]:
        print(f"未对上：“{project.evaluation.project.name}”的{line}在另一张表中没有同名的行。")
    if table is not None:
        what = (
            f"其中 {len(unmatched)} 行没有对上，改好后加 --mapping {table} --overwrite 重新导入"
            if unmatched
            else "请核对"
        )
        print(f"各表的行怎样对应，写在 {table}：{what}。")
    if result.cells_read or result.not_read:
        print(f"共读入 {result.cells_read} 格，没有读懂 {len(result.not_read)} 格。")
    elif result.projects:
        print("是本工具的工作簿，内容已原样读出。")


def _as_json(result: Result, written: list[Path], table: Path | None) -> dict[str, Any]:
    return {
        "projects": [
            {
                "path": str(path),
                "name": project.evaluation.project.name,
                "year": project.evaluation.year,
                "form": project.evaluation.form,
                "files": list(project.files),
                "counts": project.counts,
                "unmatched": list(project.unmatched),
            }
            for project, path in zip(result.projects, written, strict=True)
        ],
        "mapping": None if table is None else str(table),
        "notes": result.notes,
        "refused": [
            {"file": error.file, "place": error.cell, "code": error.code, "message": error.line()}
            for error in result.refused
        ],
        "not_read": [item._asdict() for item in result.not_read],
        "cells": {"read": result.cells_read, "not_read": len(result.not_read)},
    }
