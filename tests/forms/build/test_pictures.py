"""Charts: native, of the cells, with the cells' values in them; they follow in a working book and stay in a submission."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.forms.office import Stored, edited, stored
from tests.support.audit import assert_package_clean
from tests.support.libreoffice import convert
from tests.support.requirements import require
from xladdin.errors import UserError
from xladdin.forms.build.workbook import build
from xladdin.forms.closed.fill import fill
from xladdin.forms.closed.recalc import recalculate_file
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.sheetxml import column_letters, column_number
from xladdin.forms.read.open_file import open_file
from xladdin.rules import profile as profiles
from xladdin.submission.left_behind import left_behind
from xladdin.submission.seal.make import sealed
from xladdin.submission.verify.verdict import Status
from xladdin.submission.verify.verify import verify

Book = Callable[..., Path]
PROFILE = "xinjiang-2024"
Points = dict[str, tuple[list[str], list[str]]]


def charts(archive: Archive) -> dict[str, etree._Element]:
    """Title → chart."""
    found = {}
    for part in archive:
        if re.fullmatch(r"xl/charts/chart\d+\.xml", part):
            root = etree.fromstring(archive[part])
            found["".join(next(root.iter("{*}title")).itertext())] = root
    return found


def series(chart: etree._Element) -> dict[str, tuple[str, list[str]]]:
    """Name of a series → the area that it reads and the values that it carries, blank where there is none."""
    found = {}
    for one in chart.iter("{*}ser"):
        name = one.findtext("{*}tx/{*}v") or ""
        reference = one.find("{*}val/{*}numRef")
        assert reference is not None
        points = {int(p.get("idx")): p.findtext("{*}v") or "" for p in reference.iter("{*}pt")}
        count = int(reference.find("{*}numCache/{*}ptCount").get("val"))
        found[name] = (reference.findtext("{*}f") or "", [points.get(index, "") for index in range(count)])
    return found


def in_cells(book: Stored, area: str) -> list[str]:
    """The numbers of an area's cells; blank for texts and empty cells."""
    sheet, _, cells = area.replace("'", "").rpartition("!")
    corners = re.findall(r"\$([A-Z]+)\$(\d+)", cells)
    (left, top), (right, bottom) = corners[0], corners[-1]
    columns = range(column_number(left), column_number(right) + 1)
    addresses = [f"{column_letters(c)}{row}" for row in range(int(top), int(bottom) + 1) for c in columns]
    values = [book.values[sheet].get(address) for address in addresses]
    return ["" if value is None or isinstance(value, str) else str(value) for value in values]


