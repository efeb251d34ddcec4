"""The locked submission: what is in it, what is not, and when there is none."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from lxml import etree
from msgspec.structs import replace
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from PIL import Image as Picture
from python_calamine import CalamineWorkbook

from tests.forms.conftest import PROJECTS, sample
from tests.forms.office import calculated, stored
from tests.support.audit import assert_package_clean
from xladdin.errors import UserError
from xladdin.forms.build.workbook import build
from xladdin.forms.read.open_file import open_file
from xladdin.model.evaluation import Evaluation
from xladdin.rules import profile as profiles
from xladdin.submission.export import Exported, ExportRefusedError, export
from xladdin.submission.file_name import submission_name

Write = Callable[[Evaluation], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the working book of an evaluation."""

    def book(evaluation: Evaluation) -> Path:
        path = tmp_path / "book.xlsx"
        path.write_bytes(build(evaluation, profiles.load(evaluation.profile)))
        return path

    return book


@pytest.fixture(scope="module", params=PROJECTS)
def done(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Each project, exported once."""
    folder = tmp_path_factory.mktemp(request.param)
    project = sample(request.param)
    path = folder / "book.xlsx"
    path.write_bytes(build(project, profiles.load(project.profile)))
    return export(path, folder / "out")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def sheets(path: Path) -> Iterator[etree._Element]:
    for name, content in parts(path).items():
        if name.startswith("xl/worksheets/sheet"):
            yield etree.fromstring(content)


def test_office_would_open_the_submission_without_a_word(done: Exported) -> None:
    assert_package_clean(done.path)


def test_it_holds_values_only(done: Exported) -> None:
    assert not any(stored(done.path).formulas.values())
    allowed = r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core|custom)\.xml"
    allowed += r"|xl/(workbook|styles|sharedStrings|theme/theme1|worksheets/sheet\d+)\.xml|xl/_rels/workbook\.xml\.rels|customXml/item1\.xml"
    allowed += r"|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/drawings/(drawing\d|_rels/drawing\d\.xml)\.(xml|rels)|xl/charts/chart\d\.xml"
    assert [name for name in parts(done.path) if not re.fullmatch(allowed, name)] == []
    assert not any(b"TargetMode" in content for name, content in parts(done.path).items() if name.endswith(".rels"))
    names = etree.fromstring(parts(done.path)["xl/workbook.xml"]).iter("{*}definedName")
    assert [name.text for name in names if "[" in (name.text or "") or "#REF" in (name.text or "")] == []


def test_no_row_or_sheet_is_hidden_and_no_rule_is_left_to_work_on_it(done: Exported) -> None:
    workbook = etree.fromstring(parts(done.path)["xl/workbook.xml"])
    assert {sheet.get("state", "visible") for sheet in workbook.iter("{*}sheet")} == {"visible"}
    for sheet in sheets(done.path):
        assert [row.get("r") for row in sheet.iter("{*}row") if row.get("hidden") in ("1", "true")] == []
        assert list(sheet.iter("{*}dataValidation", "{*}conditionalFormatting")) == []


def test_the_official_tables_the_money_and_the_scores_are_its_sheets(done: Exported) -> None:
    assert list(stored(done.path).values) == [
        *(
            "填报说明",
            "总体绩效目标表",
            "年度绩效目标表",
            "自治区项目绩效目标表",
            "绩效自评表",
            "资金到位与执行表",
            "评分表",
            "报告资料",
        ),
    ]


def test_every_sheet_and_the_structure_are_locked_with_sha512(done: Exported) -> None:
    workbook = etree.fromstring(parts(done.path)["xl/workbook.xml"])
    protection = workbook.find("{*}workbookProtection")
    assert protection is not None
    assert protection.get("lockStructure") == "1"
    assert protection.get("workbookAlgorithmName") == "SHA-512"
    locks = [sheet.find("{*}sheetProtection") for sheet in sheets(done.path)]
    assert len(locks) == 8
    for lock in locks:
        assert lock is not None
        assert (lock.get("sheet"), lock.get("algorithmName")) == ("1", "SHA-512")
        assert int(lock.get("spinCount")) >= 100_000
        assert len(base64.b64decode(lock.get("saltValue"))) == 16
        assert len(base64.b64decode(lock.get("hashValue"))) == 64
        assert lock.get("password") is None
        assert {lock.get(name) for name in ("formatCells", "insertRows", "deleteRows", "sort")} == {"1"}
    styles = etree.fromstring(parts(done.path)["xl/styles.xml"])
    unlocked = [
        number
        for number, style in enumerate(styles.find("{*}cellXfs"))
        for protection in style.iter("{*}protection")
        if protection.get("locked") == "0"
    ]
    used = {int(cell.get("s", "0")) for sheet in sheets(done.path) for cell in sheet.iter("{*}c")}
    assert used.isdisjoint(unlocked)


def test_the_lock_opens_for_nobody_who_tries_the_obvious(done: Exported) -> None:
    """The password comes from the digest by hashing; the digest itself, printed in the file, is none."""
    lock = next(sheets(done.path)).find("{*}sheetProtection")
    for password in ("", "123456", "xladdin", done.digest, done.digest[:8], done.digest[:32]):
        digest = hashlib.sha512(base64.b64decode(lock.get("saltValue")) + password.encode("utf-16-le")).digest()
        for spin in range(int(lock.get("spinCount"))):
            digest = hashlib.sha512(digest + spin.to_bytes(4, "little")).digest()
        assert base64.b64encode(digest).decode() != lock.get("hashValue")


def test_it_is_marked_final(done: Exported) -> None:
    core = etree.fromstring(parts(done.path)["docProps/core.xml"])
    assert [item.text for item in core.iter("{*}contentStatus")] == ["Final"]
    assert _properties(done.path)["_MarkAsFinal"] == "true"


def _properties(path: Path) -> dict[str, str]:
    root = etree.fromstring(parts(path)["docProps/custom.xml"])
    return {item.get("name"): item[0].text for item in root}


def test_the_content_digest_is_in_its_properties_and_starts_every_footer(done: Exported) -> None:
    project = sample("turpan-2024" if len(done.evaluation.indicators) == 31 else "karamay-2024")
    assert _properties(done.path)["xladdin.content_digest"] == done.digest == _independent_digest(project)
    shown = f"{done.digest[:4]} {done.digest[4:8]}".upper()
    footers = [sheet.findtext(".//{*}oddFooter") for sheet in sheets(done.path)]
    assert len(footers) == 8
    assert all(shown in footer for footer in footers if footer)


def _made(factory: Any) -> object:
    return msgspec.NODEFAULT if factory is msgspec.NODEFAULT else factory()


def _independent_digest(project: Evaluation) -> str:
    """sha256 of the model as JSON with sorted keys, decimals as plain text, no blanks, without what says nothing: written
    down here anew."""

    def plain(value: object) -> object:
        if isinstance(value, Decimal):
            text = format(value, "f")
            return text.rstrip("0").rstrip(".") if "." in text else text
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if not isinstance(value, msgspec.Struct):
            return value
        said = ((one, getattr(value, one.name)) for one in msgspec.structs.fields(value))
        return {one.name: plain(its) for one, its in said if its not in (one.default, _made(one.default_factory))}

    text = json.dumps(plain(project), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_reading_the_submission_gives_the_same_model(done: Exported) -> None:
    opened = open_file(done.path)
    assert opened.sealed
    assert opened.evaluation == done.evaluation
    assert opened.evaluation == sample("turpan-2024" if len(done.evaluation.indicators) == 31 else "karamay-2024")


@pytest.mark.libreoffice
def test_openpyxl_calamine_and_libreoffice_read_the_same_values(done: Exported) -> None:
    ours = stored(done.path).values
    (office,) = calculated([done.path])
    workbook = openpyxl.load_workbook(done.path)
    calamine = CalamineWorkbook.from_path(str(done.path))
    for name, cells in ours.items():
        assert cells == office[name]
        by_openpyxl = {
            cell.coordinate: cell.value for row in workbook[name].iter_rows() for cell in row if cell.value is not None
        }
        assert by_openpyxl == cells
        rows = calamine.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found = {
            f"{openpyxl.utils.get_column_letter(across)}{down}": value
            for down, row in enumerate(rows, 1)
            for across, value in enumerate(row, 1)
            if value != ""
        }
        assert found == cells


def test_no_prompt_or_colour_key_of_the_working_book_is_left(done: Exported) -> None:
    texts = {str(value) for cells in stored(done.path).values.values() for value in cells.values()}
    for word in ("浅黄色", "填报步骤", "需核对", "请填写"):
        assert not [text for text in texts if word in text]


# ---- the same bytes ---------------------------------------------------------------------------------------------


_ONCE = """
import sys
from pathlib import Path
from xladdin.submission.export import export
print(export(Path(sys.argv[1]), Path(sys.argv[2])).path)
"""


def test_the_same_workbook_gives_the_same_bytes_anywhere_and_anytime(tmp_path: Path, write: Write) -> None:
    source = write(sample("karamay-2024"))
    found = []
    for number, (zone, seed) in enumerate((("Asia/Shanghai", "0"), ("America/New_York", "1"), ("UTC", "random"))):
        folder = tmp_path / f"cwd{number}"
        folder.mkdir()
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", _ONCE, str(source), "out"]
        said = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
        found.append((folder / said.stdout.strip()).read_bytes())
        os.utime(source, (number, number))
    assert found[0] == found[1] == found[2]


def test_exporting_again_is_fine_and_writes_nothing(tmp_path: Path, write: Write) -> None:
    source = write(sample("karamay-2024"))
    first = export(source, tmp_path / "out")
    before = first.path.stat()
    assert export(source, tmp_path / "out").path == first.path
    after = first.path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_other_content_under_the_same_version_is_refused(tmp_path: Path, write: Write) -> None:
    project = sample("karamay-2024")
    first = export(write(project), tmp_path / "out")
    content = first.path.read_bytes()
    with pytest.raises(UserError) as refused:
        export(write(replace(project, remarks="补充说明。")), tmp_path / "out")
    assert refused.value.code == "export-exists"
    assert "版本加 1" in refused.value.line()
    assert first.path.read_bytes() == content
    second = export(write(replace(project, remarks="补充说明。", version=2)), tmp_path / "out")
    assert second.path.name.endswith("_2024_v2.xlsx")
    assert sorted((tmp_path / "out").iterdir()) == [first.path, second.path]


# ---- what is left behind ----------------------------------------------------------------------------------------


def test_an_extra_sheet_a_comment_and_a_picture_stay_behind_and_are_listed(tmp_path: Path, write: Write) -> None:
    project = sample("karamay-2024")
    source = write(project)
    plain = export(source, tmp_path / "plain").path.read_bytes()
    workbook = openpyxl.load_workbook(source)
    workbook.create_sheet("我的台账")["A1"] = "=1+1"
    workbook["绩效自评表"]["F22"].comment = Comment("内部批注，不外传", "某人")
    Picture.new("RGB", (8, 8)).save(tmp_path / "x.png")
    workbook["评分表"].add_image(Image(tmp_path / "x.png"), "C3")
    workbook["填报说明"]["F30"] = "私人备忘"
    workbook.save(source)
    done = export(source, tmp_path / "out")
    assert done.left == (
        "工作表“绩效自评表”中的批注未带入报送件。",
        "工作表“评分表”中的图片或图形未带入报送件。",
        "工作表“我的台账”不属于申报表，未带入报送件。",
    )
    assert done.path.read_bytes() == plain
    assert all(
        "备忘".encode() not in content and "批注".encode() not in content for content in parts(done.path).values()
    )


# ---- refusals ---------------------------------------------------------------------------------------------------


def row_with(project: Evaluation, key: str, **changes: object) -> Evaluation:
    rows = tuple(replace(row, **changes) if row.key == key else row for row in project.indicators)
    return replace(project, indicators=rows)


def money_with(project: Evaluation, source: str, **changes: object) -> Evaluation:
    return replace(
        project, funds=tuple(replace(row, **changes) if row.source == source else row for row in project.funds)
    )


def _refusals() -> dict[str, tuple[Evaluation, str]]:
    karamay = sample("karamay-2024")
    return {
        "a blank actual value": (row_with(karamay, "q02", actual=""), "C10"),
        "a dash for an actual value": (row_with(karamay, "q02", actual="—"), "C10"),
        "parts that do not add up": (money_with(karamay, "central", budget=Decimal(1)), "C02"),
        "a rate that does not fit": (money_with(karamay, "total", declared_rate="99.9%"), "C01"),
        "a total that does not fit": (
            replace(karamay, declared=replace(karamay.declared, total=Decimal("99.9"))),
            "C04",
        ),
    }


@pytest.mark.parametrize("case", _refusals())
def test_tables_that_contradict_themselves_are_not_exported(case: str, tmp_path: Path, write: Write) -> None:
    project, rule = _refusals()[case]
    source = write(project)
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(ExportRefusedError) as refused:
        export(source, folder)
    errors = [error for error in refused.value.errors if error.rule == rule]
    assert errors
    for error in errors:
        assert error.sheet
        assert re.fullmatch(r"[A-Z]+\d+", error.cell)
        assert error.remedy
        assert "\n" not in error.message
    assert list(folder.iterdir()) == []


def test_a_blank_covered_by_an_approved_adjustment_goes_out(write: Write, tmp_path: Path) -> None:
    """Turpan's unit cost is blank in the published table."""
    turpan = sample("turpan-2024")
    covered = [row for row in turpan.indicators if not row.actual]
    assert covered
    assert all(row.adjustment is not None and row.adjustment.approved for row in covered)
    assert export(write(turpan), tmp_path / "out").path.exists()
    row = covered[0]
    assert row.adjustment is not None
    proposed = row_with(turpan, row.key, adjustment=replace(row.adjustment, approved_by=""))
    with pytest.raises(ExportRefusedError):
        export(write(proposed), tmp_path / "other")
    assert not (tmp_path / "other").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said_so(write: Write, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(UserError) as refused:
        export(write(sample("karamay-2024")), folder)
    assert refused.value.code == "file-unwritable"
    assert list(folder.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_said_so(write: Write, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(UserError) as refused:
        export(write(sample("karamay-2024")), tmp_path / "out")
    assert refused.value.code == "file-unwritable"
    assert (tmp_path / "out").read_text() == "x"


def test_an_interrupted_write_leaves_nothing(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(sample("karamay-2024"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError) as refused:
        export(source, tmp_path / "out")
    assert refused.value.code == "file-unwritable"
    assert list((tmp_path / "out").iterdir()) == []


# ---- file names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "project", "name"),
    [
        ("某局", "某项目", "某局_某项目_2024_v1.xlsx"),
        ("A/B:C*D?", '<"|>', "A-B-C-D_未填_2024_v1.xlsx"),
        ("CON", "nul.x", "-CON_-nul.x_2024_v1.xlsx"),
        ("com1", "LPT9 x", "-com1_-LPT9 x_2024_v1.xlsx"),
        ("局.", " 项目 ", "局_项目_2024_v1.xlsx"),
        ("a_b", "c\td\ne", "a-b_c-d-e_2024_v1.xlsx"),
        ("..\\..\\x", "/etc/passwd", "x_etc-passwd_2024_v1.xlsx"),
        ("局\u202exslx", "项\u200b目", "局xslx_项目_2024_v1.xlsx"),
    ],
)
def test_names_are_safe_on_windows(unit: str, project: str, name: str) -> None:
    karamay = sample("karamay-2024")
    evaluation = replace(
        karamay, unit=replace(karamay.unit, code="", name=unit), project=replace(karamay.project, code="", name=project)
    )
    assert submission_name(evaluation) == name


def test_codes_come_before_names_and_long_names_are_cut_to_what_a_disk_takes() -> None:
    karamay = sample("karamay-2024")
    coded = replace(
        karamay, unit=replace(karamay.unit, code="650200"), project=replace(karamay.project, code="P01"), version=12
    )
    assert submission_name(coded) == "650200_P01_2024_v12.xlsx"
    for text in ("长" * 300, "x" * 300, "😀" * 300):
        name = submission_name(
            replace(karamay, unit=replace(karamay.unit, name=text), project=replace(karamay.project, name=text))
        )
        assert len(name.encode("utf-8")) <= 255
        assert len(name.encode("utf-16-le")) // 2 <= 140
        assert name.encode("utf-8").decode("utf-8") == name


def test_a_blank_book_is_not_exported(tmp_path: Path) -> None:
    blank = tmp_path / "blank.xlsx"
    blank.write_bytes(min((Path(__file__).parents[2] / "workbook_templates").glob("*.xlsx")).read_bytes())
    with pytest.raises(UserError) as caught:
        export(blank, tmp_path / "out")
    assert caught.value.code == "export-empty"
    assert not (tmp_path / "out").exists()
