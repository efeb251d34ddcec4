"""Results and what they follow from: typed over, changed, moved, of yesterday."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.accidents.bench import GOLD, Bench
from tests.forms.conftest import sample
from tests.hostile.kit import CUSTOM, Kit
from xladdin.errors import UserError
from xladdin.forms.build.workbook import build
from xladdin.forms.package.archive import Archive
from xladdin.rules import profile as profiles
from xladdin.submission.export import export_book

BenchOf = Callable[..., Bench]

COLUMNS = (
    "level1",
    "name",
    "value",
    "completion_rate",
    "deviation_rate",
    "weight",
    "computed_score",
    "score",
    "explanation",
)
SINGLES = (
    "JX_F_levels_v1_score", "JX_F_levels_v2_score", "JX_F_levels_v2_computed_score", "JX_F_levels_v4_score",
    "JX_F_total", "JX_F_grade", "JX_F_computed_total", "JX_F_computed_grade",
)  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_a_value_typed_over_the_formula_of_a_row_is_found_at_its_cell(bench: BenchOf, column: str) -> None:
    book = bench()
    book.put(book.result(column), 3)
    assert "公式已被覆盖" in book.finding("C45", book.result(column))["message"]
    assert book.total() == GOLD["turpan-2024"]


@pytest.mark.parametrize("name", SINGLES)
def test_a_value_typed_over_a_sum_is_found_at_its_cell(bench: BenchOf, name: str) -> None:
    book = bench("karamay-2024")
    book.put(book.single(name), 99)
    found = book.finding("C45", book.single(name))
    assert found["found"] == "99"
    assert found["expected"] not in ("", "99")


def test_a_result_that_was_cleared_is_found_at_its_cell(bench: BenchOf) -> None:
    book = bench()
    book.put(book.result("score"), None)
    assert "公式已被覆盖" in book.finding("C45", book.result("score"))["message"]


def test_a_value_typed_over_that_is_right_today_is_found_all_the_same(bench: BenchOf) -> None:
    book = bench()
    book.put(book.single("JX_F_total"), 88.8)
    book.finding("C45", book.single("JX_F_total"))


@pytest.mark.parametrize("formula", ["88.8", "80+8.8", "$B$3", "JX_F_total+10"])
def test_another_formula_in_a_result_is_found_at_its_cell(bench: BenchOf, formula: str) -> None:
    book = bench()
    book.formula(book.single("JX_F_total"), formula, 98.8)
    assert "公式已被改动" in book.finding("C45", book.single("JX_F_total"))["message"]


def test_a_constant_as_formula_that_is_right_today_is_found(bench: BenchOf) -> None:
    book = bench()
    book.formula(book.single("JX_F_total"), "80+8.8", 88.8)
    book.finding("C45", book.single("JX_F_total"))


def test_a_reference_that_moved_to_another_row_is_found(bench: BenchOf) -> None:
    book = bench()
    part, address = book.result("score")
    other = book.result("score", "q07")[1]
    book.formula((part, address), f"${other}", 0.5)
    assert "公式已被改动" in book.finding("C45", (part, address))["message"]


@pytest.mark.parametrize("path", ["[1]!", "'C:\\Users\\li\\xladdin.xlam'!", "_xludf.", " "])
def test_the_ways_in_which_programs_write_our_functions_are_no_finding(bench: BenchOf, path: str) -> None:
    book = bench()
    part, _ = book.result("score")
    book.kit.parts[part] = (
        book.kit.parts[part].replace(b"JX_RATE(", path.encode() + b"jx_rate(").replace(b"<f>IF(", b"<f>if(")
    )
    if "[1]" not in path and "C:" not in path:
        assert [one for one in book.findings() if one["rule"] == "C45"] == []


def test_an_input_that_another_program_changed_without_calculating_is_said_once(bench: BenchOf) -> None:
    book = bench()
    book.put(book.cell("indicators[q01].actual"), 1)
    assert book.total() != GOLD["turpan-2024"]
    found = [one for one in book.findings() if one["rule"] == "C45"]
    assert [(one["severity"], one["cell"]) for one in found] == [("warning", book.single("JX_F_total")[1])]


@pytest.mark.parametrize("column", ["direction", "low"])
def test_a_value_that_follows_from_the_issued_target_is_found_when_it_was_changed(bench: BenchOf, column: str) -> None:
    book = bench()
    book.put(book.result(column, "q01"), "≤" if column == "direction" else 1)
    book.finding("C45", book.result(column, "q01"))
    assert book.total() == GOLD["turpan-2024"]


@pytest.mark.parametrize(
    "name", ["JX_F_total", "JX_F_grade", "JX_F_levels_v2_score", "JX_F_computed_total", "JX_F_levels_v1_score"]
)
def test_a_sum_that_was_changed_in_a_submission_is_said_by_score_and_check(bench: BenchOf, name: str) -> None:
    book = bench("karamay-2024 报送")
    book.put(book.single(name), "优" if name.endswith("grade") else 99.9)
    if name.endswith("grade"):
        book.put(book.single(name), "差")
    found = book.finding("C45", book.single(name))
    assert "报送件中的结果" in found["message"]
    ran = book.run("score")
    assert ran.code == 1
    assert book.single(name)[1] in ran.err
    assert book.run("check").code == 1


@pytest.mark.parametrize("column", ["score", "completion_rate", "computed_score", "weight", "explanation"])
def test_a_result_of_a_row_that_was_changed_in_a_submission_is_said(bench: BenchOf, column: str) -> None:
    book = bench("turpan-2024 报送")
    book.put(book.result(column), "改动" if column == "explanation" else 0.25)
    book.finding("C45", book.result(column))
    assert book.run("score", "--json").code == 1


@pytest.mark.parametrize("path", ["indicators[q05].actual", "funds[total].executed"])
def test_an_input_that_was_changed_in_a_submission_shows_by_its_results(bench: BenchOf, path: str) -> None:
    book = bench("turpan-2024 报送")
    book.put(book.cell(path), 1)
    assert book.run("score").code == 1
    assert "报送件中的结果" in book.run("check").out


@pytest.mark.parametrize(
    ("path", "value"),
    [("remarks", "改过的说明"), ("unit.name", "别的单位"), ("version", 3), ("indicators[q01].reason", "改了")],
)
def test_a_text_that_was_changed_in_a_submission_shows_by_its_digest(
    bench: BenchOf, path: str, value: str | int
) -> None:
    book = bench("karamay-2024 报送")
    book.put(book.cell(path), value)
    found = book.finding("C45", (book.kit.sheets["填报说明"], "A1"))
    assert "与导出时的内容摘要" in found["message"]
    assert book.run("score").code == 1


def test_a_digest_that_was_changed_is_found(bench: BenchOf) -> None:
    book = bench("karamay-2024 报送")
    book.kit.re(CUSTOM, '(name="xladdin.content_digest"[^>]*>\\s*<vt:lpwstr>)[0-9a-f]{4}', "\\g<1>0000")
    book.finding("C45", (book.kit.sheets["填报说明"], "A1"))


def test_a_sheet_of_a_submission_that_was_unlocked_is_found(bench: BenchOf) -> None:
    book = bench("karamay-2024 报送")
    book.kit.re(book.kit.own, "<sheetProtection[^>]*/>", "")
    assert "“绩效自评表”已被取消保护" in book.finding("C45", (book.kit.own, "A1"))["message"]
    assert book.run("score").code == 1
    assert book.run("check").code == 1


@pytest.mark.parametrize("name", ["turpan-2024", "karamay-2024"])
def test_an_untouched_submission_says_nothing(bench: BenchOf, name: str) -> None:
    book = bench(f"{name} 报送")
    assert [one for one in book.findings() if one["rule"] == "C45"] == []
    assert book.run("score").code == 0
    assert book.total() == GOLD[name]


@pytest.mark.parametrize("name", ["turpan-2024", "karamay-2024"])
def test_an_untouched_working_book_says_nothing(bench: BenchOf, name: str) -> None:
    book = bench(name)
    assert [one for one in book.findings() if one["rule"] == "C45"] == []
    assert book.total() == GOLD[name]


def test_a_submission_is_no_source_for_export(bench: BenchOf, tmp_path: Path) -> None:
    ran = bench("turpan-2024 报送").run("export", "-o", tmp_path / "out")
    assert ran.code == 3
    assert "这是锁定的报送件，不能再导出。" in ran.err
    assert not (tmp_path / "out").exists()


def test_weights_that_were_all_cleared_are_an_error_and_nothing_is_exported(bench: BenchOf, tmp_path: Path) -> None:
    book = bench()
    for key in book.sound.rows["weighted"]:
        book.put(book.cell(f"indicators[{key}].weight"), None)
    first = next(iter(book.sound.rows["weighted"]))
    assert "都没有分值权重" in book.finding("C03", book.cell(f"indicators[{first}].weight"))["message"]
    assert book.total() is None
    ran = book.run("export", "-o", tmp_path / "out")
    assert ran.code == 1
    assert not (tmp_path / "out").exists()


def test_a_workbook_without_a_total_is_not_exported(tmp_path: Path) -> None:
    """A table without 满意度指标: nothing in it is wrong, but no rule says where its points go."""
    sound = sample("turpan-2024")
    rows = [row for row in sound.indicators if "满意" not in row.level1]
    lost = Decimal(90) - sum((row.weight or Decimal(0) for row in rows), Decimal(0))
    rows[0] = replace(rows[0], weight=lost + (rows[0].weight or Decimal(0)))
    plain = [replace(row, declared_score=None) for row in rows]
    changed = replace(sound, indicators=tuple(plain), declared=None)
    archive = Archive.read(build(changed, profiles.load("xinjiang-2024"))).named("自评.xlsx")
    with pytest.raises(UserError) as refused:
        export_book(archive, tmp_path / "out")
    assert refused.value.code == "export-no-total"
    assert "没有满意度指标" in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_last_years_book_with_a_new_year_is_found_at_the_year(bench: BenchOf, tmp_path: Path) -> None:
    book = bench()
    book.put(book.cell("year"), 2025)
    found = book.finding("C45", book.cell("year"))
    assert "由 2024 年度的绩效目标生成" in found["message"]
    assert book.run("export", "-o", tmp_path / "out").code == 1


def test_the_year_is_found_when_a_program_dropped_the_properties(bench: BenchOf) -> None:
    book = bench()
    book.put(book.cell("year"), 2025)
    book.kit.re(CUSTOM, r'<property [^>]*name="xladdin.year".*?</property>', "")
    assert "由 2024 年度的绩效目标生成" in book.finding("C45", book.cell("year"))["message"]


class TestABlankBook:
    @pytest.fixture
    def book(self, bench: BenchOf) -> Bench:
        book = bench("blank")
        book.put(book.cell("year"), 2024)
        book.put(book.cell("indicators[r01].level3"), "新建道路（公里）")
        book.put(
            (book.kit.own, f"{book.sound.locator.column('self', 'actual').cell(book.sound.rows['self']['r01'])}"), 5
        )  # type: ignore[union-attr]
        return book

    def test_it_keeps_the_year_for_which_it_was_first_filled(self, book: Bench) -> None:
        assert book.run("recalc").code == 0
        book.kit = Kit(book.path.read_bytes())
        assert [one for one in book.findings() if one["rule"] == "C45"] == []
        book.put(book.cell("year"), 2025)
        found = book.finding("C45", book.cell("year"), "warning")
        assert "最先填的是 2024 年度，现在的年度是 2025" in found["message"]

    def test_a_later_recalculation_does_not_forget_it(self, book: Bench) -> None:
        book.run("recalc")
        book.kit = Kit(book.path.read_bytes())
        book.put(book.cell("year"), 2025)
        book.run("recalc")
        book.kit = Kit(book.path.read_bytes())
        book.finding("C45", book.cell("year"), "warning")

    def test_upgrading_does_not_forget_it(self, book: Bench, tmp_path: Path) -> None:
        book.run("recalc")
        book.kit = Kit(book.path.read_bytes())
        book.put(book.cell("year"), 2025)
        assert book.run("upgrade", "-o", tmp_path / "新.xlsx").code == 0
        book.kit = Kit((tmp_path / "新.xlsx").read_bytes())
        book.finding("C45", book.cell("year"), "warning")

    def test_one_without_actual_values_is_of_no_year_yet(self, bench: BenchOf) -> None:
        book = bench("blank")
        book.put(book.cell("year"), 2024)
        book.run("recalc")
        book.kit = Kit(book.path.read_bytes())
        book.put(book.cell("year"), 2025)
        assert not [one for one in book.findings() if "最先填的" in one["message"]]


def test_upgrading_last_years_book_does_not_make_it_this_years(bench: BenchOf, tmp_path: Path) -> None:
    book = bench()
    book.put(book.cell("year"), 2025)
    assert book.run("upgrade", "-o", tmp_path / "新.xlsx").code == 0
    book.kit = Kit((tmp_path / "新.xlsx").read_bytes())
    book.finding("C45", book.cell("year"))


@pytest.mark.parametrize(
    ("table", "sheet"), [("self", "绩效自评表"), ("score", "评分表"), ("weighted", "自治区项目绩效目标表")]
)
def test_a_row_that_is_gone_from_one_table_is_found_in_the_others(bench: BenchOf, table: str, sheet: str) -> None:
    book = bench()
    row = book.sound.rows[table]["q05"]
    book.kit.re(book.kit.sheets[sheet], f'<row r="{row}"[^>]*>.*?</row>', "")
    (found,) = [one for one in book.findings() if one["rule"] == "C45" and "的行已被删除" in one["message"]]
    assert f"在“{sheet}”中" in found["message"]
    assert found["sheet"] != sheet


def test_a_table_whose_row_keys_are_gone_is_refused(bench: BenchOf) -> None:
    book = bench()
    area = book.sound.locator.column("self", "key")
    assert area is not None
    for row in area.rows():
        book.put((book.kit.own, area.cell(row)), None)
    ran = book.run("check")
    assert (ran.code, ran.out) == (3, "")
    assert "（keys-lost）" in ran.err
