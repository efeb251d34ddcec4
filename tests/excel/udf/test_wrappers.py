"""The generated VBA: one wrapper a function, and the texts for the function wizard."""

from __future__ import annotations

import re

from xladdin.excel.udf import functions
from xladdin.excel.udf.declare import declarations, worksheet_function
from xladdin.excel.udf.wrappers import functions_module, help_module


def test_a_wrapper_hands_its_arguments_over_and_describes_itself() -> None:
    @worksheet_function("两数之比", target="目标", actual="实际")
    def JX_SAMPLE(target: float, actual: float = 1) -> float:
        """Ratio of "two" numbers."""
        return actual / target

    assert functions_module([JX_SAMPLE.__declaration__]) == (
        'Attribute VB_Name = "JxFunctions"\n'
        "Option Explicit\n"
        "\n"
        "Public Function JX_SAMPLE(ByVal target As Variant, Optional ByVal actual As Variant) As Variant\n"
        "Attribute JX_SAMPLE.VB_Description = \"Ratio of 'two' numbers.\"\n"
        'Attribute JX_SAMPLE.VB_ProcData.VB_Invoke_Func = " \\n14"\n'
        "    If IsMissing(actual) Then actual = Empty\n"
        '    JX_SAMPLE = Jx.Evaluate("JX_SAMPLE", Array(target, actual))\n'
        "End Function\n"
    )


def test_every_declared_function_has_exactly_one_wrapper_and_one_description() -> None:
    declared = declarations(functions)
    names = [declaration.name for declaration in declared]
    assert re.findall(r"(?m)^Public Function (\w+)\(", functions_module(declared)) == names
    assert re.findall(r"(?m)^    Describe(JX_\w+)$", help_module(declared)) == names
    assert re.findall(r"(?m)^Private Sub Describe(JX_\w+)\(", help_module(declared)) == names


def test_the_generated_modules_are_ascii_with_lines_that_the_editor_keeps() -> None:
    declared = declarations(functions)
    for source in (functions_module(declared), help_module(declared)):
        assert source.isascii()
        assert max(map(len, source.splitlines())) <= 1023


def test_argument_names_are_no_words_of_vba() -> None:
    reserved = set(
        "and as boolean byref byte byval call case const currency date debug declare dim do double each else end enum "
        "erase error event exit false for friend function get global gosub goto if implements in input integer is let "
        "like local lock long loop lset me mod new next not nothing null object on open option optional or paramarray "
        "print private property public put raiseevent redim rem resume return rset seek select set single static step "
        "stop string sub then to true type typeof until variant wend while with withevents write xor".split()
    )
    for declaration in declarations(functions):
        assert not reserved & {argument.name for argument in declaration.arguments}, declaration.name