@pytest.fixture(params=["working", "submission"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    evaluation, profile = sample("turpan-2024"), profiles.load(PROFILE)
    content = build(evaluation, profile) if request.param == "working" else sealed(evaluation, profile)[0].to_bytes()
    path = tmp_path / f"{request.param}.xlsx"
    path.write_bytes(content)
    return path


def test_three_charts_carry_the_values_of_their_cells(path: Path) -> None:
    assert_package_clean(path)
    found, book = charts(Archive.read(path)), stored(path)
    assert list(found) == ["各级指标得分与标准分", "各项指标完成率（按序号）", "资金预算、到位与执行（万元）"]
    compared = 0
    for chart in found.values():
        for area, values in series(chart).values():
            cells = in_cells(book, area)
            shown = [float(value) if value else None for value in values]
            assert shown == [float(f"{float(cell):.15g}") if cell else None for cell in cells], area
            compared += sum(bool(value) for value in values)
    assert compared > 90


def test_they_say_what_the_golden_numbers_say(path: Path) -> None:
    found = charts(Archive.read(path))
    levels = series(found["各级指标得分与标准分"])
    assert [float(value) for value in levels["得分"][1]] == [6.3, 44.1, 28.4, 10]
    assert [float(value) for value in levels["标准分"][1]] == [10, 50, 30, 10]
    rates = series(found["各项指标完成率（按序号）"])
    assert round(float(rates["完成率"][1][3]), 4) == 2.3928
    assert set(rates["100%"][1]) == {"1"}
    assert {float(value) for value in rates["130%"][1]} == {1.3}
    money = series(found["资金预算、到位与执行（万元）"])
    assert [float(value) for value in money["全年预算数"][1]] == [15886.03, 10000, 5886.03, 0]
    assert [float(value) for value in money["全年执行数"][1]] == [10000, 10000, 0, 0]


def test_black_and_white_print_still_tells_the_series_apart(path: Path) -> None:
    for title, chart in charts(Archive.read(path)).items():
        looks = [etree.tostring(one.find("{*}spPr")) for one in chart.iter("{*}ser")]
        assert len(set(looks)) == len(looks), title
        colours = {c.get("val") for one in chart.iter("{*}ser") for c in one.find("{*}spPr").iter("{*}srgbClr")}
        assert all(value[:2] == value[2:4] == value[4:] for value in colours), title  # greys


def test_nothing_in_them_is_newer_than_excel_2007(path: Path) -> None:
    for chart in charts(Archive.read(path)).values():
        spaces = {etree.QName(element).namespace for element in chart.iter("*")}
        assert all(space.startswith("http://schemas.openxmlformats.org/drawingml/2006/") for space in spaces)


def test_a_profile_without_a_limit_has_no_second_line(tmp_path: Path) -> None:
    from tests.rules.situations import with_numbers

    profile = with_numbers(profiles.load(PROFILE), over_threshold=None, over_factor=None, reason_above=None)
    found = charts(Archive.read(build(sample("karamay-2024"), profile)))
    assert list(series(found["各项指标完成率（按序号）"])) == ["完成率", "100%"]


def test_recalculating_a_closed_book_renews_them(book: Book) -> None:
    path = book("turpan-2024")
    before = {part: content for part, content in Archive.read(path).items() if "chart" in part}
    fill(Archive.read(path), {"indicators[q01].actual": "213.47", "funds[central].executed": Decimal(9000)}).write(path)
    recalculate_file(path)
    found = charts(Archive.read(path))
    assert float(series(found["各项指标完成率（按序号）"])["完成率"][1][0]) == 0.5
    assert [float(v) for v in series(found["资金预算、到位与执行（万元）"])["全年执行数"][1]][1] == 9000
    fill(Archive.read(path), {"indicators[q01].actual": "458.79", "funds[central].executed": Decimal(10000)}).write(
        path
    )
    recalculate_file(path)
    assert {part: content for part, content in Archive.read(path).items() if "chart" in part} == before


def test_a_changed_chart_breaks_the_seal(tmp_path: Path) -> None:
    """A picture that shows another score than the cells is no part of what was handed in."""
    archive, _ = sealed(sample("turpan-2024"), profiles.load(PROFILE))
    part = "xl/charts/chart1.xml"
    path = tmp_path / "改.xlsx"
    archive.replaced({part: archive[part].replace(b"<v>44.1</v>", b"<v>49.9</v>")}).write(path)
    assert verify(path).status is Status.TAMPERED


def test_they_are_not_told_as_left_behind_but_others_are(book: Book, tmp_path: Path) -> None:
    path = book("turpan-2024")
    found = open_file(path).book
    assert found is not None
    assert left_behind(Archive.read(path), found.family) == []
    archive = Archive.read(path)
    drawing = archive["xl/drawings/drawing1.xml"]
    shape = b"<pic/>" if b"<xdr:" not in drawing else b"<xdr:pic/>"
    end = re.search(rb"</[^>]*>\s*$", drawing)
    assert end is not None
    other = archive.replaced({"xl/drawings/drawing1.xml": drawing[: end.start()] + shape + drawing[end.start() :]})
    assert left_behind(other, found.family) == ["工作表“填报说明”中的图片或图形未带入报送件。"]


@pytest.mark.libreoffice
def test_libreoffice_shows_the_values_and_keeps_the_charts(path: Path, tmp_path: Path) -> None:
    """Titles, names of the series and the labels of the bars stand on the printed page."""
    import subprocess

    require("poppler", "chinese-fonts")
    (pdf,) = convert([path], "pdf", tmp_path / "pdf")
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    first = text.split("\f")[0]
    for wanted in ("各级指标得分与标准分", "标准分", "44.1", "28.4", "100%", "130%", "各项指标完成率"):
        assert wanted in first
    assert "资金预算、到位与执行（万元）" in text
    if path.stem == "working":
        saved = edited(path, tmp_path / "saved.xlsx", [])
        assert open_file(saved).evaluation == open_file(path).evaluation
        assert len(charts(Archive.read(saved))) == 3


def test_an_evaluation_of_one_row_has_charts_too() -> None:
    evaluation = sample("karamay-2024")
    found = charts(
        Archive.read(build(replace(evaluation, indicators=evaluation.indicators[:1]), profiles.load(PROFILE)))
    )
    assert len(series(found["各项指标完成率（按序号）"])["完成率"][1]) == 1


@pytest.mark.parametrize("slipped_in", ["pic", "sp", "cxnSp"])
def test_a_submission_with_anything_drawn_besides_its_charts_is_refused(slipped_in: str, tmp_path: Path) -> None:
    archive, _ = sealed(sample("karamay-2024"), profiles.load(PROFILE))
    part = "xl/drawings/drawing1.xml"
    end = archive[part].rindex(b"</")
    path = tmp_path / "改.xlsx"
    drawing = archive[part][:end] + f"<{slipped_in}/>".encode() + archive[part][end:]
    archive.replaced({part: drawing}).write(path)
    with pytest.raises(UserError, match="里不只是图表") as refused:
        open_file(path)
    assert refused.value.code == "submission-shape"
