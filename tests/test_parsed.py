"""``parsed.json`` beside the program's TOML files says what they say, and is believed only where it does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.test_blank_workbooks import PARSED
from xladdin import parsed
from xladdin.forms.definition import Sheet
from xladdin.forms.family import folder
from xladdin.forms.register.definition import Register
from xladdin.resources import resource_dir
from xladdin.rules import profile as profiles
from xladdin.rules.profile.decode import decode
from xladdin.rules.profile.shelf import FOLDER, VARIABLE, load_file

FOLDERS = [
    *sorted(path for path in folder().iterdir() if path.is_dir()),
    resource_dir("workbook_templates") / "registers",
]
ALL = [*FOLDERS, FOLDER]


def test_there_is_one_in_every_folder_with_files_of_ours() -> None:
    root = resource_dir("workbook_templates")
    assert {path.parent for path in (*root.rglob("*.toml"), *FOLDER.glob("*.toml"))} == set(PARSED)


def test_a_file_that_was_changed_is_parsed(tmp_path: Path) -> None:
    shutil.copytree(folder() / "common", tmp_path / "common")
    path = tmp_path / "common" / "report.toml"
    before = parsed.typed(path, Sheet)
    text = path.read_text("utf-8")
    path.write_text(text.replace("报告资料", "报告材料"), "utf-8")  # as many bytes as before
    assert before.sheet == "报告资料"
    assert parsed.typed(path, Sheet).sheet == "报告材料"


@pytest.mark.parametrize("content", [None, "", "[]", '{"expected.toml": 1}'])
def test_without_it_or_with_a_broken_one_files_are_parsed(content: str | None, tmp_path: Path) -> None:
    source = resource_dir("workbook_templates") / "registers" / "expected.toml"
    path = tmp_path / source.name
    shutil.copy(source, path)
    if content is not None:
        (tmp_path / parsed.STORE).write_text(content)
    assert parsed.typed(path, Register) == parsed.typed(source, Register)


def test_what_lies_beside_a_users_profile_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (FOLDER / "ningxia.toml").read_text("utf-8").replace('id = "ningxia"', 'id = "own"')
    (tmp_path / "own.toml").write_text(text, "utf-8")
    lie = parsed.store(tmp_path).decode("utf-8").replace('"满意度', '"不满意')
    assert lie != parsed.store(tmp_path).decode("utf-8")
    (tmp_path / parsed.STORE).write_text(lie, "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    told = "不满意"
    assert told not in str(profiles.load("own").levels)
    assert told not in str(load_file(tmp_path / "own.toml").levels)


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.toml")))
def test_a_profile_of_ours_passes_what_those_of_users_have_to(name: str) -> None:
    path = FOLDER / f"{name}.toml"
    assert decode(path.read_bytes(), path, profiles.load) == profiles.load(name)
