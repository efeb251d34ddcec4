"""Key files, the text for the level above, and its registry."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from xladdin.errors import UserError
from xladdin.submission.keys.key_file import load_key, new_key, public_bytes, verifies
from xladdin.submission.keys.public_text import public_text, read_public_text
from xladdin.submission.keys.registry import Registry, change_registry, load_registry, new_entry
from xladdin.submission.keys.spoken import fingerprint, spoken

DAY = datetime.date(2025, 3, 1)
NOON = datetime.datetime(2025, 3, 12, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def test_a_key_file_is_encrypted_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "单位.key"
    key = new_key(path, "一个长的口令123")
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"ENCRYPTED PRIVATE KEY" in path.read_bytes()
    again = load_key(path, "一个长的口令123")
    assert public_bytes(again) == public_bytes(key)
    assert verifies(public_bytes(key), again.sign(b"x"), b"x")
    assert not verifies(public_bytes(key), again.sign(b"x"), b"y")


def test_slips_with_key_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "单位.key"
    with pytest.raises(UserError) as caught:
        new_key(path, "short")
    assert caught.value.code == "passphrase-short"
    assert not path.exists()
    new_key(path, "long enough")
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        new_key(path, "long enough")
    assert caught.value.code == "file-exists"
    assert path.read_bytes() == before
    with pytest.raises(UserError, match="口令不对") as caught:
        load_key(path, "long enougH")
    assert caught.value.code == "key-unreadable"
    (tmp_path / "x.key").write_text("text")
    with pytest.raises(UserError, match="不是"):
        load_key(tmp_path / "x.key", "long enough")
    with pytest.raises(UserError, match="找不到"):
        load_key(tmp_path / "none.key", "long enough")


def test_the_public_text_says_who_and_which_key(tmp_path: Path) -> None:
    key = new_key(tmp_path / "a.key", "long enough")
    text = public_text("测试县自然资源局", "650400", key)
    read = read_public_text(text)
    assert (read.unit, read.code, read.key) == ("测试县自然资源局", "650400", public_bytes(key))
    assert read.replaces == ""
    assert read_public_text("\ufeff" + text.replace("\n", "\r\n").replace("：", ": ")) == read
    assert read_public_text(spoken(read.key)).key == read.key
    assert str(path := tmp_path / "a.key") not in text
    assert "PRIVATE" not in text
    assert path.exists()


def test_a_new_key_signed_by_the_old_one_is_confirmed_by_it_alone(tmp_path: Path) -> None:
    old, new, other = (new_key(tmp_path / f"{name}.key", "long enough") for name in ("old", "new", "other"))
    text = public_text("县局", "", new, old)
    assert read_public_text(text).confirmed_by(public_bytes(old))
    assert not read_public_text(text).confirmed_by(public_bytes(other))
    assert not read_public_text(text.replace("县局", "市局")).confirmed_by(public_bytes(old))
    assert not read_public_text(public_text("县局", "", new)).confirmed_by(public_bytes(old))


def test_keys_count_from_their_first_day_to_their_last_and_until_they_are_revoked() -> None:
    entry = new_entry("县局", bytes(32), DAY, valid_until=datetime.date(2025, 12, 31))
    assert entry.counts(NOON)
    assert not entry.counts(NOON.replace(month=2))
    assert not entry.counts(NOON.replace(year=2026))
    ended = Registry((entry,)).revoked(entry, NOON, "离职").keys[0]
    assert ended.counts(NOON - HOUR)
    assert not ended.counts(NOON)
    assert not ended.counts(NOON + HOUR)


def test_a_registry_is_written_read_and_searched(tmp_path: Path) -> None:
    path = tmp_path / "registry.json"
    first, second = new_entry("县局", bytes(32), DAY, code="650400"), new_entry("市局", bytes([1] * 32), DAY)
    change_registry(path, lambda registry: registry.with_key(first))
    change_registry(path, lambda registry: registry.with_key(second))
    found = load_registry(path)
    assert found.keys == (first, second)
    assert found.find(fingerprint(bytes(32))[:16]) == first
    assert found.find(spoken(bytes([1] * 32))) == second
    assert first.is_for("650400")
    assert first.is_for("县局")
    assert not second.is_for("")
    for wanted in ("", "ffff0000", "县局"):
        with pytest.raises(UserError) as caught:
            found.find(wanted)
        assert caught.value.code == "key-unknown"


def test_a_key_is_registered_once_and_revoked_once(tmp_path: Path) -> None:
    path = tmp_path / "registry.json"
    entry = new_entry("县局", bytes(32), DAY)
    change_registry(path, lambda registry: registry.with_key(entry))
    before = path.read_bytes()
    with pytest.raises(UserError, match="县局") as caught:
        change_registry(path, lambda registry: registry.with_key(new_entry("市局", bytes(32), DAY)))
    assert caught.value.code == "key-registered"
    assert path.read_bytes() == before
    change_registry(path, lambda registry: registry.revoked(registry.keys[0], NOON, "遗失"))
    with pytest.raises(UserError) as caught:
        change_registry(path, lambda registry: registry.revoked(registry.keys[0], NOON + HOUR, "遗失"))
    assert caught.value.code == "key-revoked"
    assert load_registry(path).keys[0].revoked_at == NOON


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw["keys"].append(raw["keys"][0]),
        lambda raw: raw["keys"][0].update(key="3F7K"),
        lambda raw: raw["keys"][0].update(owner="x"),
        lambda raw: raw.update(format=2),
        lambda raw: raw["keys"][0].pop("valid_from"),
    ],
)
def test_a_registry_that_is_not_whole_is_refused(tmp_path: Path, change) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "registry.json"
    change_registry(path, lambda registry: registry.with_key(new_entry("县局", bytes(32), DAY)))
    raw = json.loads(path.read_bytes())
    change(raw)
    path.write_text(json.dumps(raw))
    with pytest.raises(UserError) as caught:
        load_registry(path)
    assert caught.value.code == "registry-invalid"
