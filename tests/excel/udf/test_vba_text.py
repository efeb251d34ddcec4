"""Chinese text in VBA sources that are ASCII."""

from __future__ import annotations

import pytest
from pyopenvba.interpreter import Interpreter

from xladdin.excel.udf.vba_text import check_source, literal
from xladdin.resources import resource_dir


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        'with "quotes"',
        "绩效自评",
        "过≥“x”",
        "back\\slash \\u4e00",
        "𠮷野",
        "",
    ],
)
def test_the_add_in_reads_back_what_was_written(text: str) -> None:
    vba = Interpreter()
    vba.add_module((resource_dir("macros") / "JxUnicode.bas").read_text(), name="JxUnicode")
    vba.add_module(f"Public Function Said() As String\nSaid = {literal(text)}\nEnd Function\n", name="Test")
    assert vba.run("Said").encode("utf-16-le", "surrogatepass") == text.encode("utf-16-le")


def test_a_literal_is_ascii() -> None:
    assert literal("完成率 95%") == r'JxDecode("\u5B8C\u6210\u7387 95%")'


def test_a_line_break_in_a_literal_is_refused() -> None:
    with pytest.raises(ValueError, match="one line"):
        literal("a\nb")


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("x = 1\ny = “2”\n", "line 2: VBA sources are ASCII"),
        ("x" * 1024, "the editor keeps 1023"),
        ("a _\n" * 25, "more than 24 continued lines"),
    ],
)
def test_sources_that_the_vba_editor_would_spoil_are_refused(source: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        check_source("Test", source)
