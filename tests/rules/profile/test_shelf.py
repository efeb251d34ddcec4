"""Where profiles come from, and what their digest says."""

from __future__ import annotations

from pathlib import Path

import pytest

from xladdin.errors import UserError
from xladdin.rules import profile as profiles
from xladdin.rules.profile import shelf

MOF = (profiles.FOLDER / "mof-2020.toml").read_text("utf-8")
SMALL = """id = "mine-2025"
title = "试行规则"
issued = 2025-03-01
effective_from = 2025-01-01
extends = "mof-2020"
source = "某文件"
[parameter]
level_places = { value = "2", unit = "位", source = "某文件", verified = true }
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of profiles."""
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "mine"))
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


def written(folder: Path, text: str, name: str = "mine-2025") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


def digest(folder: Path, text: str) -> str:
    return profiles.load_file(written(folder, text)).digest


def code(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.code


def test_a_profile_of_the_user_stands_beside_those_of_the_program(folder: Path) -> None:
    written(folder, SMALL)
    assert profiles.names() == sorted([*(path.stem for path in profiles.FOLDER.glob("*.toml")), "mine-2025"])
    assert profiles.load("mine-2025").number("level_places") == 2
    assert profiles.load("mine-2025").parameters["level_places"].title == "一级指标得分的小数位"


def test_a_changed_file_is_read_again(folder: Path) -> None:
    written(folder, SMALL)
    assert profiles.load("mine-2025").number("level_places") == 2
    written(folder, SMALL.replace('value = "2"', 'value = "3"') + "# longer\n")
    assert profiles.load("mine-2025").number("level_places") == 3


def test_a_broken_profile_keeps_no_other_from_being_listed(folder: Path) -> None:
    written(folder, SMALL.replace('value = "2"', "value = 2.0"))
    written(folder, SMALL, "other-2025")
    written(folder, MOF.replace('value = "50"', 'value = "60"'), "mof-2020")
    listed = {(entry.id, entry.path.parent == folder): entry for entry in profiles.entries()}
    assert listed["mof-2020", False].profile is not None
    assert "同名" in listed["mof-2020", True].reason
    assert "level_places.value" in listed["mine-2025", True].reason
    assert "与文件名不同" in listed["other-2025", True].reason
    assert profiles.load("mof-2020").levels[1].points == 50


def test_profiles_that_extend_each_other_are_refused(folder: Path) -> None:
    written(folder, SMALL.replace("mof-2020", "other-2025"))
    written(folder, SMALL.replace("mine-2025", "other-2025").replace("mof-2020", "mine-2025"), "other-2025")
    for name in ("mine-2025", "other-2025"):
        with pytest.raises(UserError, match="extends 绕成了圈") as caught:
            profiles.load(name)
        assert code(caught) == "profile-invalid"


def test_a_profile_is_added_once_and_never_under_an_id_that_means_something_else(folder: Path, tmp_path: Path) -> None:
    given = written(tmp_path, SMALL)
    profile, there, fresh = profiles.add(given)
    assert (profile.id, there, fresh) == ("mine-2025", folder / "mine-2025.toml", True)
    assert there.read_bytes() == given.read_bytes()
    assert profiles.add(given)[1:] == (there, False)
    assert profiles.add(written(tmp_path, "# 同样的内容\n" + SMALL))[1:] == (there, False)
    with pytest.raises(UserError) as caught:
        profiles.add(written(tmp_path, SMALL.replace('value = "2"', 'value = "3"')))
    assert code(caught) == "profile-other"
    assert profiles.short(profile.digest) in caught.value.line()
    with pytest.raises(UserError) as caught:
        profiles.load_file(written(tmp_path, MOF.replace('value = "1.3"', 'value = "1.4"'), "mof-2020"))
    assert code(caught) == "profile-other"


def test_what_lies_in_the_folder_under_another_id_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    given = written(tmp_path, SMALL)
    (folder / "mine-2025.toml").symlink_to(tmp_path / "gone.toml")
    with pytest.raises(UserError) as caught:
        profiles.add(given)
    assert code(caught) == "profile-taken"


def test_a_number_that_a_profile_does_not_state_is_said_with_its_key() -> None:
    with pytest.raises(UserError) as caught:
        profiles.load("mof-2020").required("over_factor")
    assert code(caught) == "profile-incomplete"
    assert "over_factor" in caught.value.line()


def test_the_digest_follows_numbers_names_and_words_and_no_comment(folder: Path) -> None:
    first = digest(folder, SMALL)
    for same in (
        "# 说明\n" + SMALL,
        SMALL.replace('value = "2"', 'value = "2.0"'),
        SMALL.replace('source = "某文件", verified = true', 'source = "另一文件", verified = false'),
        SMALL.replace("issued = 2025-03-01", "issued = 2025-03-02"),
        SMALL + '[words]\nunmet = ["否", "未开展", "未完成", "未达标", "未达成预期指标", "未达成"]\n',
        SMALL + 'missing_level = { value = "0", unit = "", source = "某文件", verified = true }\n',
    ):
        assert digest(folder, same) == first, same
    for other in (
        SMALL.replace('value = "2"', 'value = "3"'),
        SMALL.replace("试行规则", "试行规则二"),
        SMALL.replace('source = "某文件"\n[', 'source = "某文件"\nnot_applicable = "drop"\n['),
        SMALL.replace('source = "某文件"\n[', 'source = "某文件"\nfold = { "成本指标" = "效益指标" }\n['),
        SMALL + '[words]\nunmet = ["否"]\n',
        SMALL + 'cost_ceiling = { value = "0", unit = "是否", source = "某文件", verified = true }\n',
    ):
        assert digest(folder, other) != first, other


def test_a_number_that_came_later_leaves_the_digest_alone_while_it_changes_nothing(folder: Path) -> None:
    def known(value: str) -> str:
        line = f'missing_level = {{ value = "{value}", unit = "", source = "某文件", verified = true }}\n'
        return digest(folder, SMALL + line)

    profile = profiles.load_file(written(folder, SMALL))
    without = {key: number for key, number in profile.parameters.items() if key != "missing_level"}
    assert shelf.decode(SMALL.encode(), Path("x.toml"), profiles.load).digest == known("0") != known("1")
    from msgspec.structs import replace

    assert replace(profile, parameters=without).digest == profile.digest


def test_a_file_that_states_another_content_is_refused() -> None:
    mof = profiles.load("mof-2020")
    assert profiles.of_file("mof-2020", "x.xlsx", mof.digest) == profiles.of_file("", "x.xlsx") == mof
    with pytest.raises(UserError) as caught:
        profiles.of_file("mof-2020", "x.xlsx", "0" * 64)
    assert code(caught) == "profile-changed"
    for word in ("x.xlsx", "mof-2020", "0000 0000", profiles.short(mof.digest)):
        assert word in caught.value.line()
