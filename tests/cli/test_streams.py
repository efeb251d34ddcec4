"""Output that cannot be shown never stops the work, and never passes for complete."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "xladdin" / "samples" / "turpan-2024.json"


def _run(arguments: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "xladdin", *arguments]
    return subprocess.run(command, stderr=subprocess.PIPE, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_a_full_disk_behind_the_output_is_told_and_fails() -> None:
    with Path("/dev/full").open("wb") as full:
        done = _run(["score", str(SAMPLE)], stdout=full)
    assert done.returncode == 1
    assert done.stderr.decode() == "结果没有全部写出（磁盘已满）。请换一个位置存放输出后重新运行。\n"


def test_a_reader_that_goes_early_costs_neither_the_work_nor_the_exit_code(tmp_path: Path) -> None:
    """As in ``xladdin new … | head -0``: the workbook is written, and findings still give exit code 1."""
    read, write = os.pipe()
    os.close(read)
    done = _run(["new", str(SAMPLE), "-o", str(tmp_path / "a.xlsx")], stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "a.xlsx").stat().st_size > 10_000
    wrong = json.loads(SAMPLE.read_text("utf-8"))
    wrong["indicators"][0]["actual"] = ""
    (tmp_path / "b.json").write_text(json.dumps(wrong), "utf-8")
    read, write = os.pipe()
    os.close(read)
    done = _run(["check", str(tmp_path / "b.json")], stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_command_without_streams_works(tmp_path: Path, closed: str) -> None:
    book = tmp_path / "a.xlsx"
    line = f'"{sys.executable}" -m xladdin new "{SAMPLE}" -o "{book}" {closed}'
    assert subprocess.run(["sh", "-c", line], check=False, capture_output=True).returncode == 0
    assert book.exists()


@pytest.mark.parametrize("stream", ["ascii", "cp1252", "gbk"])
def test_json_keeps_every_character_whatever_the_console_can_show(stream: str) -> None:
    wanted = json.loads(_run(["score", str(SAMPLE), "--json"], stdout=subprocess.PIPE).stdout)
    done = _run(
        ["score", str(SAMPLE), "--json"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONIOENCODING": stream},
    )
    text = done.stdout.decode("utf-8" if stream == "ascii" else stream)
    assert json.loads(text) == wanted


def test_a_locale_without_chinese_is_named_when_a_file_cannot_have_its_name(tmp_path: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    _run(["new", str(SAMPLE), "-o", str(tmp_path / "a.xlsx")], stdout=subprocess.PIPE)
    done = _run(
        ["export", str(tmp_path / "a.xlsx"), "-o", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        env={**os.environ, **plain},
    )
    assert done.returncode == 3
    assert "PYTHONUTF8=1" in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1
