"""From a unit's key to the verdict above, by commands alone."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import msoffcrypto
import pytest

import xladdin
from tests.cli.conftest import Ran, Run
from tests.submission.office_signature.people import p12

PASSPHRASE = "一个长的口令123"
UNIT = "克拉玛依市自然资源局"


@pytest.fixture(autouse=True)
def _passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KEY_PASSPHRASE", "OLD_KEY_PASSPHRASE", "OPEN_PASSWORD"):
        monkeypatch.setenv(f"XLADDIN_{name}", PASSPHRASE)
    monkeypatch.setenv("XLADDIN_CERT_PASSPHRASE", "证书口令")


@pytest.fixture
def key(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "钥匙" / "本单位.key"
    assert run("key", "new", "--unit", UNIT, "-o", path).code == 0
    return path


@pytest.fixture
def registry(run: Run, key: Path, tmp_path: Path) -> Path:
    path = tmp_path / "登记簿.json"
    ran = run("key", "register", path, key.with_suffix(".公钥.txt"), "--from", "2025-01-01")
    assert ran.code == 0
    assert "电话核对" in ran.out
    return path


def _submission(ran: Ran, folder: Path) -> Path:
    assert ran.code == 0, ran.err
    (path,) = folder.glob("*.xlsx")
    return path


def test_a_signed_export_is_valid_above_until_the_key_is_revoked(
    run: Run, karamay: Path, key: Path, registry: Path, tmp_path: Path
) -> None:
    (tmp_path / "证书.p12").write_bytes(p12("rsa", "证书口令"))
    ran = run("export", karamay, "-o", tmp_path / "out", "--key", key, "--cert", tmp_path / "证书.p12")
    path = _submission(ran, tmp_path / "out")
    assert "已用本单位密钥签名" in ran.out
    ran = run("verify", path, "--registry", registry)
    assert (ran.code, ran.out.split("：")[0]) == (0, "有效")
    assert "Office 签名：CN=测试县自然资源局" in ran.out
    found = json.loads(run("verify", path, "--registry", registry, "--json").out)
    assert found["status"] == "valid"
    assert found["office_signature"]["valid"] is True
    assert set(found) == set("status reason unit project year version digest signed_at office_signature".split())
    assert run("verify", path).code == 1
    digits = re.search(r"[0-9a-f]{4}(?= )", run("key", "list", registry).out)
    assert digits
    assert run("key", "revoke", registry, digits[0], "--why", "遗失").code == 0
    ran = run("verify", path, "--registry", registry)
    assert (ran.code, ran.out.split("：")[0]) == (1, "密钥已吊销")
    assert "吊销：遗失" in run("key", "list", registry).out


def test_the_same_content_again_is_no_mistake_and_a_signature_may_follow(
    run: Run, karamay: Path, key: Path, registry: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    path = _submission(run("export", karamay, "-o", out), out)
    assert json.loads(run("verify", path, "--json").out)["status"] == "unsigned"
    _submission(run("export", karamay, "-o", out, "--key", key), out)
    signed = path.read_bytes()
    assert run("verify", path, "--registry", registry).code == 0
    _submission(run("export", karamay, "-o", out, "--key", key), out)
    _submission(run("export", karamay, "-o", out), out)
    assert path.read_bytes() == signed


def test_an_encrypted_submission_opens_with_its_password_and_is_signed_inside(
    run: Run, karamay: Path, key: Path, registry: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    path = _submission(run("export", karamay, "-o", out, "--key", key, "--encrypt"), out)
    ran = run("verify", path, "--registry", registry)
    assert ran.code == 3
    assert "打开密码" in ran.out
    with path.open("rb") as stream, (tmp_path / "opened.xlsx").open("wb") as target:
        office = msoffcrypto.OfficeFile(stream)
        office.load_key(password=PASSPHRASE)
        office.decrypt(target)
    assert run("verify", tmp_path / "opened.xlsx", "--registry", registry).code == 0


def test_a_new_key_is_vouched_for_by_the_old_one(run: Run, key: Path, registry: Path, tmp_path: Path) -> None:
    new = tmp_path / "新.key"
    assert run("key", "new", "--unit", UNIT, "-o", new, "--replaces", key).code == 0
    ran = run("key", "register", registry, new.with_suffix(".公钥.txt"))
    assert ran.code == 0
    assert "不必再核对" in ran.out
    text = new.with_suffix(".公钥.txt").read_text("utf-8-sig")
    spoken = re.search(r"公钥：(.*)", text)
    assert spoken
    other = tmp_path / "另一本.json"
    ran = run("key", "register", other, spoken[1], "--unit", UNIT)
    assert ran.code == 0
    assert "电话核对" in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("key", "new", "--unit", "x", "-o", Path(xladdin.__file__).parent / "x.key"), "（key-place）"),
        (("key", "register", "r.json", "3F7K-2222"), "14 组"),
        (("key", "register", "r.json", "3F7K-2222", "--from", "昨天"), "14 组"),
        (("key", "revoke", "none.json", "3f7k", "--why", "x"), "找不到"),
        (("key", "list", "none.json"), "找不到"),
        (("key",), "缺少参数"),
        (("verify", "none.xlsx", "--registry", "none.json"), "找不到"),
    ],
)
def test_a_slip_is_one_chinese_line(run: Run, arguments: tuple[object, ...], words: str) -> None:
    ran = run(*arguments)
    assert ran.code in (2, 3)
    assert words in ran.err
    assert len(ran.err.splitlines()) == 1


def test_without_a_passphrase_nothing_is_written(
    run: Run, karamay: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XLADDIN_KEY_PASSPHRASE")
    for arguments in (
        ("key", "new", "--unit", "x", "-o", tmp_path / "x.key"),
        ("export", karamay, "-o", tmp_path / "out", "--key", key),
    ):
        ran = run(*arguments)
        assert ran.code == 2
        assert "XLADDIN_KEY_PASSPHRASE" in ran.err
        assert "（passphrase-missing）" in ran.err
    assert not (tmp_path / "x.key").exists()
    assert not (tmp_path / "out").exists()


def test_passphrases_come_by_a_file_descriptor_too(run: Run, karamay: Path, key: Path, tmp_path: Path) -> None:
    for line, code in ((PASSPHRASE, 0), ("wrong one", 3)):
        read, write = os.pipe()
        os.write(write, f"{line}\n".encode())
        os.close(write)
        ran = run("export", karamay, "-o", tmp_path / f"out{code}", "--key", key, "--passphrase-fd", read)
        assert ran.code == code, ran.err


def test_two_different_entries_are_no_passphrase(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = iter(["long enough 1", "long enough 2"])
    monkeypatch.delenv("XLADDIN_KEY_PASSPHRASE")
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(entries))
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    ran = run("key", "new", "--unit", "x", "-o", tmp_path / "x.key")
    assert (ran.code, "（passphrase-differs）" in ran.err) == (2, True)
    assert not (tmp_path / "x.key").exists()


def test_without_the_component_encrypting_says_which_is_missing(
    run: Run, karamay: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "msoffcrypto.format.ooxml", None)
    ran = run("export", karamay, "-o", tmp_path / "out", "--encrypt")
    assert (ran.code, "（encrypt-extra）" in ran.err) == (2, True)
    assert not list((tmp_path / "out").glob("*"))
