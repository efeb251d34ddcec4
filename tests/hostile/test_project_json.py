"""A PROJECT.json from a stranger: read whole or refused in one line, whatever the path leads to."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.forms.conftest import SAMPLES
from tests.hostile.graft import SAME
from tests.hostile.opened import Worker

Change = Callable[[bytes], bytes]

INVALID, NUMBER, LARGE, PROFILE = "json-invalid", "json-number", "file-too-large", "profile-of-file"


def _sub(old: str, new: str) -> Change:
    def change(content: bytes) -> bytes:
        assert old.encode("utf-8") in content
        return content.replace(old.encode("utf-8"), new.encode("utf-8"), 1)

    return change


def _with(**values: Any) -> Change:
    return lambda content: json.dumps({**json.loads(content), **values}, ensure_ascii=False).encode("utf-8")


def _raw(text: str) -> Change:
    return lambda _: text.encode("utf-8")


def _inside(text: str) -> Change:
    """``text`` as one more member of the object."""
    return lambda content: content.rstrip().removesuffix(b"}") + b"," + text.encode("utf-8") + b"}"


def _total(text: str) -> Change:
    """Another number for the declared total."""
    return _sub('"total": "88.8"', f'"total": {text}')


CASES: dict[str, tuple[str, Change]] = {
    "nothing changed": (SAME, lambda content: content),
    "a byte order mark": (SAME, lambda content: b"\xef\xbb\xbf" + content),
    "line breaks of Windows": (SAME, lambda content: content.replace(b"\n", b"\r\n")),
    "no line breaks": (SAME, lambda content: json.dumps(json.loads(content)).encode("ascii")),
    "empty": (INVALID, _raw("")),
    "blanks": (INVALID, _raw(" \n" * 100)),
    "zeros": (INVALID, lambda _: bytes(10_000)),
    "nine megabytes": (LARGE, lambda content: content + b" " * (9 << 20)),
    "nine megabytes of one text": (LARGE, _inside('"x": "' + "九" * (3 << 20) + '"')),
    "seven megabytes of one text": (INVALID, _inside('"x": "' + "九" * (2 << 20) + '"')),
    "a million arrays in each other": (INVALID, _raw("[" * 1_000_000)),
    "a hundred thousand objects in each other": (INVALID, _raw('{"a":' * 100_000 + "1" + "}" * 100_000)),
    "three thousand arrays in a member": (INVALID, _inside('"x": ' + "[" * 3_000 + "]" * 3_000)),
    "a hundred thousand members": (INVALID, _inside(",".join(f'"x{n}": 1' for n in range(100_000)))),
    "an array of half a million": (INVALID, _inside('"x": [' + "1," * 500_000 + "1]")),
    "the year twice": (INVALID, _inside('"year": 2023')),
    "a key twice in an indicator": (INVALID, _sub('"level1"', '"level1": "产出指标", "level1"')),
    "an unknown key": (INVALID, _inside('"unknown": 1')),
    "a key of half a character": (INVALID, _inside('"\\ud800": 1')),
    "a text of half a character": (INVALID, _sub('"remarks": "无"', '"remarks": "\\ud800"')),
    "a key of a million characters": (INVALID, _inside('"' + "k" * 1_000_000 + '": 1')),
    "a control character": (INVALID, _sub('"remarks": "无"', '"remarks": "\x01"')),
    "bytes that are not UTF-8": (INVALID, lambda content: content.replace(b'"form"', b'"\xff\xfe"', 1)),
    "UTF-16": (INVALID, lambda content: content.decode("utf-8").encode("utf-16")),
    "GB18030": (INVALID, lambda content: content.decode("utf-8").encode("gb18030")),
    "NaN": (INVALID, _total("NaN")),
    "infinity": (INVALID, _total("Infinity")),
    "a number of 5 000 digits": (NUMBER, _total("9" * 5_000)),
    "an exponent of nine digits": (NUMBER, _total("1e999999999")),
    "a tiny exponent": (NUMBER, _total("1e-999999999")),
    "a number with an underscore": (NUMBER, _total('"1_0"')),
    "a version of twenty digits": (INVALID, _with(version=10**20)),
    "version zero": (INVALID, _with(version=0)),
    "a year of 5 000 digits": (INVALID, _sub('"year": 2024', '"year": ' + "2" * 5_000)),
    "the year as a list": (INVALID, _with(year=[2024])),
    "indicators as an object": (INVALID, _with(indicators={})),
    "an indicator that is null": (INVALID, _with(indicators=[None])),
    "no indicators": (INVALID, _with(indicators=[])),
    "a list instead of an object": (INVALID, _raw("[1, 2]")),
    "only a text": (INVALID, _raw('"x"')),
    "only null": (INVALID, _raw("null")),
    "two documents": (INVALID, lambda content: content + content),
    "cut off": (INVALID, lambda content: content[: len(content) // 2]),
    "a comma too many": (INVALID, _inside("")),
    "a comment": (INVALID, lambda content: b"// x\n" + content),
    "single quotes": (INVALID, lambda content: content.replace(b'"', b"'")),
    "a workbook with this name": (INVALID, lambda _: b"PK\3\4" + bytes(500)),
    "a page": (INVALID, _raw("<html>")),
    "a profile that nobody has": (PROFILE, _with(profile="nowhere-2024")),
    "a profile with a path": (PROFILE, _with(profile="../../../etc/passwd")),
}  # fmt: skip


def test_every_hostile_project_is_refused_with_its_reason_or_read_the_same(tmp_path: Path) -> None:
    content = (SAMPLES / "turpan-2024.json").read_bytes()
    path = tmp_path / "PROJECT.json"
    failed = []
    with Worker() as ask:
        path.write_bytes(content)
        sound = ask("score", path)
        assert sound.code == 0
        for name, (outcome, change) in CASES.items():
            path.write_bytes(change(content))
            answer = ask("score", path)
            failed += [f"{name}: {fault}" for fault in answer.faults()]
            if outcome == SAME and answer.out != sound.out:
                failed.append(f"{name}: not the same: {answer.err[:200]}")
            elif outcome != SAME and (answer.refusal != outcome or answer.code != 3):
                failed.append(f"{name}: {answer.refusal or 'read'} (exit code {answer.code}) instead of {outcome}")
    assert failed == []


@pytest.mark.parametrize("name", ["PROJECT.json", "自评.xlsx"])
def test_what_is_no_regular_file_is_refused_at_once(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    refusals = {}
    with Worker() as ask:
        for device in ("/dev/zero", "/dev/full", "/dev/null", "/dev/tty"):
            path.unlink(missing_ok=True)
            path.symlink_to(device)
            refusals[device] = ask("score", path)
        path.unlink()
        os.mkfifo(path)
        refusals["fifo"] = ask("score", path)
        path.unlink()
        path.mkdir()
        refusals["folder"] = ask("score", path)
        path.rmdir()
        path.symlink_to(path)
        refusals["a link to itself"] = ask("score", path)
        path.unlink()
        path.symlink_to("/proc/kmsg")
        refusals["/proc"] = ask("score", path)
        refusals["nothing"] = ask("score", tmp_path / f"no-{name}")
    assert {what: answer.faults() for what, answer in refusals.items() if answer.faults()} == {}
    assert {what: answer.code for what, answer in refusals.items() if answer.code != 3} == {}
    assert refusals["/dev/zero"].refusal == refusals["fifo"].refusal == "file-not-regular"


def test_a_socket_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "自评.xlsx"
    with socket.socket(socket.AF_UNIX) as server, Worker() as ask:
        server.bind(str(path))
        answer = ask("score", path)
    assert (answer.code, answer.refusal) == (3, "file-not-regular")
    assert "套接字" in answer.err
