"""Names that stand for any unit (各县（市、区）), and names of one."""

from __future__ import annotations

import pytest

from tests.checks.material import change, clean, evaluation_of, profile_of
from tests.checks.test_fixtures import BY_ID
from xladdin.checks.runner import run_checks

ANY = """
各省 各地 各市 各州 各县 各区 各乡 各镇 各盟 各旗 各级财政 各单位 各部门 各有关单位 各相关部门 临溪（州、县） 临溪（市、区） 临溪（县、区） 临溪（区、县）
临溪（盟、旗） 有关单位 有关部门 相关单位 相关部门 ××县 xx县 XX县 ＊＊县 **县
""".split()
ONE = "临溪县 各尔县 临溪县各乡镇 临溪有关单位 临溪（县级） x县 工业园区（州）".split()


def _found(name: str) -> bool:
    data = clean()
    change(data, "project.fund_user", name)
    evaluation = evaluation_of(data)
    report = run_checks(evaluation, profile_of(evaluation), checks=[BY_ID["C28"]])
    return [one.path for one in report.findings] == ["project.fund_user"]


def test_a_name_that_stands_for_any_unit_is_found() -> None:
    assert [name for name in ANY if not _found(name)] == []


@pytest.mark.parametrize("name", ONE)
def test_a_name_of_one_unit_is_not(name: str) -> None:
    assert not _found(name)
