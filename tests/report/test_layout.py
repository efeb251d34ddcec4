"""GB/T 9704 in the document's XML and on LibreOffice's pages; packages that Office opens without repair."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.report.conftest import opened, report_of
from tests.support.audit import assert_package_clean
from tests.support.libreoffice import convert
from tests.support.requirements import require
from xladdin.model.report_matter import ReportMatter
from xladdin.report.blocks import Table
from xladdin.report.word.layout import FONT_CHAINS, STYLES
from xladdin.report.word.render import broken_title, render
from xladdin.report.word.template import template, template_path

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_margins_are_those_of_the_standard_and_wide_tables_lie_on_their_side(document: bytes) -> None:
    sections = opened(document).sections
    turned = [one.orientation == 1 for one in sections]
    assert turned == [False, True, False, True, False]
    for section in sections:
        sides = [
            round(side.mm)
            for side in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        ]
        assert sides == ([28, 26, 35, 37] if section.orientation == 1 else [37, 35, 28, 26])
        assert {round(section.page_width.mm), round(section.page_height.mm)} == {210, 297}
        grid = section._sectPr.find(f"{_W}docGrid")
        assert (grid.get(f"{_W}type"), grid.get(f"{_W}linePitch")) == ("lines", "579")
        assert 22 * 579 <= (297 - 37 - 35) / 25.4 * 1440 < 23 * 579


def test_every_style_sets_the_four_font_slots_and_the_sizes_of_the_standard(document: bytes) -> None:
    sizes = {look.id: look.size for look in STYLES.values()}
    assert (sizes["ReportTitle"], sizes["ReportBody"], sizes["Report1"]) == (44, 32, 32)
    styles = opened(document).styles
    for look in STYLES.values():
        fonts = next(one for one in styles.element if one.get(f"{_W}styleId") == look.id).find(f".//{_W}rFonts")
        assert {fonts.get(f"{_W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")} == {look.font}
        assert look.font in FONT_CHAINS


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages_between_dashes(document: bytes) -> None:
    shown = opened(document)
    assert shown.settings.odd_and_even_pages_header_footer
    section = shown.sections[0]
    for footer, side in ((section.footer, 2), (section.even_page_footer, 0)):
        (line,) = footer.paragraphs
        assert line.text == "— 1 —"
        assert "PAGE" in footer._element.xml
        assert line.alignment == side
        assert 'w:sz w:val="28"' in footer._element.xml


def test_tables_repeat_their_heads_keep_rows_whole_and_merge_levels(document: bytes) -> None:
    tables = opened(document).tables
    assert len(tables) == 16
    for names, columns in zip(tables[::2], tables[1::2], strict=True):
        rows = list(columns._tbl.iterchildren(f"{_W}tr"))
        # Word repeats rows from the first one on, and no others
        assert [row.find(f".//{_W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert "三级指标" in [cell.text for cell in columns.rows[0].cells]
        assert names._tbl.find(f".//{_W}tblHeader") is None
        assert all(row.find(f".//{_W}cantSplit") is not None for row in (*rows, *names._tbl.iterchildren(f"{_W}tr")))
        assert columns._tbl.find(f".//{_W}vMerge") is not None


def test_the_package_is_clean_and_the_same_bytes_come_twice(path: Path, document: bytes) -> None:
    assert_package_clean(path)
    assert render(report_of(sample("turpan-2024"), sample("karamay-2024"))) == document


def test_the_committed_template_is_what_the_definitions_give() -> None:
    assert template() == template_path().read_bytes()


@pytest.fixture(scope="module")
def pages(path: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of LibreOffice's pages."""
    require("libreoffice", "poppler", "chinese-fonts")
    (pdf,) = convert([path], "pdf", tmp_path_factory.mktemp("pages"))
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("项目2024年度绩效自评报告", "项目2024年度绩效自评报告"),
        ("农家书屋改造提升项目2024年度绩效自评报告", "农家书屋改造提升项目\n2024年度绩效自评报告"),
        ("重点生态保护修复治理资金2024年度绩效自评报告", "重点生态保护修复治理资金\n2024年度绩效自评报告"),
        ("重点生态保护修复治理示范工程补助资金绩效自评报告", "重点生态保护修复治理示范工程补助资金\n绩效自评报告"),
        ("某一个名称很长很长很长很长很长很长的别的文件", "某一个名称很长很长很长很长很长很长的别的文件"),
    ],
)
def test_a_title_longer_than_a_line_is_broken_before_the_year(title: str, broken: str) -> None:
    assert broken_title(title) == broken


