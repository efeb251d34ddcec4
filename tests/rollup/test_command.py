"""``xladdin rollup`` from files: which take part, the mapping, the workbook, exit codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from xladdin.cli.main import main
from xladdin.errors import UserError
from xladdin.model.evaluation import Evaluation
from xladdin.model.project_json import encode
from xladdin.rollup.gather import gather
from xladdin.rollup.mapping import read_mapping
from xladdin.rules import profile as profiles
from xladdin.submission.seal.make import sealed

XINJIANG = profiles.load("xinjiang-2024")
HEAD = "单位表中的指标,归入指标,性质,采用,说明"
Run = Callable[..., tuple[int, str, str]]


def put(folder: Path, name: str, evaluation: Evaluation) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    if name.endswith(".json"):
        path.write_bytes(encode(evaluation))
    else:
        sealed(evaluation, XINJIANG)[0].write(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("turpan-2024", "karamay-2024"):
        put(tmp_path / "收件", f"{name}.xlsx", sample(name))
    return tmp_path / "收件"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        code = main(["rollup", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-16", "\t")])
def test_a_person_confirms_the_mapping_and_consolidates_again(
    folder: Path, tmp_path: Path, run: Run, encoding: str, separator: str
) -> None:
    """Saved by Excel or WPS as UTF-8, in the Chinese code page, or as “Unicode text”."""
    code, said, _ = run(folder, "-o", tmp_path / "汇总.xlsx", "--region", "新疆")
    assert code == 1  # something is left for a person
    assert "汇总 2 个项目" in said
    written = tmp_path / "汇总对照.csv"
    lines = list(csv.reader(io.StringIO(written.read_text("utf-8-sig"))))
    (jobs,) = [line for line in lines if line[0] == "吸纳就业人数（万人）"]
    assert jobs[1:4] == ["增加就业人数（人）", "", ""]  # proposed, not decided; its nature stands in the catalogue
    jobs[3] = "是"
    confirmed = tmp_path / "核对.csv"
    confirmed.write_text("\n".join(separator.join(line) for line in [lines[0], jobs]), encoding)
    code, said, _ = run(folder, "--mapping", confirmed, "--json")
    found = json.loads(said)
    (one,) = [one for one in found["indicators"] if one["name"] == "增加就业人数（人）"]
    assert one["actual"] == "1050"
    assert {part["name"] for part in one["parts"]} == {"吸纳就业人数（万人）", "增加就业人数（人）"}


def test_a_person_confirms_that_indicators_stand_by_themselves(folder: Path, tmp_path: Path, run: Run) -> None:
    code, _, _ = run(folder, "-o", tmp_path / "汇总.xlsx")
    assert code == 1
    lines = list(csv.reader(io.StringIO((tmp_path / "汇总对照.csv").read_text("utf-8-sig"))))
    confirmed = tmp_path / "核对.csv"
    said = [lines[0], *([*line[:3], "否", ""] for line in lines[1:])]
    confirmed.write_text("\n".join(",".join(line) for line in said), "utf-8")
    again = tmp_path / "再次"
    again.mkdir()
    code, said_again, _ = run(folder, "--mapping", confirmed, "-o", again / "汇总.xlsx")
    assert code == 0
    assert "不是所有单位都有" not in said_again
    kept = list(csv.reader(io.StringIO((again / "汇总对照.csv").read_text("utf-8-sig"))))
    assert {tuple(line[:4]) for line in kept[1:]} == {(line[0], "", "", "否") for line in lines[1:]}


def test_a_nature_is_confirmed_and_the_indicator_stands_by_itself(tmp_path: Path, run: Run) -> None:
    """No catalogue knows 长河县's programme: natures are proposed, and one indicator is made another unit's."""
    folder, one = tmp_path / "收件", sample("changhe-2024")
    other = replace(one, unit=replace(one.unit, name="另一单位", code=""), indicators=one.indicators[1:])
    put(folder, "a.json", one)
    put(folder, "b.json", other)
    assert run(folder, "-o", tmp_path / "汇总.xlsx")[0] == 1
    lines = list(csv.reader(io.StringIO((tmp_path / "汇总对照.csv").read_text("utf-8-sig"))))
    assert {line[0] for line in lines[1:]} == {row.level3 for row in one.indicators}
    assert all(line[2] for line in lines[1:])  # a nature is proposed for each
    confirmed = tmp_path / "核对.csv"
    said = [lines[0], *([line[0], "", line[2], "是", ""] for line in lines[1:])]
    confirmed.write_text("\n".join(",".join(line) for line in said), "utf-8")
    code, told, _ = run(folder, "--mapping", confirmed, "--json")
    assert code == 0
    assert {one["nature_by"] for one in json.loads(told)["indicators"]} == {"对照表"}


def test_the_regions_table_can_be_scored_and_made_a_workbook(folder: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "区域.json"
    _, said, _ = run(folder, "--project", path, "--json")
    assert main(["new", str(path), "-o", str(tmp_path / "区域.xlsx")]) == 0
    assert main(["score", str(tmp_path / "区域.xlsx"), "--json"]) == 0
    assert json.loads(said)["score"]["total"] is not None


def test_a_file_that_is_there_twice_changes_nothing(folder: Path, run: Run) -> None:
    _, before, _ = run(folder, "--json")
    put(folder / "再报", "turpan.xlsx", sample("turpan-2024"))
    _, after, told = run(folder, "--json")
    assert json.loads(after)["score"] == json.loads(before)["score"]
    assert "内容相同，只计一次" in told


def test_the_newest_version_counts_and_two_of_one_version_count_not_at_all(folder: Path, run: Run) -> None:
    newer = replace(sample("turpan-2024"), version=2)
    put(folder, "turpan-v2.xlsx", newer)
    found = gather(folder)
    assert sorted(one.evaluation.version for one in found.members) == [1, 2]
    assert [one.reason for one in found.left_out] == ["已被第 2 版（turpan-v2.xlsx）替代"]
    put(folder, "turpan-v2-other.json", replace(newer, remarks="另一份"))
    found = gather(folder)
    assert [one.project for one in found.members] == [sample("karamay-2024").project.name]
    assert sum(one.wrong for one in found.left_out) == 2
    code, _, told = run(folder)
    assert code == 1
    assert "内容不同的几份" in told


def test_a_file_that_cannot_be_read_is_said_and_the_others_count(folder: Path, run: Run) -> None:
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    code, said, told = run(folder)
    assert code == 1
    assert "汇总 2 个项目" in said
    assert "未计入 坏.xlsx" in told


def test_from_a_ledger_only_approved_adjustments_count(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "台账.db"
    assert main(["receive", str(folder), "--ledger", str(ledger), "--profile", "xinjiang-2024"]) == 0
    found = gather(ledger)
    assert found.approved
    totals = {one.unit: one.sheet.total for one in found.members}
    typed = {one.unit: one.sheet.total for one in gather(folder).members}
    assert totals.keys() == typed.keys()
    turpan = sample("turpan-2024").unit.name
    assert typed[turpan] == Decimal("88.8")
    assert totals[turpan] is not None
    assert totals[turpan] < typed[turpan]


@pytest.mark.parametrize(
    ("files", "code", "exit_code"),
    [({}, "rollup-empty", 3), ({"a.json": "mof-2020", "b.json": "xinjiang-2024"}, "rollup-rules", 2)],
)
def test_a_folder_that_cannot_be_consolidated_is_refused(
    tmp_path: Path, run: Run, files: dict[str, str], code: str, exit_code: int
) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    for name, rules in files.items():
        changed = replace(sample("karamay-2024"), profile=rules)
        put(folder, name, replace(changed, project=replace(changed.project, name=name)))
    given, _, told = run(folder)
    assert (given, code in told) == (exit_code, True)


def test_something_else_than_a_ledger_or_a_folder_is_refused(tmp_path: Path, run: Run) -> None:
    code, _, told = run(tmp_path / "没有.xlsx")
    assert (code, "rollup-source" in told) == (2, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n", "表头应为"),
        (f"{HEAD}\n甲,乙,,也许,\n".encode(), "应为“是”“否”或空白"),
        (f"{HEAD}\n甲,,,是,\n".encode(), "归入指标和性质都没有写"),
        (f"{HEAD}\n,乙,,是,\n".encode(), "没有写单位表中的指标"),
        (f"{HEAD}\n甲,,绝对,是,\n".encode(), "“性质”应为绝对量、相对量、定性、时限之一"),
        (f"{HEAD}\n甲,乙,,是,\n甲,丙,,是,\n".encode(), "对应了两次"),
        (f"{HEAD}\n甲,,定性,是,\n甲,,时限,是,\n".encode(), "对应了两次"),
        (b"\xff\xfe\x00\x01\xff", "不是文本文件"),
    ],
)
def test_a_broken_mapping_is_refused_with_its_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "对照.csv"
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        read_mapping(path)
    assert said in caught.value.line()


def test_a_missing_mapping_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read_mapping(tmp_path / "没有.csv")
    assert caught.value.code == "file-missing"


def test_names_like_formulas_stay_texts(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "收件"
    for name in ("turpan-2024", "karamay-2024"):
        project = sample(name)
        rows = [replace(row, level3=f"=1+{row.level3}") for row in project.indicators]
        put(folder, f"{name}.json", replace(project, indicators=tuple(rows)))
    path = tmp_path / "汇总.xlsx"
    run(folder, "-o", path)
    for sheet in openpyxl.load_workbook(path):
        formulas = [cell.value for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
        assert not [text for text in formulas if text.startswith("=1+")]
    lines = list(csv.reader(io.StringIO((tmp_path / "汇总对照.csv").read_text("utf-8-sig"))))
    assert all(cell[:1] not in "=+-@" or not cell for line in lines for cell in line)
