"""A given template is somebody else's code: it fills in what there is, and nothing it says is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.conftest import FILES, full, opened, written
from xladdin.cli import main
from xladdin.report.public import for_the_public
from xladdin.report.run import composed


def _template(folder: Path, *lines: str) -> Path:
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    path = folder / "模板.docx"
    document.save(str(path))
    return path


def _run(folder: Path, template: Path) -> tuple[int, Path]:
    target = folder / "报告.docx"
    return main(["report", str(FILES[0]), "-o", str(target), "--template", str(template)]), target


def test_an_offices_own_template_is_filled_in_and_verified(tmp_path: Path) -> None:
    code, target = _run(
        tmp_path, _template(tmp_path, "文号：某某〔2025〕1号", "{{ title }}", "{{ body }}", "{{ unit }}（盖章）")
    )
    assert code == 0
    texts = [one.text for one in opened(target.read_bytes()).paragraphs]
    assert texts[:2] == ["文号：某某〔2025〕1号", "重点生态保护修复治理资金\n2024年度绩效自评报告"]
    assert texts[-1].endswith("（盖章）")
    assert main(["report", "--verify", str(target), str(FILES[0])]) == 0


@pytest.mark.parametrize(
    "line",
    [
        "{{ nothing }}",
        "{{ title.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ 'a' * 1000000000 }}",
        "{% if %}",
        "{{ self.__init__.__globals__ }}",
    ],
)
def test_a_template_that_asks_for_more_is_refused(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, target = _run(tmp_path, _template(tmp_path, line, "{{ body }}"))
    assert code == 3
    assert "模板不能使用" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize("lines", [("{{ title }}",), ("{{ body }}", "{{ body }}"), ("前文 {{ body }}",)])
def test_the_place_of_the_text_is_one_paragraph(
    lines: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = _run(tmp_path, _template(tmp_path, *lines))
    assert code == 3
    assert "正文位置" in capsys.readouterr().err


def test_a_report_for_the_public_has_no_telephone_numbers_and_no_names(tmp_path: Path) -> None:
    from msgspec.structs import replace

    evaluation = full()
    signed = replace(evaluation.signatures, filler="某甲乙", phone="0991-1234567", project_leader="丙·丁")
    text = "联系人某甲乙，电话13800138000、（0991）7654321，完成458.79公顷。"
    book = written(tmp_path, replace(evaluation, signatures=signed, achievement=text))
    texts = "".join(composed([book], public=True).texts())
    for hidden in ("某甲乙", "丙·丁", "13800138000", "1234567", "7654321"):
        assert hidden not in texts
    assert "完成458.79公顷" in texts
    assert "88.8分" in texts
    assert "13800138000" in "".join(composed([book]).texts())
    target = tmp_path / "公开.docx"
    assert main(["report", str(book), "-o", str(target), "--public"]) == 0
    assert main(["report", "--verify", str(target), str(book)]) == 0
    assert for_the_public(evaluation).signatures.phone == ""


@pytest.mark.parametrize(
    "options", [["r.docx"], ["-o", "r.pdf"], ["-o", "a.docx", "--verify", "b.docx"]], ids=["no -o", "pdf", "both"]
)
def test_a_slip_on_the_command_line_is_told(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(FILES[0]), *options]) == 2
    assert capsys.readouterr().err.strip()


def test_a_report_that_is_there_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "报告.docx"
    target.write_bytes(b"old")
    assert main(["report", str(FILES[0]), "-o", str(target)]) == 3
    assert target.read_bytes() == b"old"


def test_a_workbook_without_indicators_gives_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["template", "-o", str(tmp_path), "--rows", "1"])
    (book,) = tmp_path.glob("*.xlsx")
    assert main(["report", str(book), "-o", str(tmp_path / "r.docx")]) == 3
    assert "没有任何指标" in capsys.readouterr().err
