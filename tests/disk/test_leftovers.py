"""What a killed writer leaves behind is cleared by the next one; what a living writer holds is not."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from xladdin.disk import leftovers
from xladdin.disk.leftovers import TEMPORARY, claim, sweep
from xladdin.disk.writing import create

_WRITER = """
import sys, time
from pathlib import Path
from xladdin.disk.leftovers import claim
with Path(sys.argv[1]).open("xb") as stream:
    claim(stream)
    print("held", flush=True)
    time.sleep(60)
"""


def _hold(path: Path) -> subprocess.Popen[str]:
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "held\n"
    return writer


def test_only_the_files_of_dead_writers_are_cleared(tmp_path: Path) -> None:
    living, dead = tmp_path / TEMPORARY.format("living"), tmp_path / TEMPORARY.format("dead")
    writers = [_hold(living), _hold(dead)]
    writers[1].send_signal(signal.SIGKILL)
    writers[1].wait()
    try:
        assert create(tmp_path / "a.xlsx", b"new")
        assert {path.name for path in tmp_path.iterdir()} == {"a.xlsx", living.name}
    finally:
        writers[0].kill()
        writers[0].wait()


def test_files_of_other_programs_and_links_stay(tmp_path: Path) -> None:
    (tmp_path / "x.tmp").write_bytes(b"")
    (tmp_path / ".xladdin-notes.txt").write_bytes(b"")
    (tmp_path / "target").write_bytes(b"")
    (tmp_path / TEMPORARY.format("link")).symlink_to(tmp_path / "target")
    sweep(tmp_path)
    assert len(list(tmp_path.iterdir())) == 4


def test_a_folder_is_looked_through_once(tmp_path: Path) -> None:
    sweep(tmp_path)
    (tmp_path / TEMPORARY.format("later")).write_bytes(b"")
    sweep(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    leftovers._swept.discard(tmp_path)
    sweep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_writer_notices_that_its_file_was_swept(tmp_path: Path) -> None:
    path = tmp_path / TEMPORARY.format("fresh")
    with path.open("xb") as stream:
        assert claim(stream)
    with path.open("r+b") as stream:
        path.unlink()
        assert not claim(stream)
