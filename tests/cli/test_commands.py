"""What every command does when all is well: files, output, exit code; the JSON contract key by key."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.forms.conftest import PROJECTS, SAMPLES
from tests.forms.office import stored
from tests.support.audit import assert_package_clean
from xladdin.cli.parser import COMMANDS
from xladdin.rules import profile as profiles

ROOT = SAMPLES.parents[1]
TURPAN, KARAMAY = (SAMPLES / f"{name}.json" for name in PROJECTS)

#: The contract of the JSON that scripts read.
SCORE_KEYS = {
    "profile",
    "levels",
    "total",
    "grade",
    "computed_total",
    "computed_grade",
    "declared",
    "indicators",
    "no_total",
}
LEVEL_KEYS = {"level1", "standard", "score", "computed_score"}
ROW_KEYS = set(
    "key level1 level2 level3 target actual completion_rate deviation_rate weight computed_score score declared_score "
    "adjustment explanation value unit conversions unread".split()
)
FINDING_KEYS = set("rule severity sheet cell indicator found expected difference message remedy basis".split())


def score(run: Run, *arguments: object) -> dict[str, Any]:
    ran = run("score", *arguments, "--json")
    assert ran.code == 0
    assert ran.err == ""
    answer: dict[str, Any] = json.loads(ran.out)
    return answer


def test_new_writes_a_clean_workbook_and_says_so(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "新" / "自评.xlsx"
    ran = run("new", KARAMAY, "-o", target)
    assert (ran.code, ran.err) == (0, "")
    assert "17 个指标" in ran.out
    assert "xinjiang-2024" in ran.out
    assert_package_clean(target)


def test_new_takes_another_profile(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    assert run("new", TURPAN, "-o", target, "--profile", "mof-2020").code == 0
    assert score(run, target)["profile"] == "mof-2020"


_TRANSFER, _PROJECT = "绩效自评工作簿", "项目支出绩效自评工作簿"


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ((), {_TRANSFER: (30, 45, 60)}),
        (("--rows", "7"), {_TRANSFER: (7,)}),
        (("--form", "project"), {_PROJECT: (15, 25, 40)}),
        (("--form", "project", "--rows", "9"), {_PROJECT: (9,)}),
    ],
)
def test_template_writes_blank_workbooks(
    options: tuple[str, ...], names: dict[str, tuple[int, ...]], run: Run, tmp_path: Path
) -> None:
    ran = run("template", "-o", tmp_path / "空白", *options)
    assert ran.code == 0
    expected = {f"{name}（{number}行）.xlsx" for name, rows in names.items() for number in rows}
    assert {path.name for path in (tmp_path / "空白").iterdir()} == expected
    for path in (tmp_path / "空白").iterdir():
        assert_package_clean(path)
    assert ran.out.count("已生成") == len(expected)


def test_recalc_refreshes_and_counts(run: Run, karamay: Path) -> None:
    assert "0 个结果有变化" in run("recalc", karamay).out
    workbook = openpyxl.load_workbook(karamay)
    workbook.save(karamay)
    ran = run("recalc", karamay)
    assert ran.code == 0
    assert int(re.findall(r"(\d+) 个结果有变化", ran.out)[0]) > 400
    assert stored(karamay).values["评分表"]["I7"] is not None


def test_recalc_restores_formulas_that_were_typed_over_and_says_where(run: Run, karamay: Path) -> None:
    workbook = openpyxl.load_workbook(karamay)
    row = next(cell.row for cell in workbook["评分表"]["A"] if cell.value == "q03")
    formula = workbook["评分表"][f"N{row}"].value
    assert formula.startswith("=")
    workbook["评分表"][f"N{row}"] = 99
    workbook.save(karamay)
    ran = run("recalc", karamay)
    assert ran.code == 0
    assert f"工作表“评分表”单元格 N{row} 的公式已被覆盖（现为“99”），已恢复。" in ran.out
    assert openpyxl.load_workbook(karamay)["评分表"][f"N{row}"].value == formula
    assert stored(karamay).values["评分表"][f"N{row}"] != 99


@pytest.mark.parametrize("name", PROJECTS)
def test_score_gives_the_same_for_project_workbook_and_submission(name: str, run: Run, tmp_path: Path) -> None:
    project, book = SAMPLES / f"{name}.json", tmp_path / "book.xlsx"
    assert run("new", project, "-o", book).code == 0
    assert run("export", book, "-o", tmp_path / "out").code == 0
    (submission,) = (tmp_path / "out").iterdir()
    answers = [score(run, path) for path in (project, book, submission)]
    assert answers[0] == answers[1] == answers[2]


def test_the_json_of_score_has_the_keys_of_the_contract_and_no_other(run: Run) -> None:
    for project in (TURPAN, KARAMAY):
        answer = score(run, project)
        assert set(answer) == SCORE_KEYS
        assert all(set(level) == LEVEL_KEYS for level in answer["levels"])
        assert [level["level1"] for level in answer["levels"]] == ["预算执行", "产出指标", "效益指标", "满意度指标"]
        assert all(set(row) == ROW_KEYS for row in answer["indicators"])
        assert set(answer["declared"]) == {"levels", "total", "grade"}
        for row in answer["indicators"]:
            for name in ("completion_rate", "deviation_rate", "weight", "computed_score", "score", "declared_score"):
                assert row[name] is None or (str(Decimal(row[name])) and "E" not in row[name])
            if row["adjustment"] is not None:
                assert set(row["adjustment"]) == {"kind", "keep", "reason", "basis", "evidence", "approved_by"}


def test_score_shows_every_conversion_and_why_a_row_is_not_scored(run: Run, tmp_path: Path) -> None:
    project = {
        "form": "transfer",
        "year": 2024,
        "project": {"name": "粮食"},
        "funds": [{"source": "total", "budget": "100", "executed": "90"}],
        "indicators": [
            {"level1": "产出指标", "level3": "播种面积", "target": "≥20万亩", "actual": "82200亩", "weight": "5"},
            {"level1": "产出指标", "level3": "补助标准", "target": "300元/生·年", "actual": "140人", "weight": "5"},
            {"level1": "成本指标", "level3": "总成本", "target": "20万元", "actual": "25万元", "weight": "5"},
        ],
    }
    path = tmp_path / "粮食.json"
    path.write_text(json.dumps(project, ensure_ascii=False), "utf-8")
    ran = run("score", path, "--json")
    assert ran.code == 1
    answer = json.loads(ran.out)
    area, standard, cost = answer["indicators"]
    assert (area["value"], area["unit"], area["completion_rate"]) == ("8.22", "万亩", "0.411")
    assert area["conversions"] == ["82200亩 = 8.22万亩"]
    assert (standard["value"], standard["score"]) == (None, None)
    assert "不是同一种量" in standard["unread"]
    assert (cost["score"], cost["explanation"][:18]) == ("4", "目标值未写符号，按成本上限（≤）计；")
    assert answer["total"] is None
    assert answer["no_total"].startswith("不出总分：产出指标有 1 个指标需核对；表中没有效益指标")
    printed = run("score", path).out.replace("\n", "")
    assert "不出总分" in printed
    assert "补助标准" in printed


def test_score_gives_the_published_numbers(run: Run) -> None:
    """As published: README.md, docs/rules.md."""
    turpan, karamay = score(run, TURPAN), score(run, KARAMAY)
    assert [level["score"] for level in turpan["levels"]] == ["6.3", "44.1", "28.4", "10"]
    assert (turpan["total"], turpan["grade"]) == ("88.8", "良")
    assert [level["score"] for level in karamay["levels"]] == ["5.8", "47.3", "30", "10"]
    assert (karamay["total"], karamay["grade"]) == ("93.1", "优")
    rates = {row["key"]: row["completion_rate"] for row in karamay["indicators"]}
    assert "1.5554" in {rate[:6] for rate in rates.values() if rate}
    assert max(len(rate) for rate in rates.values() if rate) > 20  # full precision


def test_rules_and_adjustments_can_be_chosen(run: Run) -> None:
    only = ("--profile", "mof-2020", "--only-adjustments", "按已达标认定")
    turpan = score(run, TURPAN, *only)
    assert (turpan["total"], turpan["grade"]) == ("65.4", "中")
    assert score(run, KARAMAY, "--profile", "mof-2020")["total"] == "95.8"
    assert score(run, TURPAN, "--profile", "mof-2020", "--no-adjustments")["total"] == "63.1"
    bare = score(run, TURPAN, "--no-adjustments")
    assert bare["total"] == bare["computed_total"] == score(run, TURPAN)["computed_total"]


def test_score_prints_a_table_with_explanations_and_names_what_is_inferred(run: Run) -> None:
    ran = run("score", TURPAN)
    assert ran.code == 0
    for word in ("88.8", "良", "按批准的评分调整", "推定", "xladdin profile show xinjiang-2024", "107.46%"):
        assert word in ran.out.replace("\n", "")


def test_a_workbook_that_nobody_filled_has_no_total_and_says_so_by_its_exit_code(run: Run, tmp_path: Path) -> None:
    assert run("template", "-o", tmp_path, "--rows", "3").code == 0
    (path,) = tmp_path.iterdir()
    ran = run("score", path, "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["total"] is None


def test_check_says_what_it_found_and_what_it_looked_at(run: Run, karamay: Path) -> None:
    ran = run("check", karamay, "--json")
    assert ran.code == 0
    answer = json.loads(ran.out)
    assert set(answer) == {"findings", "checked"}
    assert answer["findings"]
    for finding in answer["findings"]:
        assert set(finding) >= FINDING_KEYS
        assert finding["severity"] in ("error", "warning", "hint")
        assert re.fullmatch(r"[A-Z]+\d+", finding["cell"])
    assert all(set(line) == {"rule", "applied", "not_applied_because"} for line in answer["checked"])
    plain = run("check", karamay)
    assert plain.out.count("\n") > 1


def test_check_fails_by_exit_code_when_there_are_errors(run: Run, project: Callable[..., Path]) -> None:
    def blank(raw: dict[str, Any]) -> None:
        raw["indicators"][1]["actual"] = ""

    ran = run("check", project(blank))
    assert ran.code == 1
    assert "[错误 C10]" in ran.out


def test_export_names_file_score_and_digest_and_lists_refusals(
    run: Run, karamay: Path, tmp_path: Path, project: Callable[..., Path]
) -> None:
    ran = run("export", karamay, "-o", tmp_path / "out")
    assert ran.code == 0
    (submission,) = (tmp_path / "out").iterdir()
    assert submission.name in ran.out
    assert "93.1 优" in ran.out
    digest = stored_digest(submission)
    assert f"{digest[:4]} {digest[4:8]}".upper() in ran.out

    def blank(raw: dict[str, Any]) -> None:
        raw["indicators"][1]["actual"] = ""
        raw["indicators"][2]["actual"] = ""

    book = tmp_path / "blank.xlsx"
    assert run("new", project(blank), "-o", book).code == 0
    refused = run("export", book, "-o", tmp_path / "none")
    assert refused.code == 1
    assert refused.out == ""
    first, *lines = refused.err.splitlines()
    assert "blank.xlsx" in first
    assert "未导出" in first
    assert all(re.match(r"\[错误 C\d\d\] \S+ [A-Z]+\d+", line) for line in lines)
    assert "F23" in refused.err and "F24" in refused.err
    assert not (tmp_path / "none").exists()


def stored_digest(path: Path) -> str:
    import zipfile

    with zipfile.ZipFile(path) as package:
        found = re.search(rb"content_digest\"><vt:lpwstr>([0-9a-f]{64})", package.read("docProps/custom.xml"))
    assert found is not None
    return found[1].decode()


def test_profile_lists_and_shows_every_number_with_its_source(run: Run) -> None:
    listed = run("profile", "list")
    assert [line.split("\t")[0] for line in listed.out.splitlines()] == profiles.names()
    assert {"mof-2020", "xinjiang-2024"} <= set(profiles.names())
    shown = run("profile", "show", "xinjiang-2024").out.replace("\n", "")
    for word in ("1.3", "0.5", "推定", "财预〔2020〕10号", "未见原文"):
        assert word in shown


def test_schema_is_a_schema_that_the_samples_meet(run: Run) -> None:
    schema = json.loads(run("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    for name in PROJECTS:
        jsonschema.validate(json.loads((SAMPLES / f"{name}.json").read_text("utf-8")), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"form": "transfer", "year": 2024, "unti": {}}, schema)


def test_version_and_help_are_there_for_every_command(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    from xladdin import __version__
    from xladdin.cli import main

    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert __version__ in capsys.readouterr().out
    for name in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        said = capsys.readouterr().out
        assert "用法：" in said
        assert not re.search(r"usage:|positional|optional arguments|show this", said)


def test_every_command_of_the_readme_exists_with_its_options(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    from xladdin.cli import main

    block = (ROOT / "README.md").read_text("utf-8").partition("## Commands")[2].split("```")[1]
    lines = [line.partition("   ")[0] for line in block.strip().splitlines() if line.startswith("xladdin")]
    named = [shlex.split(line)[1] for line in lines]
    assert sorted(named) == sorted(COMMANDS)
    for line, name in zip(lines, named, strict=True):
        with pytest.raises(SystemExit):
            main([name, "--help"])
        said = capsys.readouterr().out
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", line):
            assert option in said, f"{name} has no {option}"
