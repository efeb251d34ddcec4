"""The VBA face of our worksheet functions, generated from their declarations.

xlwings generates wrappers of its own, which answer a failure with ``Err.Description``: a text, which IFERROR takes for
a result. Ours hand over to ``JxPython.Evaluate``, where a failure becomes ``CVErr(xlErrNA)``.
"""

from __future__ import annotations

from collections.abc import Iterable

from xladdin.excel.udf.declare import Argument, Declaration
from xladdin.excel.udf.vba_text import check_source, literal

FUNCTIONS_MODULE = "JxFunctions"
HELP_MODULE = "JxFunctionHelp"

_USER_DEFINED = 14
"""Excel's number for the category 用户定义, until the start-up names our own."""


def functions_module(declared: Iterable[Declaration]) -> str:
    """Source of the module that holds one Function for each declaration."""
    blocks = [f'Attribute VB_Name = "{FUNCTIONS_MODULE}"\nOption Explicit\n']
    blocks += [_wrapper(declaration) for declaration in declared]
    source = "\n".join(blocks)
    check_source(FUNCTIONS_MODULE, source)
    return source


def help_module(declared: Iterable[Declaration]) -> str:
    """Source of the module that tells Excel's function wizard the Chinese texts when the add-in starts."""
    lines = [
        f'Attribute VB_Name = "{HELP_MODULE}"',
        "Option Explicit",
        "Option Private Module",
        "",
        "Public Sub JxDescribeFunctions()",
        *(f"    Describe{declaration.name}" for declaration in declared),
        "End Sub",
        "",
        *(line for declaration in declared for line in _description(declaration)),
        "Private Sub Describe(ByVal functionName As String, ByVal category As String, ByVal help As String, ByVal arguments As Variant)",
        '    functionName = "\'" & ThisWorkbook.Name & "\'!" & functionName',
        "    If IsArray(arguments) Then",
        "        Application.MacroOptions Macro:=functionName, Description:=help, Category:=category, _",
        "            ArgumentDescriptions:=arguments",
        "    Else",
        "        Application.MacroOptions Macro:=functionName, Description:=help, Category:=category",
        "    End If",
        "End Sub",
        "",
    ]
    source = "\n".join(lines)
    check_source(HELP_MODULE, source)
    return source


def _wrapper(declaration: Declaration) -> str:
    name = declaration.name
    signature = ", ".join(_parameter(argument) for argument in declaration.arguments)
    values = ", ".join(argument.name for argument in declaration.arguments)
    summary = declaration.summary.replace('"', "'")
    return "\n".join(
        [
            f"Public Function {name}({signature}) As Variant",
            f'Attribute {name}.VB_Description = "{summary}"',
            f'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n{_USER_DEFINED}"',
            *(f"    If IsMissing({a.name}) Then {a.name} = Empty" for a in declaration.arguments if a.optional),
            f'    {name} = Jx.Evaluate("{name}", Array({values}))',
            "End Function",
            "",
        ]
    )


def _parameter(argument: Argument) -> str:
    return f"{'Optional ' if argument.optional else ''}ByVal {argument.name} As Variant"


def _description(declaration: Declaration) -> list[str]:
    helps = [literal(argument.help) for argument in declaration.arguments]
    arguments = "Array( _\n        " + ", _\n        ".join(helps) + ")" if helps else "Empty"
    text = (
        f"Private Sub Describe{declaration.name}()\n"
        f'    Describe "{declaration.name}", _\n'
        f"        {literal(declaration.category)}, _\n"
        f"        {literal(declaration.help)}, _\n"
        f"        {arguments}\n"
        "End Sub\n"
    )
    return text.split("\n")
