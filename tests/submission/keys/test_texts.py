"""The texts that people read and compare: the public key, its fingerprint, and who may sign until when."""

from __future__ import annotations

import base64
import datetime
import hashlib
import os
import sys
from pathlib import Path

import pytest

import xladdin
from xladdin.errors import UserError
from xladdin.submission.keys.key_file import load_key, new_key, public_bytes, verifies
from xladdin.submission.keys.place import refuse_program_folder
from xladdin.submission.keys.public_text import public_text, read_public_text
from xladdin.submission.keys.registry import Entry, Registry, change_registry, load_registry, new_entry
from xladdin.submission.keys.spoken import fingerprint, heard, short_fingerprint, spoken

DAY = datetime.date(2025, 3, 1)
ZERO = bytes(32)


def test_a_key_of_zeros_is_spoken_in_fourteen_groups() -> None:
    text = spoken(ZERO)
    groups = text.split("-")
    assert groups[:13] == ["0000"] * 13
    check = int.from_bytes(hashlib.sha256(b"xladdin public key 1" + ZERO).digest()[:3], "big") >> 4
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    assert groups[13] == "".join(signs[check >> shift & 31] for shift in (15, 10, 5, 0))
    one = spoken(bytes(31) + b"\x01")
    assert one.split("-")[12] == "0001"
    assert spoken(b"\xff" * 32).startswith("FZZZ-ZZZZ") or spoken(b"\xff" * 32)[0] in "1357FZ"


def test_a_number_beyond_256_bits_is_no_key() -> None:
    with pytest.raises(UserError) as caught:
        heard("Z" * 56)
    assert caught.value.facts == {"cause": "第一组有误"}


@pytest.mark.parametrize("text", ["", "0" * 55, "0" * 57, "U" + "0" * 55, "中" + "0" * 55])
def test_a_text_of_another_shape_says_how_many_groups_there_are(text: str) -> None:
    with pytest.raises(UserError) as caught:
        heard(text)
    assert caught.value.facts == {"cause": "应有 14 组、每组 4 个字母或数字"}


def test_a_wrong_check_says_so() -> None:
    text = spoken(ZERO)
    with pytest.raises(UserError) as caught:
        heard(text[:-1] + ("0" if text[-1] != "0" else "1"))
    assert caught.value.facts == {"cause": "校验组不符，有一组读错或抄错"}


def test_sixteen_digits_of_a_fingerprint_are_shown() -> None:
    full = fingerprint(ZERO)
    assert full == hashlib.sha256(ZERO).hexdigest()
    assert short_fingerprint("0123456789abcdefff") == "0123 4567 89ab cdef"


@pytest.fixture
def keys(tmp_path: Path) -> tuple:  # type: ignore[type-arg]
    return new_key(tmp_path / "new.key", "long enough"), new_key(tmp_path / "old.key", "long enough")


def test_the_public_text_line_by_line(keys: tuple) -> None:  # type: ignore[type-arg]
    new, old = keys
    public = public_bytes(new)
    plain = public_text("县局", "650400", new)
    shown = short_fingerprint(fingerprint(public))
    assert plain == f"xladdin 公钥\n单位：县局\n单位代码：650400\n公钥：{spoken(public)}\n指纹：{shown}\n"
    text = public_text("县局", "650400", new, old)
    lines = text.splitlines()
    assert lines[:5] == plain.splitlines()
    assert lines[5] == f"接替：{fingerprint(public_bytes(old))}"
    signature = base64.b64decode(lines[6].removeprefix("旧钥签名："))
    stated = "\0".join(("xladdin rotation 1", "县局", "650400", public.hex(), fingerprint(public_bytes(old))))
    assert verifies(public_bytes(old), signature, stated.encode())
    assert len(lines) == 7
    read = read_public_text(text)
    assert (read.replaces, read.signature) == (fingerprint(public_bytes(old)), signature)


