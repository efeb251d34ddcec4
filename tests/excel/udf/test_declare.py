"""One declaration of a worksheet function serves the wrappers, the wizard's help and xlwings."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.fakes.xlwings_live import xlwings_windows
from xladdin.excel.udf import functions
from xladdin.excel.udf.declare import AsSent, declarations, forward_all, worksheet_function


def test_every_function_of_the_contract_is_declared() -> None:
    names = [declaration.name for declaration in declarations(functions)]
    assert names == [
        "JX_VALUE",
        "JX_TARGET",
        "JX_RATE",
        "JX_DEVIATION",
        "JX_SCORE",
        "JX_EXEC_RATE",
        "JX_LEVEL",
        "JX_TOTAL",
        "JX_GRADE",
        "JX_EXPLAIN",
        "JX_VERSION",
    ]


def test_help_is_chinese_and_short_enough_for_the_function_wizard() -> None:
    for declaration in declarations(functions):
        for text in (declaration.help, *(argument.help for argument in declaration.arguments)):
            assert any("\u4e00" <= character <= "\u9fff" for character in text), (declaration.name, text)
            assert len(text) <= 255
        assert declaration.category == "绩效自评"


def test_importing_a_declaration_does_not_import_xlwings_or_anything_heavy() -> None:
    code = (
        "import sys; import xladdin.excel.udf.declare, xladdin.excel.udf.functions; "
        "print([m for m in ('xlwings','pandas','numpy','typer','rich','openpyxl','lxml') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_live_xlwings_gets_help_and_category_but_no_converter_from_type_hints() -> None:
    xlwings_windows()
    forward_all(functions)
    spec = functions.JX_RATE.__xlfunc__
    assert spec["category"] == "绩效自评"
    assert [argument["doc"] for argument in spec["args"]][:2] == [
        "方向：≥、≤、＞、＜、＝、区间 或 定性",
        "目标下限；没有的留空",
    ]
    assert spec["ret"]["options"] == {"convert": AsSent}
    assert {argument["options"]["convert"] for argument in spec["args"]} == {AsSent}


def test_arguments_go_as_vba_sent_them_and_a_result_is_one_cell() -> None:
    xlwings_windows()
    forward_all(functions)
    udfs = sys.modules["xlwings.udfs"]
    for actual in ("5", " 5 ", None, "", 5.0):
        answer = udfs.call_udf(functions.__name__, "JX_RATE", ("≥", 4.0, None, actual), None, None)
        assert answer == [[functions.JX_RATE("≥", 4.0, None, actual)]]
    block = (("level_places", 0.0), ("words_met", "好"))
    answer = udfs.call_udf(
        functions.__name__, "JX_LEVEL", (((5.0,), (6.0,)), ((6.0,), (6.0,)), 50.0, block), None, None
    )
    assert answer == [[46.0]]  # 50 × 11 / 12 without decimals


def test_a_range_is_read_as_its_raw_value() -> None:
    class Context:
        value = None
        range = type("Range", (), {"raw_value": ((1.0, "甲"),)})()

    context = Context()
    AsSent.reader({})(context)
    assert context.value == ((1.0, "甲"),)


@pytest.mark.parametrize(
    ("name", "help_text", "arguments", "complaint"),
    [
        ("TAX2024", "说明", {"a": "参数"}, "cell address"),
        ("JX_X", "长" * 256, {"a": "参数"}, "longer than 255"),
        ("JX_X", "说明", {"b": "参数"}, "help is given for"),
        ("JX_X", "说明", {}, "help is given for"),
    ],
)
def test_a_declaration_that_excel_would_not_take_is_refused(
    name: str, help_text: str, arguments: dict[str, str], complaint: str
) -> None:
    def function(a: float) -> float:
        """Some function."""
        return a

    function.__name__ = name
    with pytest.raises(TypeError, match=complaint):
        worksheet_function(help_text, **arguments)(function)


def test_a_summary_that_vba_cannot_store_is_refused() -> None:
    def JX_X() -> float:
        """中文说明"""
        return 0.0

    with pytest.raises(TypeError, match="ASCII"):
        worksheet_function("说明")(JX_X)
