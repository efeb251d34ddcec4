"""Names of submissions: what is cut, what is taken out, what stands where nothing is left."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.forms.conftest import sample
from xladdin.submission.file_name import safe, submission_name

KARAMAY = sample("karamay-2024")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("　局　", "局"),
        ("\n局\t", "局"),
        ("a  b", "a  b"),
        ("a//b", "a-b"),
        ("a/ /b", "a- -b"),
        ("a_b", "a-b"),
        ("-a-", "a"),
        (". a .", "a"),
        ("a\x7fb", "a-b"),
        ("a\x1fb", "a-b"),
        ("a\u200bb\u202e", "ab"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 60),
        ("x" * 59 + " yy", "x" * 59),
        ("x" * 59 + ".yy", "x" * 59),
        ("长" * 36, "长" * 36),
        ("长" * 37, "长" * 36),
        ("长" * 36 + "ab", "长" * 36 + "ab"),
        ("长" * 36 + "abc", "长" * 36 + "ab"),
        ("长" * 36 + ". x", "长" * 36),
        ("", "未填"),
        ("///", "未填"),
        (" . ", "未填"),
        ("con", "-con"),
        ("PRN.x", "-PRN.x"),
        ("aux x", "-aux x"),
        ("NUL", "-NUL"),
        ("com0", "-com0"),
        ("lpt9", "-lpt9"),
        ("aux_x", "-aux-x"[1:]),
        ("console", "console"),
        ("com10", "com10"),
        ("xcon", "xcon"),
    ],
)
def test_a_part_of_a_name_is_safe(text: str, name: str) -> None:
    assert safe(text) == name


@pytest.mark.parametrize(
    ("unit_code", "unit", "user", "code", "project", "name"),
    [
        ("650200", "市局", "用户", "P1", "项目", "650200_P1_2024_v1.xlsx"),
        ("", "市局", "用户", "", "项目", "市局_项目_2024_v1.xlsx"),
        ("", "", "用户", "", "项目", "用户_项目_2024_v1.xlsx"),
        ("", "", "", "", "", "未填_未填_2024_v1.xlsx"),
    ],
)
def test_codes_go_before_names(unit_code: str, unit: str, user: str, code: str, project: str, name: str) -> None:
    evaluation = replace(
        KARAMAY,
        unit=replace(KARAMAY.unit, code=unit_code, name=unit),
        project=replace(KARAMAY.project, code=code, name=project, fund_user=user),
    )
    assert submission_name(evaluation) == name
    assert submission_name(replace(evaluation, year=2025, version=12)).endswith("_2025_v12.xlsx")
