"""Catalogues of programmes: which indicator a row is, and what a catalogue may not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms.conftest import sample
from xladdin.errors import UserError
from xladdin.intake.join import stem_and_unit
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.indicators.programme import FOLDER, Entry, Programme, load_programme, programme_for

MINES = load_programme(FOLDER / "mine-restoration-2024.toml")
SMALL = """id = "roads"
title = "农村公路"
issued = 2025-01-01
effective_from = 2024-01-01
source = "本市"
[[indicator]]
code = "roads_built"
name = "新建公路"
unit = "公里"
nature = "绝对量"
[[indicator]]
code = "roads_paved"
name = "硬化公路"
unit = "公里"
nature = "绝对量"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "roads.toml"
    path.write_text(text, "utf-8")
    return path


def entry(name: str, catalogue: Programme = MINES, key: str = "q01") -> Entry | None:
    stem, unit = stem_and_unit(name)
    return catalogue.entry(key, stem, unit)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_catalogue_of_the_program_is_sound_and_named_by_its_id(path: Path) -> None:
    found = load_programme(path)
    assert found.id == path.stem
    assert found.source


@pytest.mark.parametrize("name", ["turpan-2024", "karamay-2024"])
def test_every_indicator_of_the_two_projects_has_a_code_of_its_own(name: str) -> None:
    project = sample(name)
    names = [row.level3 for row in project.indicators]
    names += [row.level3 for goal in (project.goals.overall, project.goals.annual) if goal for row in goal.indicators]
    codes = {found.code for one in names if (found := entry(one)) is not None}
    assert len(codes) == len(set(names))


def test_what_looks_alike_has_two_codes() -> None:
    for one, other in (
        ("吸纳就业人数（万人）", "增加就业人数（人）"),
        ("边坡治理面积（公顷）", "采坑治理面积（公顷）"),
    ):
        first, second = entry(one), entry(other)
        assert first is not None
        assert second is not None
        assert first.code != second.code


def test_a_unit_of_measure_of_another_kind_is_another_indicator() -> None:
    assert entry("新增林地面积（亩）") is not None
    assert entry("新增林地面积（万元）") is None


def test_the_hidden_key_says_the_code_whatever_the_name() -> None:
    found = entry("林地", key="forest_added_area")
    assert found is not None
    assert found.name == "新增林地面积"


def test_years_of_care_are_a_duration() -> None:
    found = entry("后期管护持续时间（年）")
    assert found is not None
    assert found.nature is Nature.DEADLINE


def test_the_programme_and_the_year_choose_the_catalogue() -> None:
    title = frozenset({MINES.title})
    assert programme_for(title, 2024) == MINES
    assert programme_for(title, 2023) is None
    assert programme_for(frozenset({"义务教育薄弱环节改善"}), 2024) is None
    assert programme_for(title | {"义务教育薄弱环节改善"}, 2024) is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("title", "titel", "没有“titel”这一项"),
        ('source = "本市"\n', "", "缺少“source”"),
        ("= 2025-01-01", "= true", "内容不是规定的写法"),
        ('"绝对量"', '"绝对"', "内容不是规定的写法"),
        ("[[indicator]]", "[[indicator]", "不是有效的 TOML"),
        ("roads_paved", "roads_built", "编码“roads_built”有两项"),
        ("roads_paved", "硬化", "编码“硬化”应以小写英文字母开头"),
        ("硬化公路", "新建公路", "指标“新建公路”有两项"),
        ("公里", "公哩", "计量单位“公哩”不认识"),
        ('name = "硬化公路"', 'name = "硬化公路"\npart_of = "roads"', "提到的编码“roads”不在目录里"),
        ('name = "硬化公路"', 'name = "硬化公路"\npart_of = "roads_paved"', "不在目录里"),
        ('name = "硬化公路"', 'name = "硬化公路"\nnumerator = "roads_built"', "分子、分母要一起写"),
    ],
)
def test_a_catalogue_with_a_mistake_is_refused_with_what_is_wrong(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in SMALL
    path = written(tmp_path, SMALL.replace(before, after, 1))
    with pytest.raises(UserError) as caught:
        load_programme(path)
    assert caught.value.code == "programme-invalid"
    assert said in caught.value.line()


def test_a_part_of_a_part_and_a_part_of_a_share_are_refused(tmp_path: Path) -> None:
    parts = SMALL.replace('name = "新建公路"', 'name = "新建公路"\npart_of = "roads_paved"')
    twice = parts.replace('name = "硬化公路"', 'name = "硬化公路"\npart_of = "roads_built"')
    share = parts.replace('nature = "绝对量"\n', 'nature = "相对量"\n')
    for text, said in ((twice, "又是别项的其中项"), (share, "不是绝对量")):
        with pytest.raises(UserError) as caught:
            load_programme(written(tmp_path, text))
        assert said in caught.value.line()


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roads.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError) as caught:
        load_programme(path)
    assert "编码不是 UTF-8" in caught.value.line()
    with pytest.raises(UserError) as caught:
        load_programme(tmp_path / "没有.toml")
    assert caught.value.code == "file-missing"
