"""A profile with a slip in it: one Chinese line that names file, line and key, and says what to write instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xladdin.errors import UserError
from xladdin.rules import profile as profiles

GOOD = (profiles.FOLDER / "mof-2020.toml").read_text("utf-8").replace('id = "mof-2020"', 'id = "mine-2025"')

#: A profile that states little: what it does not say comes from the one it extends.
SMALL = """id = "mine-2025"
title = "试行规则"
issued = 2025-03-01
effective_from = 2025-01-01
extends = "mof-2020"
source = "某文件"
"""


def standard(value: str) -> str:
    return f'standard = {{ value = "{value}", unit = "分", source = "某文件", verified = true }}'


def level(name: str, value: str, level_id: str, role: str = "") -> str:
    return f'[[level]]\nid = "{level_id}"\nname = "{name}"\n{role}\n{standard(value)}\n'


def number(key: str, value: str, unit: str) -> str:
    return f'[parameter]\n{key} = {{ title = "某数", value = "{value}", unit = "{unit}", source = "某文件", verified = true }}\n'


def numbered(key: str, value: str, unit: str = "") -> str:
    """A further line of [parameter]."""
    return number(key, value, unit).removeprefix("[parameter]\n")


#: What is changed in the full profile: (old, new), where the mistake is said to be, what is said.
CHANGED: dict[str, tuple[str, str, str, str]] = {
    "a key misspelt": ("over_threshold =", "over_treshold =", "parameter.over_treshold", "是否应为 over_threshold"),
    "an unknown key at the top": ('note = "', 'remark = "', "remark", "不认识的键“remark”"),
    "a misspelt key at the top": ('title = "财政部', 'titel = "财政部', "titel", "是否应为 title"),
    "an unknown key of a number": ("verified = false }", "checked = false }", "checked", "不认识的键“checked”"),
    "an unknown limit of a check": ("copied_rows =", "copied_row =", "checks.copied_row", "是否应为 copied_rows"),
    "an unknown list of words": ("unmet = [", "missed = [", "words.missed", "不认识的键“missed”"),
    "a word that is no choice": ('"keep"', '"dropp"', "not_applicable", "取值“dropp”不在允许的范围内。请写 keep 或 drop"),
    "a role that is none": ('role = "execution"', 'role = "exekution"', "level.1.role", "请写 execution 或 indicators"),
    "a number without quotes": ('value = "1.3"', "value = 1.30", "reason_above.value", '没有加引号。请写成 value = "1.30"'),
    "a whole number without quotes": ('value = "90"', "value = 90", "grade_excellent.value", '请写成 value = "90"'),
    "a number that is none": ('value = "90"', 'value = "九十"', "grade_excellent", "“九十”不是数值"),
    "a number with an exponent": ('value = "90"', 'value = "9e1"', "grade_excellent", "“9e1”不是数值"),
    "a number that is missing": ('value = "90"', 'value = ""', "grade_excellent", "grade_excellent 不能空着"),
    "a share above one": ('value = "0"', 'value = "1.5"', "over_floor", "超出合理范围。over_floor 应在 0 到 1 之间"),
    "decimals of a half place": ('value = "1", unit = "位"', 'value = "1.5", unit = "位"', "level_places", "不是整数"),
    "a number with too many decimals": ('value = "1.3"', 'value = "1.3000001"', "reason_above", "小数位过多"),
    "another unit": ('value = "1.3", unit = "倍"', 'value = "1.3", unit = "%"', "reason_above", "单位应为“倍”"),
    "no source": ('source = "财预〔2020〕10号：产出指标 50%"', 'source = " "', "level.2.standard", "没有写明来源"),
    "no word about its verification": (", verified = true }", " }", "level.1.standard", "缺少“verified”"),
    "no value": ('value = "50", ', "", "level.2.standard", "缺少“value”"),
    "no unit": ('value = "50", unit = "分", ', 'value = "50", ', "level.2.standard", "缺少“unit”"),
    "no source at all": ('source = "财预〔2020〕10号：产出指标 50%", ', "", "level.2.standard", "缺少“source”"),
    "a verification in words": ("verified = true }", 'verified = "是" }', "verified", "应为true 或 false"),
    "a number without a title": ('title = "“优”的下限", ', "", "grade_excellent", "缺少“title”"),
    "standards that total 105": ('value = "50"', 'value = "55"', "level", "合计 10＋55＋30＋10＝105，不等于满分 100"),
    "another total than the standards": ('total = "100"', 'total = "90"', "level", "＝100，不等于满分 90"),
    "a total that is none": ('total = "100"', 'total = "一百"', "total", "满分“一百”不是 1 到 100 的数"),
    "grade bounds that rise": ('value = "80"', 'value = "95"', "grade_good", "“良”的下限 95 不低于“优”的下限 90"),
    "a grade above the total": ('value = "90"', 'value = "100.5"', "grade_excellent", "超出合理范围"),
    "a fold to nowhere": ('= "产出指标" }', '= "过程指标" }', "fold.成本指标", "并入的“过程指标”不是本规则按指标计分的一级指标"),
    "a fold into the execution": ('= "产出指标" }', '= "预算执行" }', "fold.成本指标", "并入的“预算执行”不是"),
    "a fold of a level": ('"成本指标" =', '"效益指标" =', "fold.效益指标", "既单列为一级指标，又并入"),
    "a level twice": ('name = "效益指标"', 'name = "产出"', "level.3.name", "一级指标“产出”重复"),
    "an id twice": ('id = "benefit"', 'id = "output"', "level.3.id", "标识“output”重复"),
    "an id in Chinese": ('id = "benefit"', 'id = "效益"', "level.3.id", "小写英文字母"),
    "a level with a quotation mark": ('name = "效益指标"', 'name = "效益\\"指标"', "level.3.name", "不可用"),
    "two executions": ('id = "output"', 'id = "output"\nrole = "execution"', "level.2.role", "预算执行只能有一个"),
    "a reason line under the other": ('value = "1", unit = "倍"', 'value = "1.5", unit = "倍"', "reason_below", "超出合理范围"),
    "a word on both sides": ('unmet = ["', 'unmet = ["达标", "', "words.unmet", "“达标”既算达成又算未达成"),
    "a word twice": ('met = ["', 'met = ["达 标", "', "words.met", "写了两次"),
    "a number as a word": ('met = ["', 'met = ["100%", "', "words.met", "会读成数值"),
    "a blank as a word": ('met = ["', 'met = ["无", "', "words.met", "表示空白的写法"),
    "an empty word": ('met = ["', 'met = ["", "', "words.met", "空着的"),
    "a word that is none": ('met = ["', 'met = [true, "', "words.met.1", "应为文字"),
    "a date in quotes": ("issued = 2020-02-25", 'issued = "2020年"', "issued", "应为日期"),
    "a date with a time": ("issued = 2020-02-25", "issued = 2020-02-25T10:00:00", "issued", "应为日期"),
    "a year long ago": ("effective_from = 2020-01-01", "effective_from = 0202-01-01", "effective_from", "不合理"),
    "no date": ("issued = 2020-02-25\n", "", "", "缺少“issued”"),
    "an id with a slash": ('id = "mine-2025"', 'id = "../mine"', "id", "小写字母、数字和连字符"),
    "a base that is not there": ('extends = ""', 'extends = "mars-2024"', "extends", "所沿用的规则“mars-2024”不存在"),
    "a sign that nobody sees": ('title = "财政部', 'title = "\\u200b财政部', "title", "控制字符"),
    "a key twice": ('extends = ""', 'extends = ""\nextends = ""', "", "同一个键写了两次"),
    "a quotation mark left out": ('extends = ""', 'extends = "', "", "不是有效的 TOML"),
    "a number that is no table": ("rate_tolerance = {", 'rate_tolerance = "0.5"\nx = {', "x", "不认识的键“x”"),
    "tiers that rise": ('value = "0.6", unit = ""', 'value = "0.9", unit = ""', "tier_second", "第二档的下限 0.9 不低于第一档的下限 0.8"),
    "a rate of money above one": ('reason_below = { title = "预算执行率低于此值时须说明原因（0 为不要求）", value = "0"', 'reason_below = { title = "预算执行率低于此值时须说明原因（0 为不要求）", value = "90"', "execution_reason_below", "超出合理范围。execution_reason_below 应在 0 到 1 之间"),
    "a parameter left out": ("level_places = {", "# level_places = {", "parameter", "缺少“level_places”"),
}  # fmt: skip

#: The same for profiles that extend: what is added, where, what is said.
ADDED: dict[str, tuple[str, str, str]] = {
    "a threshold without its factor": (number("over_threshold", "1.3", "倍"), "over_threshold", "没有写扣减系数 over_factor"),
    "a factor without its threshold": (number("over_factor", "0.5", ""), "over_factor", "没有写起扣线 over_threshold"),
    "cost as a level that is still folded": (
        level("预算执行", "10", "execution", 'role = "execution"') + level("成本指标", "20", "cost") + level("产出指标", "70", "output"),
        "fold.成本指标",
        "“成本指标”既单列为一级指标，又并入“产出指标”。请只留一种；不并入的，写 fold = {}",
    ),
    "nothing but money": (level("预算执行", "100", "execution", 'role = "execution"'), "level", "没有任何按指标计分的一级指标"),
    "points for nothing": (level("产出指标", "0", "output") + level("效益指标", "100", "benefit"), "level.1.standard", "超出合理范围"),
    "a band without its share": (number("band1_from", "1", "倍"), "band1_from", "写了 band1_from，没有写 band1_share"),
    "a share without its band": (number("band2_share", "0.7", ""), "band2_share", "写了 band2_share，没有写 band2_from"),
    "a second band without a first": (
        number("band2_from", "0.8", "倍") + numbered("band2_share", "0.7"),
        "band2_from",
        "写了第 2 档，前面的 band1_from 空着",
    ),
    "a third band without a second": (
        number("band1_from", "1", "倍") + numbered("band1_share", "1") + numbered("band3_from", "0.6", "倍") + numbered("band3_share", "0.5"),
        "band3_from",
        "写了第 3 档，前面的 band2_from 空着",
    ),
    "bands whose rates rise": (
        number("band1_from", "0.6", "倍") + numbered("band1_share", "1") + numbered("band2_from", "0.8", "倍") + numbered("band2_share", "0.7"),
        "band2_from",
        "第 2 档（执行率 0.8、比例 0.7）不低于上一档",
    ),
    "bands whose shares stay": (
        number("band1_from", "1", "倍") + numbered("band1_share", "0.7") + numbered("band2_from", "0.8", "倍") + numbered("band2_share", "0.7"),
        "band2_from",
        "各档的执行率和得分比例都应从高到低",
    ),
    "bands of an execution that is not scored": (
        level("产出指标", "60", "output") + level("效益指标", "40", "benefit") + number("band1_from", "1", "倍") + numbered("band1_share", "1"),
        "band1_from",
        "预算执行不计分，却写了执行率的分档",
    ),
    "levels that are joined in a level that is not there": (
        'fold = { "效益指标" = "效益和满意度指标" }\n',
        "fold.效益指标",
        "并入的“效益和满意度指标”不是本规则按指标计分的一级指标",
    ),
    "an empty list of words": ("[words]\nmet = []\n", "words.met", "没有任何说法"),
}  # fmt: skip


def refused(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        profiles.load_file(path)
    return caught.value


def assert_said(error: UserError, where: str, says: str) -> None:
    line = error.line()
    assert error.code == "profile-invalid"
    assert error.exit_code == 3
    assert line.startswith("文件“mine-2025.toml”")
    assert where in error.cell
    assert says in line
    assert "\n" not in line
    assert line.count("。") >= 2
    assert not re.search(r"Expected|Object|Invalid|line \d", line)


@pytest.mark.parametrize("case", CHANGED)
def test_a_slip_is_named_with_its_line_and_the_remedy(case: str, tmp_path: Path) -> None:
    old, new, where, says = CHANGED[case]
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    path = tmp_path / "mine-2025.toml"
    path.write_text(text, "utf-8")
    error = refused(path)
    assert_said(error, where, says)
    if where and where != "parameter":
        assert re.match(r"第 \d+ 行 ", error.cell)


@pytest.mark.parametrize("case", ADDED)
def test_a_small_profile_that_contradicts_itself_or_its_base_is_refused(case: str, tmp_path: Path) -> None:
    added, where, says = ADDED[case]
    path = tmp_path / "mine-2025.toml"
    path.write_text(SMALL + added, "utf-8")
    assert_said(refused(path), where, says)


def test_the_line_is_the_one_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine-2025.toml"
    path.write_text(SMALL + number("over_treshold", "1.3", "倍"), "utf-8")
    assert refused(path).cell == "第 8 行 parameter.over_treshold"


def test_the_full_profile_and_the_small_one_are_fine(tmp_path: Path) -> None:
    for text in (GOOD, SMALL, "\ufeff" + SMALL):
        path = tmp_path / "mine-2025.toml"
        path.write_text(text, "utf-8")
        assert profiles.load_file(path).id == "mine-2025"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (SMALL.encode("gb18030"), "编码不是 UTF-8"),
        (b"", "缺少"),
        (b"[" * 50, "不是有效的 TOML"),
        (("x = " + "[" * 5000).encode(), "。"),
        (b"\x00", "不是有效的 TOML"),
        (b"level = 3", "没有加引号"),
        (b"parameter = []", "应为"),
        (b'level = [{ id = "x" }]', "缺少"),
    ],
)
def test_any_other_file_is_refused_in_one_line(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "mine-2025.toml"
    path.write_bytes(content)
    error = refused(path)
    assert error.code == "profile-invalid"
    assert says in error.line()
    assert "\n" not in error.line()
