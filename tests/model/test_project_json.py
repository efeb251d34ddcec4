"""PROJECT.json: strict in, canonical out; every mistake is one Chinese line that names its place and the remedy."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import examples
from xladdin.errors import UserError
from xladdin.model import project_json
from xladdin.model.json_mistakes import in_chinese
from xladdin.model.project_json import decode, encode, load, schema, with_keys

ROOT = Path(project_json.__file__).parents[1]
SAMPLES = sorted((ROOT / "samples").glob("*.json"))

SMALLEST: dict[str, Any] = {
    "form": "transfer",
    "year": 2024,
    "project": {"name": "灌区改造"},
    "funds": [{"source": "total", "budget": "100", "executed": "95.5"}],
    "indicators": [
        {"level1": "产出指标", "level3": "渠道（公里）", "target": "≥5", "weight": 10, "actual": 5},
        {"level1": "效益指标", "level3": "受益人数（人）", "target": "≥100"},
    ],
}


def text_of(change: Callable[[Any], Any]) -> str:
    document = copy.deepcopy(SMALLEST)
    change(document)
    return json.dumps(document)


def refusal(text: str | bytes) -> UserError:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(UserError) as caught:
        decode(data, "甲/项目.json")
    return caught.value


def put(*path: str | int, value: Any) -> Callable[[Any], Any]:
    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return change


WEIGHT = ("indicators", 0, "weight")

MISTAKES: dict[str, tuple[Callable[[Any], Any], str, str]] = {
    # name: (change, place, what the line says)
    "unknown key": (put("colour", value=1), "$.colour", "不认识的键“colour”"),
    "unknown key of a project": (put("project", "owner", value=""), "$.project.owner", "不认识的键“owner”"),
    "unknown key of a row": (put("indicators", 1, "score", value=1), "$.indicators[1].score", "不认识的键“score”"),
    "missing year": (lambda d: d.pop("year"), "$.year", "缺少必填的键“year”"),
    "missing project name": (lambda d: d["project"].pop("name"), "$.project.name", "缺少必填的键“name”"),
    "missing target": (lambda d: d["indicators"][1].pop("target"), "$.indicators[1].target", "缺少必填的键“target”"),
    "no indicators": (put("indicators", value=[]), "$.indicators", "没有任何指标"),
    "weight that is text": (put(*WEIGHT, value="五分"), "$.indicators[0].weight", "不是有效的数值"),
    "weight that is empty": (put(*WEIGHT, value=""), "$.indicators[0].weight", "不是有效的数值"),
    "weight that says null": (put(*WEIGHT, value="null"), "$.indicators[0].weight", "“null”不是可用的数值"),
    "weight with a separator": (put(*WEIGHT, value="1_0"), "$.indicators[0].weight", "“1_0”不是可用的数值"),
    "weight in full width": (put(*WEIGHT, value="１０"), "$.indicators[0].weight", "“１０”不是可用的数值"),
    "weight with a blank": (put(*WEIGHT, value=" 10"), "$.indicators[0].weight", "“ 10”不是可用的数值"),
    "weight with commas": (put(*WEIGHT, value="1,000"), "$.indicators[0].weight", "不是有效的数值"),
    "weight that is true": (put(*WEIGHT, value=True), "$.indicators[0].weight", "应为数值 或 空值 null，实际为真假值"),
    "weight that is a list": (put(*WEIGHT, value=[1]), "$.indicators[0].weight", "实际为列表"),
    "negative weight": (put(*WEIGHT, value=-1), "$.indicators[0].weight", "-1 为负数"),
    "negative budget": (put("funds", 0, "budget", value="-100"), "$.funds[0].budget", "-100 为负数"),
    "NaN as a constant": (put(*WEIGHT, value=float("nan")), "$.indicators[0].weight", "实际为NaN 或 Infinity"),
    "NaN where text is wanted": (put("indicators", 0, "actual", value=float("nan")), "$.indicators[0].actual", "NaN"),
    "minus infinity": (put("funds", 0, "executed", value=float("-inf")), "$.funds[0].executed", "Infinity"),
    "NaN as text": (put(*WEIGHT, value="NaN"), "$.indicators[0].weight", "“NaN”不是可用的数值"),
    "infinity as text": (put(*WEIGHT, value="Infinity"), "$.indicators[0].weight", "“Infinity”不是可用的数值"),
    "1e400 as text": (put(*WEIGHT, value="1e400"), "$.indicators[0].weight", "不是可用的数值"),
    "1e-999999999": (put(*WEIGHT, value="1e-999999999"), "$.indicators[0].weight", "不是可用的数值"),
    "0e999999999": (put(*WEIGHT, value="0e999999999"), "$.indicators[0].weight", "不是可用的数值"),
    "a number too large": (put(*WEIGHT, value=10**15), "$.indicators[0].weight", "不是可用的数值"),
    "a number too long": (put(*WEIGHT, value="0." + "1" * 50), "$.indicators[0].weight", "不是可用的数值"),
    "year in words": (put("year", value="二〇二四"), "$.year", "应为整数"),
    "year with a fraction": (put("year", value=2024.5), "$.year", "应为整数"),
    "year far away": (put("year", value=24), "$.year", "年度 24 不合理"),
    "year without end": (put("year", value=10**300), "$.year", ""),
    "year before the range": (put("year", value=1989), "$.year", "年度 1989 不合理"),
    "year behind the range": (put("year", value=2101), "$.year", "年度 2101 不合理"),
    "version beyond a cell": (put("version", value=2101), "$.version", "版本号过大"),
    "a negative number of three": (put(*WEIGHT, value="-0.001"), "$.indicators[0].weight", "-0.001 为负数"),
    "a number of many digits behind the point": (
        put(*WEIGHT, value="1e-41"),
        "$.indicators[0].weight",
        "“1E-41”不是可用的数值",
    ),
    "an unknown key of forty-one letters": (
        put("甲" * 41, value=1),
        "$." + "甲" * 41,
        "不认识的键“" + "甲" * 41 + "”",
    ),
    "half a character deep in a list": (
        put("indicators", 1, "reason", value="完成\udc00"),
        "$.indicators[1].reason",
        "文字中有不完整的字符",
    ),
    "half a character in a key": (put("project", "甲\ud83d", value=""), "$.project", "键名中有不完整的字符"),
    "keep above one by little": (
        put("indicators", 1, "adjustment", value={"kind": "不适用", "keep": "1.000001"}),
        "$.indicators[1].adjustment.keep",
        "0 到 1 之间",
    ),
    "an adjustment of an empty kind": (
        put("indicators", 0, "adjustment", value={"kind": "", "keep": 1}),
        "$.indicators[0].adjustment.kind",
        "取值“”不在允许的范围内（不可抗力、不适用、目标值偏低、按已达标认定、其他）",
    ),
    "tier above 100 by little": (
        put("indicators", 1, "tier_percent", value="100.01"),
        "$.indicators[1].tier_percent",
        "0 到 100 之间",
    ),
    "project as text": (put("project", value="灌区"), "$.project", "应为对象 {…}，实际为文字"),
    "form as a list": (put("form", value=[]), "$.form", "应为文字，实际为列表 […]"),
    "version that is true": (put("version", value=True), "$.version", "应为整数，实际为真假值"),
    "version zero": (put("version", value=0), "$.version", "版本号从 1 开始"),
    "unknown form": (put("form", value="loan"), "$.form", "取值“loan”不在允许的范围内"),
    "unknown source": (put("funds", 0, "source", value="bank"), "$.funds[0].source", "取值“bank”"),
    "funds as an object": (put("funds", value={}), "$.funds", "应为列表"),
    "target null": (put("indicators", 0, "target", value=None), "$.indicators[0].target", "应为文字，实际为空值"),
    "target false": (put("indicators", 0, "target", value=False), "$.indicators[0].target", "应为文字，实际为真假值"),
    "name as a number list": (put("project", "name", value=[]), "$.project.name", "应为文字"),
    "tier above 100": (
        put("indicators", 0, "tier_percent", value=101),
        "$.indicators[0].tier_percent",
        "0 到 100 之间",
    ),
    "declared level in words": (
        put("declared", value={"levels": {"产出指标": "好"}}),
        "$.declared.levels",
        "不是有效的数值",
    ),
    "unknown adjustment": (
        put("indicators", 0, "adjustment", value={"kind": "人情", "keep": 1}),
        "$.indicators[0].adjustment.kind",
        "取值“人情”",
    ),
    "keep above one": (
        put("indicators", 0, "adjustment", value={"kind": "不适用", "keep": "1.01"}),
        "$.indicators[0].adjustment.keep",
        "0 到 1 之间",
    ),
    "adjustment without keep": (
        put("indicators", 0, "adjustment", value={"kind": "不适用"}),
        "$.indicators[0].adjustment.keep",
        "缺少必填的键“keep”",
    ),
    "one key for two rows": (
        lambda d: [row.update(key="q01") for row in d["indicators"]],
        "$.indicators[1]",
        "指标 key“q01”重复",
    ),
    "a key twice but for a blank, below rows without one": (
        lambda d: d["indicators"].extend([dict(d["indicators"][0], key="q01"), dict(d["indicators"][0], key="q01 ")]),
        "$.indicators[3]",
        "指标 key“q01”重复",
    ),
    "a source of money twice": (lambda d: d["funds"].append(d["funds"][0]), "$.funds[1]", "资金来源“total”重复"),
    "a management row twice": (
        put("management", value=[{"item": "执行准确性"}, {"item": "执行准确性"}]),
        "$.management[1]",
        "管理事项“执行准确性”重复",
    ),
    "half a character": (put("project", "name", value="\ud83d"), "$.project.name", "文字中有不完整的字符"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_line_with_its_json_path_and_the_remedy(name: str) -> None:
    change, place, says = MISTAKES[name]
    error = refusal(text_of(change))
    assert error.cell.startswith(place)
    line = error.line()
    assert line.startswith(f"文件“项目.json” 位置 {place}")
    assert says in line
    assert error.remedy in line
    assert "\n" not in line
    assert error.exit_code == 3


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ('{"form": "transfer", "form": "project"}', "$.form", "键“form”出现了两次"),
        ('{"indicators": [{"key": "a"}, {"key": "b", "weight": 1, "key": "c"}]}', "$.indicators[1].key", "出现了两次"),
        ('{"form": ', "第 1 行第 10 列", "不是有效的 JSON"),
        ('{\n "form" "x"}', "第 2 行第 9 列", "不是有效的 JSON"),
        ("", "第 1 行第 1 列", "不是有效的 JSON"),
        ('{"a": {"b": 1, "b": 2, "c": 3, "c": 4}}', "$.a.b", "键“b”出现了两次"),
        ('{"a": {"b": 1, "c": 3, "d": 1, "c": 4}}', "$.a.c", "键“c”出现了两次"),
        ('{"' + "甲" * 40 + '": 1, "' + "甲" * 40 + '": 2}', "$." + "甲" * 40, "键“" + "甲" * 40 + "”出现"),
        ('{"' + "甲" * 41 + '": 1, "' + "甲" * 41 + '": 2}', "$." + "甲" * 40 + "…", "键“" + "甲" * 40 + "…”出现"),
        ("[]", "$", "应为对象 {…}，实际为列表"),
        ("null", "$", "应为对象"),
        ('"text"', "$", "应为对象"),
        (b"\xff\xfe{\x00}\x00", "", "编码不是 UTF-8"),
        ('{"a":' * 100_000, "", "嵌套层次过多"),
        (b" " * (project_json.MAX_BYTES + 1), "", "文件过大"),
    ],
    ids=[
        "key twice",
        "key twice deep",
        "cut off",
        "no colon",
        "empty",
        "two keys twice",
        "the second key twice",
        "long key twice",
        "very long key twice",
        "list",
        "null",
        "text",
        "UTF-16",
        "deep",
        "huge",
    ],
)
def test_what_is_no_project_at_all_is_refused_with_a_line(text: str | bytes, place: str, says: str) -> None:
    error = refusal(text)
    assert error.cell == place
    assert says in error.line()


def test_what_stands_at_the_edge_of_a_range_is_accepted() -> None:
    def accepted(*changes: Callable[[Any], Any]) -> Any:
        document = copy.deepcopy(SMALLEST)
        for change in changes:
            change(document)
        return decode(json.dumps(document).encode(), "a")

    for year, version in ((1990, 1), (2100, 2100)):
        one = accepted(put("year", value=year), put("version", value=version))
        assert (one.year, one.version) == (year, version)
    for keep, tier in (("0", "0"), ("1", "100")):
        adjusted = put("indicators", 0, "adjustment", value={"kind": "其他", "keep": keep})
        row = accepted(adjusted, put("indicators", 0, "tier_percent", value=tier)).indicators[0]
        assert row.adjustment is not None
        assert (row.adjustment.keep, row.tier_percent) == (Decimal(keep), Decimal(tier))
    for text in ("0", "999999999999999", "0." + "0" * 37 + "1", "1e-38", "1E+14", "1e2"):
        assert accepted(put(*WEIGHT, value=text)).indicators[0].weight == Decimal(text)
    short, whole = put(*WEIGHT, value=1), b" " * (project_json.MAX_BYTES - len(json.dumps(SMALLEST)))
    assert accepted(short).indicators[0].weight == 1
    assert decode(whole + json.dumps(SMALLEST).encode(), "a").year == 2024
    null = put("indicators", 0, "adjustment", value={"kind": "其他", "keep": None})
    assert accepted(null).indicators[0].adjustment.keep is None


def test_a_number_that_is_refused_is_shown_with_its_first_thirty_signs() -> None:
    digits = "1234567890" * 4
    line = refusal(text_of(put(*WEIGHT, value=digits + "_"))).line()
    assert f"“{digits[:30]}”" in line
    line = refusal(text_of(put(*WEIGHT, value="0." + digits * 2))).line()
    assert f"“0.{digits[:28]}”" in line


def test_a_sentence_of_the_decoder_that_nobody_translated_is_passed_on() -> None:
    assert in_chinese("Something odd - at `$.a[0].b`") == ("$.a[0].b", "内容不符合格式（Something odd）")
    assert in_chinese("Something odd") == ("$", "内容不符合格式（Something odd）")
    assert in_chinese("Integer value out of range - at `$.year`") == ("$.year", "整数过大")
    assert in_chinese("Expected `bool`, got `x | null`") == ("$", "应为真假值，实际为x 或 空值 null")


def test_1e400_as_a_json_number_is_refused() -> None:
    text = text_of(put(*WEIGHT, value=7)).replace('"weight": 7', '"weight": 1e400')
    assert refusal(text).cell == "$.indicators[0].weight"


def test_numbers_are_read_as_written_and_never_as_binary_fractions() -> None:
    text = text_of(put(*WEIGHT, value=7)).replace('"weight": 7', '"weight": 0.1000000000000000055')
    assert decode(text.encode(), "a").indicators[0].weight == Decimal("0.1000000000000000055")
    text = text_of(put("indicators", 0, "actual", value=7)).replace('"actual": 7', '"actual": 458.790')
    assert decode(text.encode(), "a").indicators[0].actual == "458.790"


def test_a_number_may_be_a_string_or_a_number_and_a_file_may_begin_with_a_mark() -> None:
    as_number = decode(text_of(put(*WEIGHT, value=2.5)).encode(), "a")
    as_string = decode(b"\xef\xbb\xbf" + text_of(put(*WEIGHT, value="2.5")).encode(), "a")
    assert as_number == as_string


def test_load_names_a_missing_file_and_an_unreadable_one(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load(tmp_path / "无此文件.json")
    assert caught.value.code == "file-missing"
    assert "无此文件.json" in caught.value.line()
    with pytest.raises(UserError) as caught:
        load(tmp_path)
    assert caught.value.code == "file-unreadable"


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_encoding_is_canonical_and_loses_nothing(path: Path) -> None:
    evaluation = load(path)
    data = encode(evaluation)
    assert decode(data, path) == evaluation
    assert encode(decode(data, path)) == data
    assert b": " not in re.sub(rb'"(?:[^"\\]|\\.)*"', b"", data)
    document = json.loads(data)
    assert list(document) == sorted(document)


def test_evaluations_that_say_the_same_have_the_same_bytes() -> None:
    document = copy.deepcopy(SMALLEST)
    document["funds"][0].update(budget="100.00", executed=95.50)
    turned = dict(reversed(document.items()))
    assert encode(decode(json.dumps(turned).encode(), "a")) == encode(decode(json.dumps(SMALLEST).encode(), "b"))


#: Characters that every program keeps; control characters and odd line breaks are tidied away.
PRINTED = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"])
NUMBERS = st.decimals(0, 10**14, places=5, allow_nan=False)


@examples(60)
@given(st.lists(st.tuples(st.text(PRINTED), NUMBERS), min_size=1, max_size=5))
def test_any_text_and_number_survives_the_round_trip(rows: list[tuple[str, Decimal]]) -> None:
    evaluation = decode(json.dumps(SMALLEST).encode(), "a")
    row = msgspec.structs.replace(evaluation.indicators[0], key="")
    indicators = tuple(msgspec.structs.replace(row, level3=text, actual=text, weight=number) for text, number in rows)
    read = decode(encode(msgspec.structs.replace(evaluation, indicators=indicators)), "a")
    assert [(row.level3, row.actual, row.weight) for row in read.indicators] == [
        (text.strip(), text.strip(), number) for text, number in rows
    ]
    assert decode(encode(read), "a") == read


@examples(100)
@given(
    st.binary(max_size=200)
    | st.text().map(str.encode)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(SMALLEST)), inner),
    ).map(lambda value: json.dumps(value).encode())
)
def test_whatever_the_bytes_are_only_a_user_error_comes_out(data: bytes) -> None:
    try:
        decode(data, "a")
    except UserError as error:
        assert "\n" not in error.line()


def test_rows_without_a_key_get_one_that_no_other_row_has() -> None:
    evaluation = decode(json.dumps(SMALLEST).encode(), "a")
    first, second = (msgspec.structs.replace(row, key="") for row in evaluation.indicators)
    rows = (first, msgspec.structs.replace(second, key="r01"), first, msgspec.structs.replace(second, key="q7"), second)
    keyed = with_keys(msgspec.structs.replace(evaluation, indicators=rows))
    keys = [row.key for row in keyed.indicators]
    assert keys[1] == "r01"
    assert keys[3] == "q7"
    assert len(set(keys)) == 5
    assert all(keys)
    assert with_keys(keyed) == keyed


def test_keys_are_counted_up_past_those_that_are_there() -> None:
    evaluation = decode(json.dumps(SMALLEST).encode(), "a")
    assert [row.key for row in evaluation.indicators] == ["r01", "r02"]
    first = evaluation.indicators[0]
    rows = [msgspec.structs.replace(first, key=key) for key in ("", "r01", "r03", "")]
    keyed = with_keys(msgspec.structs.replace(evaluation, indicators=tuple(rows)))
    assert [row.key for row in keyed.indicators] == ["r101", "r01", "r03", "r04"]


def test_the_bytes_are_utf_8_sorted_and_without_idle_zeros() -> None:
    evaluation = decode(text_of(put("funds", 0, "budget", value="100.50")).encode(), "a")
    data = encode(evaluation)
    assert b'"budget":"100.5"' in data
    assert '"name":"灌区改造"'.encode() in data
    assert data.startswith(b'{"form":"transfer","funds":[{"budget":"100.5"')


def test_what_says_no_more_than_leaving_it_out_is_left_out() -> None:
    """So that a field which a later version adds changes no digest of an older submission."""
    evaluation = decode(json.dumps(SMALLEST).encode(), "a")
    spoken = msgspec.structs.replace(evaluation, remarks="", version=1, money_unit="万元")
    assert encode(spoken) == encode(evaluation)
    assert decode(encode(evaluation), "a") == evaluation
    for name in (
        b"tier_percent",
        b"management",
        b"remarks",
        b"version",
        b"money_unit",
        b"goals",
        b"signatures",
        b"declared",
    ):
        assert b'"' + name + b'"' not in encode(evaluation)
    assert b'"version":2' in encode(msgspec.structs.replace(evaluation, version=2))


# ---- the schema -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def _numbers_as_numbers(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _numbers_as_numbers(item) for key, item in node.items()}
    if isinstance(node, list):
        return [_numbers_as_numbers(item) for item in node]
    if isinstance(node, str) and re.fullmatch(r"\d+(\.\d+)?", node):
        return float(node)
    return node


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_schema_accepts_both_samples_and_what_is_encoded_from_them(path: Path, validator: Any) -> None:
    validator.validate(json.loads(path.read_bytes()))
    validator.validate(json.loads(encode(load(path))))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_schema_and_the_reader_accept_amounts_and_values_written_as_json_numbers(
    path: Path, validator: Any
) -> None:
    document = json.loads(path.read_bytes())
    for part in {"funds", "indicators", "declared", "goals"} & document.keys():
        document[part] = _numbers_as_numbers(document[part])
    for row in document["indicators"]:
        row["key"] = str(row["key"])
    validator.validate(document)
    decode(json.dumps(document).encode(), path)


@pytest.mark.parametrize(
    "name",
    [
        "unknown key",
        "unknown key of a project",
        "unknown key of a row",
        "missing year",
        "missing project name",
        "missing target",
        "weight that is true",
        "weight that is a list",
        "year in words",
        "unknown form",
        "unknown source",
        "funds as an object",
        "target null",
        "unknown adjustment",
        "adjustment without keep",
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(name: str, validator: Any) -> None:
    assert not validator.is_valid(json.loads(text_of(MISTAKES[name][0])))


def test_the_smallest_project_is_what_the_contract_requires(validator: Any) -> None:
    document = copy.deepcopy(SMALLEST)
    document["indicators"] = [{"level1": "产出指标", "level3": "渠道", "target": ""}]
    validator.validate(document)
    evaluation = decode(json.dumps(document).encode(), "a")
    assert evaluation.version == 1
    assert evaluation.indicators[0].weight is None


def test_the_schema_says_what_it_is_and_takes_numbers_where_people_write_them() -> None:
    whole = schema()
    assert (whole["$schema"], whole["title"]) == ("https://json-schema.org/draft/2020-12/schema", "PROJECT.json")
    definitions = whole["$defs"]
    indicator, goal = definitions["Indicator"]["properties"], definitions["GoalIndicator"]["properties"]
    for name in ("target", "issued_target", "actual", "last_year"):
        assert indicator[name]["type"] == ["string", "number"]
    assert goal["target"]["type"] == ["string", "number"]
    for other in ("level1", "level3", "reason", "unit"):
        assert indicator[other]["type"] == "string"
    assert indicator["weight"]["anyOf"] == [{"type": ["string", "number"]}, {"type": "null"}]
    kinds = ["不可抗力", "不适用", "目标值偏低", "按已达标认定", "其他"]
    assert definitions["Adjustment"]["properties"]["kind"]["enum"] == kinds
    assert definitions["Indicator"]["required"] == ["level1", "level3", "target"]
