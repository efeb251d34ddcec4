"""Workbooks of 0.1.0 have no sheet 报告资料: their report is written, their checks run, what is typed after the upgrade is checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run
from tests.forms.conftest import sample
from tests.report.conftest import NAMES, opened, report_of
from xladdin.forms.closed.fill import fill
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_file
from xladdin.report.run import composed

__all__ = ["run"]

OLD = Path(__file__).parents[1] / "data" / "books-0.1.0"
BOOKS = {"turpan-2024": ("turpan-2024", "88.8"), "karamay-2024-typed-into-a-blank": ("karamay-2024", "93.1")}


def _upgraded(run: Run, name: str, folder: Path) -> Path:
    path = folder / "新.xlsx"
    assert run("upgrade", OLD / f"{name}.xlsx", "-o", path).code == 0
    return path


@pytest.mark.parametrize(("name", "of", "total"), [(name, *rest) for name, rest in BOOKS.items()], ids=BOOKS)
def test_an_older_book_is_reported_with_what_it_has(run: Run, name: str, of: str, total: str, tmp_path: Path) -> None:
    book, report = OLD / f"{name}.xlsx", tmp_path / "报告.docx"
    assert open_file(book).book.places.get("report.preface") is None  # type: ignore[union-attr]
    ran = run("report", book, "-o", report)
    assert (ran.code, ran.err) == (0, "")
    assert f"总分{total}分" in "".join(one.text for one in opened(report.read_bytes()).paragraphs)
    assert run("report", "--verify", report, book).code == 0
    # what today's project says of figures, the old book says: its list of claims is the same
    wanted = report_of(sample(of)).claims()
    # a blank book gives rows keys of its own, and nobody typed goals into it
    found = {path.replace("[r", "[q"): text for path, text in composed([book]).claims().items() if text}
    assert {path: text for path, text in found.items() if wanted.get(path) != text} == {}
    assert len(found) > 120


@pytest.mark.parametrize("name", BOOKS)
def test_the_upgraded_book_gives_the_same_report(run: Run, name: str, tmp_path: Path) -> None:
    assert composed([_upgraded(run, name, tmp_path)]) == composed([OLD / f"{name}.xlsx"])


@pytest.mark.parametrize("name", BOOKS)
def test_checks_over_the_sheet_are_told_to_have_nothing_to_look_at(run: Run, name: str) -> None:
    said = json.loads(run("check", OLD / f"{name}.xlsx", "--json").out)
    because = {line["rule"]: line["not_applied_because"] for line in said["checked"]}
    assert because["C43"] == "没有报告资料中的金额。"
    assert because["C44"] == "没有上年改进措施。"
    assert because["C14"] == (None if name == "turpan-2024" else "没有日期或年度。")  # goal tables alone have periods
    assert not [one for one in said["findings"] if one["sheet"] == "报告资料"]


@pytest.mark.parametrize("name", BOOKS)
def test_what_is_typed_after_the_upgrade_is_found_with_its_cells(run: Run, name: str, tmp_path: Path) -> None:
    """The province's document is of June, the payment of May; more is paid than arrived; a promise has no answer."""
    book = _upgraded(run, name, tmp_path)
    values = {
        "report.documents[n1].kind": "省级下达预算",
        "report.documents[n1].number": "某财资环〔2024〕61号",
        "report.documents[n1].date": "2024年6月28日",
        "report.payments[n1].source": "中央财政资金",
        "report.payments[n1].document": "某财资环〔2024〕61号",
        "report.payments[n1].date": "2024年5月6日",
        "report.payments[n1].amount": "99999",
        "report.promises[n1].title": "补足配套资金",
    }
    places = open_file(book).book.places  # type: ignore[union-attr]
    fill(Archive.read(book), values).write(book)
    found = json.loads(run("check", book, "--json").out)["findings"]
    told = {one["rule"]: one["cell"] for one in found if one["sheet"] == "报告资料"}
    paths = {"C14": "payments[n1].date", "C43": "payments[n1].amount", "C44": "promises[n1].result"}
    assert told == {rule: places[f"report.{path}"].cell for rule, path in paths.items()}


def test_last_years_older_book_gives_its_promise(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "2025.xlsx"
    run("new", "--from", OLD / "turpan-2024.xlsx", "-o", target)
    (promise,) = open_file(target).evaluation.report.promises
    assert promise.text == sample(NAMES[0]).measures
