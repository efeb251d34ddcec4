"""What the scripts of the bundle run: a defect of ours is one line with its log file and has an exit code of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from xladdin.excel import doctor
from xladdin.excel.doctor import __main__ as diagnosis
from xladdin.excel.install import __main__ as setup


@pytest.mark.parametrize(
    ("module", "name", "run"),
    [
        (setup, "install_bundle", lambda: setup.main(["install"])),
        (setup, "uninstall", lambda: setup.main(["uninstall"])),
        (doctor, "run", diagnosis.main),
    ],
)
def test_a_defect_is_one_line_that_names_its_log(
    module: object,
    name: str,
    run: Callable[[], int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object) -> NoReturn:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(module, name, broken)
    assert run() == 4
    said = capsys.readouterr().out.splitlines()[-1]
    (log,) = (tmp_path / "xladdin" / "log").iterdir()
    assert said == (
        f"程序内部出错（ZeroDivisionError: deep inside）。请把日志文件 {log} 发给维护人员。（internal-logged）"
    )
    assert "deep inside" in log.read_text("utf-8")
