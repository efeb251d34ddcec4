"""The key file that a user set up: a path among the settings, which may be edited by hand, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from xladdin.submission.keys.chosen import choose_key, chosen_key


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file among the settings of a user who has set nothing up yet."""
    monkeypatch.setenv("APPDATA", str(tmp_path / "AppData"))
    return tmp_path / "AppData" / "xladdin" / "signing-key.txt"


def test_without_a_choice_nothing_is_signed_with(settings: Path) -> None:
    assert chosen_key() is None
    choose_key(None)
    assert chosen_key() is None
    assert not settings.exists()


def test_a_choice_is_kept_as_a_whole_path_until_it_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    choose_key(Path("单位.key"))
    assert chosen_key() == tmp_path / "单位.key"
    choose_key(tmp_path / "新 单位.key")
    assert chosen_key() == tmp_path / "新 单位.key"
    choose_key(None)
    assert chosen_key() is None


@pytest.mark.parametrize(
    ("content", "chosen"),
    [
        ("\ufeffC:/单位.key\r\n".encode(), Path("C:/单位.key")),  # saved by Notepad
        (b"", None),
        (b" \r\n", None),
        ("C:/单位.key".encode("gbk"), None),
        (b"k" * 4096, Path("k" * 4096)),
        (b"k" * 4097, None),  # no path
    ],
)
def test_a_choice_that_was_edited_by_hand_counts_where_it_can_be_read(
    content: bytes, chosen: Path | None, settings: Path
) -> None:
    settings.parent.mkdir(parents=True)
    settings.write_bytes(content)
    assert chosen_key() == chosen
