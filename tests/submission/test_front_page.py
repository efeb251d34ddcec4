"""The first sheet of a submission: who, what, which version, with what score, and how to know it again."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.forms.office import stored
from xladdin.forms.build.workbook import build
from xladdin.forms.closed.fill import fill
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_file
from xladdin.rules import profile as profiles
from xladdin.submission.digest import short
from xladdin.submission.seal.make import sealed

PROFILE = "xinjiang-2024"


@pytest.fixture
def submission(tmp_path: Path) -> tuple[Path, str]:
    archive, digest = sealed(replace(sample("turpan-2024"), version=2), profiles.load(PROFILE))
    path = tmp_path / "报送.xlsx"
    archive.write(path)
    return path, digest


def test_it_says_project_unit_year_version_and_score(submission: tuple[Path, str]) -> None:
    front = list(stored(submission[0]).values["填报说明"].values())
    text = "\n".join(map(str, front))
    project = sample("turpan-2024")
    for wanted in (f"2024年度　{project.project.name}", project.unit.name, "总分", "良", "已锁定", "改进措施"):
        assert wanted in text
    for level, score, standard in (
        ("预算执行", 6.3, 10),
        ("产出指标", 44.1, 50),
        ("效益指标", 28.4, 30),
        ("满意度指标", 10, 10),
    ):
        at = front.index(level)
        assert [float(value) for value in front[at + 1 : at + 3]] == [score, standard]
    assert float(front[front.index("总分") + 1]) == 88.8
    sheet = openpyxl.load_workbook(submission[0])["填报说明"]
    (version,) = [cell for row in sheet for cell in row if cell.number_format == '"第 "0" 版"']
    assert version.value == 2


def test_it_shows_the_digest_of_the_footers_and_what_it_is_for(submission: tuple[Path, str]) -> None:
    path, digest = submission
    text = "\n".join(map(str, stored(path).values["填报说明"].values()))
    assert short(digest) in text
    assert "改动一处即不同" in text
    footers = {sheet.oddFooter.right.text for sheet in openpyxl.load_workbook(path)}
    assert footers == {f"内容摘要 {short(digest)}"}


def test_no_page_names_a_profile_by_its_id(submission: tuple[Path, str]) -> None:
    cells = [str(value) for sheet in stored(submission[0]).values.values() for value in sheet.values()]
    assert not [text for text in cells if PROFILE in text]
    assert profiles.load(PROFILE).title in cells


def test_titles_are_those_of_the_official_tables(submission: tuple[Path, str]) -> None:
    workbook = openpyxl.load_workbook(submission[0])
    programme = "2024年重点生态保护修复治理资金"
    assert workbook["总体绩效目标表"]["A1"].value == f"{programme}总体绩效目标表"
    assert workbook["年度绩效目标表"]["A1"].value == f"{programme}项目绩效目标表"
    assert workbook["绩效自评表"]["A1"].value == f"{programme}转移支付项目绩效自评表"


def test_a_programme_without_the_word_gets_it_and_a_blank_one_leaves_no_trace() -> None:
    for programme, title in (("水利发展", "2024年水利发展资金项目绩效目标表"), ("", "2024年项目绩效目标表")):
        evaluation = sample("turpan-2024")
        evaluation = replace(evaluation, project=replace(evaluation.project, programme=programme))
        book = sealed(evaluation, profiles.load(PROFILE))[0]
        assert title in book["xl/sharedStrings.xml"].decode()


def test_percentages_are_written_in_one_way(submission: tuple[Path, str]) -> None:
    """No space before the sign, in numbers as in sentences."""
    path, _ = submission
    texts = [str(value) for sheet in stored(path).values.values() for value in sheet.values()]
    assert not [text for text in texts if re.search(r"\d [%％]|\d％", text)]
    formats = {cell.number_format for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row}
    assert {one for one in formats if "%" in one} <= {"0.00%", "0%"}


def test_the_date_is_a_line_to_write_on_until_it_is_filled(submission: tuple[Path, str], tmp_path: Path) -> None:
    """年 月 日 is printed; nobody takes it for a date."""
    sheet = openpyxl.load_workbook(submission[0])["绩效自评表"]
    (cell,) = [cell for row in sheet for cell in row if str(cell.number_format).startswith('"填报日期：')]
    assert re.sub(r"\s", "", cell.value) == "年月日"
    assert open_file(submission[0]).evaluation.signatures.date == ""
    working = tmp_path / "自评.xlsx"
    working.write_bytes(build(sample("turpan-2024"), profiles.load(PROFILE)))
    assert open_file(working).evaluation.signatures.date == ""
    fill(Archive.read(working), {"signatures.date": "2025年3月12日"}).write(working)
    assert open_file(working).evaluation.signatures.date == "2025年3月12日"