@pytest.mark.libreoffice
def test_no_sign_of_a_sentence_is_lost_on_the_pages(pages: list[str], document: bytes) -> None:
    """Signs that hang over the edge of a line used to be."""
    numbers = re.compile(r"^ *— \d+ —\s*$", re.M)
    printed = "".join("".join(numbers.sub("", page) for page in pages).split())
    texts = ["".join(one.text.split()) for one in opened(document).paragraphs]
    assert len([text for text in texts if len(text) > 40]) > 100
    assert [text for text in texts if text not in printed] == []


@pytest.mark.libreoffice
def test_the_title_is_broken_between_words_and_self_tables_and_parts_begin_pages(pages: list[str]) -> None:
    lines = [line.strip() for line in pages[0].splitlines() if line.strip()]
    assert [line.replace(" ", "") for line in lines[:2]] == ["重点生态保护修复治理资金", "2024年度绩效自评报告"]
    tops = [next((line.strip() for line in page.splitlines() if line.strip()), "") for page in pages]
    assert sum("转移支付项目绩效自评表" in top for top in tops) == 2
    assert sum(top.startswith("第二部分") for top in tops) == 1


@pytest.mark.libreoffice
def test_heads_of_columns_stand_on_every_page_of_a_table(pages: list[str]) -> None:
    rows = re.compile(r"（(?:公顷|%|人|年|万人|个|处|公里|亿元|万元)）")
    tables = [page for page in pages if "完成率" not in page and len(rows.findall(page)) > 8]
    assert len(tables) > 3
    assert all("三级指标" in page for page in tables)


@pytest.mark.libreoffice
def test_pages_have_22_lines_of_28_characters(pages: list[str]) -> None:
    assert 30 <= len(pages) <= 60
    prose = [page for page in pages if len(re.findall("完成率", page)) > 4 and "一级" not in page and "图" not in page]
    lines = Counter(
        len([line for line in page.splitlines() if line.strip()]) - 1 for page in prose
    )  # without the number
    assert lines.most_common(1)[0][0] == 22  # the others hold a picture or a table as well
    assert lines[22] >= 5
    wide = [
        line.strip()
        for page in prose
        for line in page.splitlines()
        if line.strip() and not re.search(r"[\dA-Za-z%.]", line)
    ]
    assert max(len(line.replace(" ", "")) for line in wide) == 28
    numbers = [re.search(r"^( *)— (\d+) —\s*$", page, re.M) for page in prose]
    for number in numbers:
        assert number is not None
        assert (len(number[1]) > 20) == (int(number[2]) % 2 == 1)


def _texts(text: str, count: int = 60):  # type: ignore[no-untyped-def]
    evaluation = sample("turpan-2024")
    rows = tuple(
        replace(evaluation.indicators[number % 31], key=f"k{number}", level3=f"{text[:50]}{number}", reason=text)
        for number in range(count)
    )
    return replace(evaluation, indicators=rows, achievement=text, measures=text)


@pytest.mark.parametrize(
    "text",
    ["a<b>&c {{ x }} {% for %} \"引号\" ']]>'", "第一行\n第二行\n\n第四行", "长" * 500, "名" * 60, "𠮷\u200b"],
    ids=["markup", "lines", "500", "60", "rare"],
)
def test_any_text_comes_through_whole(text: str, tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    path.write_bytes(render(report_of(_texts(text))))
    assert_package_clean(path)
    shown = opened(path.read_bytes())
    told = " ".join(one.text for one in shown.paragraphs)
    assert " ".join(text.split()) in " ".join(told.split()) or "\n" in text
    for line in text.split("\n"):
        assert line.strip() in told
    assert len(shown.tables[-1]._tbl.tr_lst) > 60


def test_an_empty_project_has_every_section_and_says_what_is_missing(tmp_path: Path) -> None:
    evaluation = sample("turpan-2024")
    blank = replace(
        evaluation, goals=replace(evaluation.goals, overall=None, annual=None, weighted=None), management=(), objective="",
        achievement="", remarks="", measures="", report=ReportMatter(),
        indicators=(replace(evaluation.indicators[0], actual="", reason="", adjustment=None),),
    )  # fmt: skip
    report = report_of(blank)
    assert report.missing > 20
    path = tmp_path / "r.docx"
    path.write_bytes(render(report))
    assert_package_clean(path)
    assert sum(isinstance(block, Table) for block in report.blocks) == 2
    assert zipfile.is_zipfile(path)
