"""``--verify``: what was changed in the report by hand, or in the workbook since, is named."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from tests.report.conftest import FILES, full, opened, report_of, written
from xladdin.cli import main
from xladdin.report.blocks import MISSING, Report
from xladdin.report.claims import NAMESPACE
from xladdin.report.run import verified
from xladdin.report.word.render import render

_SEEDS = range(40)


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def _mutated(content: bytes, seed: int) -> tuple[bytes, str, str]:
    """One change by hand, as python-docx saves it: (document, what stands there now, kind of change)."""
    choice = random.Random(seed)
    document = opened(content)
    texts = [run for one in document.paragraphs for run in one.runs if len(run.text) > 6 and MISSING not in run.text]
    kind = ("figure", "word", "cell", "removed")[seed % 4]
    if kind == "figure":
        run = choice.choice([one for one in texts if any(sign.isdigit() for sign in one.text)])
        at = choice.choice([number for number, sign in enumerate(run.text) if sign.isdigit()])
        run.text = f"{run.text[:at]}{(int(run.text[at]) + 1) % 10}{run.text[at + 1 :]}"
        return _saved(document), run.text[at], kind
    if kind == "word":
        run = choice.choice(texts)
        at = choice.randrange(len(run.text) - 2)
        run.text = f"{run.text[:at]}改动{run.text[at + 2 :]}"
        return _saved(document), "改动", kind
    if kind == "cell":
        table = choice.choice(document.tables)
        cells = [one for one in table._tbl.iter_tcs() if "".join(one.itertext("{*}t"))]
        choice.choice(cells).p_lst[0].add_r().text = "多写"
        return _saved(document), "多写", kind
    removed = choice.choice([one for one in document.paragraphs if len(one.text) > 12 and MISSING not in one.text])
    text = removed.text
    removed._p.getparent().remove(removed._p)
    return _saved(document), text[:10], kind


def test_a_report_that_nobody_touched_says_so(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--verify", str(path), *map(str, FILES)]) == 0
    assert capsys.readouterr().out == "报告与工作簿一致。\n"


@pytest.mark.parametrize("seed", _SEEDS)
def test_one_change_by_hand_is_named(seed: int, document: bytes, tmp_path: Path) -> None:
    changed, now, kind = _mutated(document, seed)
    path = tmp_path / "改.docx"
    path.write_bytes(changed)
    found = [one for one in verified(path, FILES) if not one.filled]
    assert 1 <= len(found) <= 2
    side = [one.expected for one in found] if kind == "removed" else [one.found for one in found]
    assert any(now in text for text in side), found


def test_a_figure_of_the_workbook_that_changed_since_is_named_with_its_field(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(render(report_of(sample("turpan-2024"))))
    funds = tuple(replace(row, executed=None) if row.source == "total" else row for row in sample("turpan-2024").funds)
    funds = tuple(replace(row, executed=row.executed - 1) if row.source == "central" else row for row in funds)  # type: ignore[operator]
    book = written(tmp_path, replace(sample("turpan-2024"), funds=funds))
    found = {(one.path, one.found, one.expected) for one in verified(path, [book])}
    assert ("1:funds[central].executed", "10000万元", "9999万元") in found
    assert ("1:funds[total].executed", "10000万元", "9999万元") in found


def test_what_somebody_wrote_where_it_was_to_be_filled_in_is_no_fault(document: bytes, tmp_path: Path) -> None:
    changed = opened(document)
    paragraph = next(one for one in changed.paragraphs if MISSING in one.text)
    for run in paragraph.runs:
        run.text = run.text.replace(MISSING, "《关于开展绩效自评的通知》")
    path = tmp_path / "补.docx"
    path.write_bytes(_saved(changed))
    assert {one.filled for one in verified(path, FILES)} == {True}
    assert main(["report", "--verify", str(path), *map(str, FILES)]) == 0


def test_a_number_in_a_picture_that_was_changed_is_named(document: bytes, tmp_path: Path) -> None:
    path = tmp_path / "图.docx"
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/charts/chart2.xml":
                assert b"44.1" in content
                content = content.replace(b"44.1", b"49.9")
            target.writestr(name, content)
    (found,) = verified(path, FILES)
    assert (found.kind, found.found, found.expected) == ("图", "49.9", "44.1")


def test_a_list_of_claims_that_was_changed_is_named(document: bytes, tmp_path: Path) -> None:
    path = tmp_path / "清单.docx"
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(
                name,
                content.replace("88.8分".encode(), "98.8分".encode()) if NAMESPACE.encode() in content else content,
            )
    (found,) = verified(path, FILES)
    assert (found.kind, found.path, found.found, found.expected) == ("清单", "1:total", "98.8分", "88.8分")


def test_a_document_that_is_no_report_of_ours_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import docx

    path = tmp_path / "别的.docx"
    docx.Document().save(str(path))
    assert main(["report", "--verify", str(path), str(FILES[0])]) == 3
    assert "没有附数字清单" in capsys.readouterr().err


def test_a_report_of_a_full_project_has_nothing_to_fill_in() -> None:
    report: Report = report_of(full())
    said = [text for text in report.texts() if MISSING in text]
    # the province's document, the one actual value that the project leaves blank, the promise without an answer
    assert len(said) == 3, said


def test_a_change_far_into_a_long_cell_is_shown_where_it_is(document: bytes, tmp_path: Path) -> None:
    changed = opened(document)
    cell = next(one for one in changed.tables[0]._tbl.iter_tcs() if len("".join(one.itertext("{*}t"))) > 100)
    cell.p_lst[0].add_r().text = "末尾多写"
    path = tmp_path / "长.docx"
    path.write_bytes(_saved(changed))
    (found,) = verified(path, FILES)
    assert found.found.startswith("…")
    assert found.found == f"{found.expected}末尾多写"