def test_a_public_text_may_be_bare_or_broken(keys: tuple) -> None:  # type: ignore[type-arg]
    new, old = keys
    public = public_bytes(new)
    bare = read_public_text(f"\n{spoken(public)}\n")
    assert (bare.unit, bare.code, bare.key, bare.replaces, bare.signature) == ("", "", public, "", b"")
    only = read_public_text(f"公钥: {spoken(public)}")
    assert (only.unit, only.key) == ("", public)
    typed = read_public_text(f"单位: 甲: 乙\n公钥: {spoken(public)}")
    assert typed.unit == "甲: 乙"
    text = public_text("县局", "", new, old)
    head, _, _ = text.rpartition("：")
    with pytest.raises(UserError) as caught:
        read_public_text(f"{head}：!!!\n")
    assert caught.value.facts == {"cause": "旧钥签名不完整"}


def test_passphrases_have_at_least_eight_signs(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        new_key(tmp_path / "a.key", "1234567")
    assert caught.value.facts == {"least": 8}
    assert new_key(tmp_path / "deep" / "a.key", "12345678") is not None
    assert load_key(tmp_path / "deep" / "a.key", "12345678") is not None


def test_a_key_of_another_kind_is_none_of_ours(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

    other = ec.generate_private_key(ec.SECP256R1())
    path = tmp_path / "ec.key"
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"12345678")))
    with pytest.raises(UserError) as caught:
        load_key(path, "12345678")
    assert (caught.value.code, caught.value.facts["cause"]) == ("key-unreadable", "不是 xladdin key new 生成的密钥文件")
    with pytest.raises(UserError) as caught:
        load_key(tmp_path, "12345678")
    assert caught.value.code == "file-unreadable"
    path.write_bytes(bytes(1 << 20))
    with pytest.raises(UserError, match="不是 xladdin"):
        load_key(path, "12345678")
    path.write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(UserError, match="超过 1 MB"):
        load_key(path, "12345678")


def test_a_public_key_that_is_none_verifies_nothing() -> None:
    assert not verifies(b"short", b"x" * 64, b"")
    assert not verifies(ZERO, b"", b"")


def test_a_key_must_not_lie_in_the_programs_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = Path(xladdin.__file__).parent
    for path in (program / "a.key", program / "deep" / "a.key", program / ".." / program.name / "a.key"):
        with pytest.raises(UserError) as caught:
            refuse_program_folder(path)
        assert (caught.value.code, caught.value.file) == ("key-place", "a.key")
    refuse_program_folder(tmp_path / "a.key")
    private = tmp_path / "bundle" / "python"
    private.mkdir(parents=True)
    monkeypatch.setattr(sys, "prefix", str(private))
    refuse_program_folder(tmp_path / "bundle" / "a.key")  # a Python of the machine
    (private / "python.exe").write_bytes(b"")
    with pytest.raises(UserError):
        refuse_program_folder(tmp_path / "bundle" / "a.key")
    refuse_program_folder(tmp_path / "a.key")


