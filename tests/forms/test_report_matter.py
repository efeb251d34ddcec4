"""报告资料: what the written report needs travels in PROJECT.json, working book and submission, and back, to the letter."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.forms.office import names
from tests.support.audit import assert_package_clean
from xladdin.errors import UserError
from xladdin.forms.build.workbook import build
from xladdin.forms.closed.fill import fill
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cells import with_cells
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.model.project_json import decode, encode
from xladdin.model.report_matter import (
    MINISTRY,
    Document,
    FoundProblem,
    Improvement,
    Milestone,
    Payment,
    Promise,
    Publication,
    ReportMatter,
)
from xladdin.rules import profile as profiles
from xladdin.submission.export import sealed

MATTER = ReportMatter(
    documents=(
        Document(key="d1", kind=MINISTRY, title="关于下达预算的通知", number="财资环〔2024〕61号", date="2024年10月31日",
                 issuer="财政部", amount=Decimal("10000"), period="2024—2026年"),
        Document(key="d2", title="=A1", number="<&>{{ x }}"),
    ),
    payments=(Payment(key="p1", document="财资环〔2024〕61号", sender="省财政厅", receiver="市财政局", source="中央财政资金",
                      date="2024-06-28", amount=Decimal("0.5")),),
    milestones=(Milestone(key="m1", name="开工", date="2024年10月21日"),),
    promises=(Promise(key="o1", title="加快支付", text="按月支付", due="2024年6月", responsible="市财政局", result="=已做到"),
              Promise(key="o2", text="未答复的一条")),
    improvements=(Improvement(key="i1", title="补足资金", text="长" * 400, due="2025年6月", responsible="市财政局"),),
    publications=(Publication(key="w1", channel="门户网站", date="2025年4月1日", address="https://example.invalid/a?b=1&c=2"),),
    problems=(FoundProblem(key="f1", body="审计", text="拨付不及时", amount=Decimal("12.34"), remedy="已整改"),),
    preface="第一段\n第二段", overview="综述", arrival_gap="原因", benefits="效益", application="应用", other="无",
)  # fmt: skip


def project() -> Evaluation:
    return canonical(replace(sample("turpan-2024"), report=MATTER))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("matter") / "自评.xlsx"
    path.write_bytes(build(project(), profiles.load("xinjiang-2024")))
    return path


def test_a_working_book_gives_it_back_to_the_letter(book: Path) -> None:
    assert_package_clean(book)
    assert open_file(book).evaluation == project()
    assert {"JX_C_documents_number", "JX_C_payments_amount", "JX_F_report_preface"} <= names(book).keys()


def test_a_submission_gives_it_back_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "报送.xlsx"
    content, _ = sealed(project(), profiles.load("xinjiang-2024"))
    path.write_bytes(content.to_bytes())
    assert open_file(path).evaluation == project()


def test_project_json_holds_it_and_refuses_keys_that_it_does_not_know() -> None:
    raw = json.loads(encode(project()))
    assert raw["report"]["payments"][0]["amount"] == "0.5"
    assert decode(encode(project()), "p.json") == project()
    raw["report"]["documents"][0]["author"] = "某人"
    with pytest.raises(UserError) as refused:
        decode(json.dumps(raw).encode(), "p.json")
    assert "author" in str(refused.value)


def test_rows_without_keys_get_keys_and_one_key_twice_is_refused() -> None:
    raw = json.loads(encode(project()))
    for row in raw["report"]["documents"]:
        del row["key"]
    found = decode(json.dumps(raw).encode(), "p.json").report.documents
    assert [row.key for row in found] == ["r01", "r02"]
    for row in raw["report"]["documents"]:
        row["key"] = "d"
    with pytest.raises(UserError) as refused:
        decode(json.dumps(raw).encode(), "p.json")
    assert refused.value.cell == "$.report.documents[1]"


def test_spare_rows_are_filled_and_read(book: Path) -> None:
    filled = fill(Archive.read(book), {"report.publications[n1].channel": "政务公开栏", "report.other": "另有说明"})
    report = read(PackageGrid(filled)).evaluation.report
    assert [row.channel for row in report.publications] == ["门户网站", "政务公开栏"]
    assert report.other == "另有说明"


def test_the_section_below_a_list_is_no_row_of_it(book: Path) -> None:
    found = read(PackageGrid(Archive.read(book)))
    last = max(found.rows["documents"].values())
    archive, _ = with_cells(Archive.read(book), {"报告资料": {f"A{last}": "其他"}})
    documents = read(PackageGrid(archive)).evaluation.report.documents
    assert [row.kind for row in documents] == [MINISTRY, "", "其他"]


def test_an_amount_that_is_none_is_refused_with_its_cell(book: Path) -> None:
    place = read(PackageGrid(Archive.read(book))).places["report.documents[d1].amount"]
    archive, _ = with_cells(Archive.read(book), {place.sheet: {place.cell: "若干"}})
    with pytest.raises(UserError) as refused:
        read(PackageGrid(archive))
    assert (refused.value.code, refused.value.cell) == ("cell-not-number", place.cell)