class TestRegistry:
    def entry(self, **more: object) -> Entry:
        return new_entry("县局", ZERO, DAY, **more)

    def at(self, day: int, month: int = 3) -> datetime.datetime:
        return datetime.datetime(2025, month, day, 12).astimezone()

    def test_a_key_counts_from_its_first_day_to_its_last(self) -> None:
        entry = self.entry(valid_until=datetime.date(2025, 3, 5))
        assert [entry.counts(self.at(day)) for day in (1, 5)] == [True, True]
        assert [entry.counts(self.at(*day)) for day in ((28, 2), (6, 3))] == [False, False]
        assert self.entry().counts(self.at(1, 12))

    def test_a_revoked_key_counts_until_the_moment(self) -> None:
        moment = self.at(4)
        ended = Registry((self.entry(),)).revoked(self.entry(), moment, "遗失")
        assert ended.keys == (self.entry(),)  # another object: nothing to end
        entry = self.entry()
        ended = Registry((entry,)).revoked(entry, moment, "遗失")
        assert (ended.keys[0].revoked_at, ended.keys[0].revoked_why) == (moment, "遗失")
        step = datetime.timedelta(microseconds=1)
        assert ended.keys[0].counts(moment - step)
        assert not ended.keys[0].counts(moment)
        with pytest.raises(UserError) as caught:
            ended.revoked(ended.keys[0], moment + step, "遗失")
        assert caught.value.facts == {"unit": "县局", "when": moment.isoformat(" ", "minutes")}

    def test_a_unit_is_known_by_code_or_name(self) -> None:
        entry = self.entry(code="650400")
        assert entry.is_for("县局")
        assert entry.is_for("650400")
        assert not entry.is_for("市局")
        assert not self.entry().is_for("")

    def test_a_key_is_found_by_the_beginning_of_its_fingerprint_or_its_text(self) -> None:
        first, second = self.entry(), new_entry("市局", bytes([1] * 32), DAY)
        registry = Registry((first, second))
        for wanted in (first.fingerprint, first.fingerprint[:4], first.fingerprint[:6].upper(), first.key, first.key.lower(),
                       first.key.replace("-", ""), short_fingerprint(first.fingerprint)):  # fmt: skip
            assert registry.find(wanted) is first
        for wanted in ("", " ", "zzzz", "县局"):
            with pytest.raises(UserError) as caught:
                registry.find(wanted)
            assert caught.value.facts == {"wanted": wanted}
        for wanted in ("", " "):  # nor the only one that there is
            with pytest.raises(UserError):
                Registry((first,)).find(wanted)
        assert registry.by_fingerprint(second.fingerprint) is second
        assert registry.by_fingerprint(second.fingerprint[:8]) is None

    def test_a_beginning_that_fits_two_keys_names_none(self) -> None:
        entries = tuple(new_entry("县局", bytes([number]) * 32, DAY) for number in range(40))
        registry = Registry(entries)
        first = {}
        for one in entries:
            first.setdefault(one.fingerprint[0], []).append(one)
        twice = next(sign for sign, found in first.items() if len(found) > 1)
        with pytest.raises(UserError):
            registry.find(twice)

    def test_a_key_that_is_there_is_named_with_its_unit(self) -> None:
        registry = Registry().with_key(self.entry())
        with pytest.raises(UserError) as caught:
            registry.with_key(new_entry("市局", ZERO, DAY))
        assert caught.value.facts == {"unit": "县局", "fingerprint": short_fingerprint(fingerprint(ZERO))}

    def test_files_that_are_no_registry_are_refused_each_in_its_way(self, tmp_path: Path) -> None:
        path = tmp_path / "r.json"
        with pytest.raises(UserError) as caught:
            load_registry(path)
        assert caught.value.code == "file-missing"
        with pytest.raises(UserError) as caught:
            load_registry(tmp_path)
        assert (caught.value.code, caught.value.facts["cause"]) == ("file-unreadable", "打不开")
        path.write_text("{")
        with pytest.raises(UserError) as caught:
            load_registry(path)
        assert caught.value.code == "registry-invalid"
        path.write_text("{}")
        assert load_registry(path) == Registry()
        os.truncate(path, 1 << 24)
        with pytest.raises(UserError) as caught:
            load_registry(path)
        assert caught.value.code == "registry-invalid"
        os.truncate(path, (1 << 24) + 1)
        with pytest.raises(UserError, match="超过 16 MB"):
            load_registry(path)

    def test_a_changed_registry_is_written_with_its_lines_and_nothing_that_is_not_said(self, tmp_path: Path) -> None:
        path = tmp_path / "r.json"
        assert change_registry(path, lambda registry: registry.with_key(self.entry())).keys == (self.entry(),)
        text = path.read_text("utf-8")
        assert text.endswith("}\n")
        assert '\n "keys"' in text
        assert "revoked" not in text
        assert "valid_until" not in text
        assert '"format": 1' in text
        change_registry(path, lambda registry: registry.with_key(new_entry("市局", bytes([1] * 32), DAY)))
        assert [one.unit for one in load_registry(path).keys] == ["县局", "市局"]
