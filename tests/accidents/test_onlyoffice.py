"""What people do in ONLYOFFICE, and what it makes of a submission; all in one start of its engine."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.accidents.bench import GOLD, Ran
from tests.accidents.steps import SCORES, SELF, Cells
from tests.forms.conftest import sample
from tests.hostile.kit import Kit
from tests.support import onlyoffice
from tests.support.examples import SOAKING
from xladdin.forms.build.workbook import build
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.rules import profile as profiles
from xladdin.submission.keys.key_file import new_key, public_bytes
from xladdin.submission.keys.registry import Registry, new_entry
from xladdin.submission.seal.make import sealed
from xladdin.submission.verify.verdict import Status
from xladdin.submission.verify.verify import verify

pytestmark = pytest.mark.onlyoffice

PROJECT = "karamay-2024"
SIGNED, UNSIGNED = "已签名的报送件", "未签名的报送件"


def _scripts(c: Cells) -> dict[str, str]:
    own, scores, actual = f"Api.GetSheet('{SELF}')", f"Api.GetSheet('{SCORES}')", c.column("self", "actual")
    row, line, total = c.row("self", "q05"), c.row("score", "q05"), c.single("JX_F_total")[1]
    every = {
        "另存": "",
        "插入空行": f"{own}.GetRange('{row}:{row}').Insert('down');",
        "删除一行": f"{own}.GetRange('{row}:{row}').Delete('up');",
        "删除评分表一行": f"{scores}.GetRange('{line}:{line}').Delete('up');",
        "剪切完成值": f"{own}.GetRange('{actual}{row}').Cut({own}.GetRange('{actual}{row + 1}'));",
        "改总分": f"{scores}.GetRange('{total}').SetValue('99');",
        "工作表改名": f"{own}.SetName('自评');",
    }
    return {name: every[name] for name in OUTCOMES}


OUTCOMES = {
    "另存": "same",
    "删除一行": "C45",
    "剪切完成值": "C45",
    "改总分": "C45",
}
if SOAKING:
    OUTCOMES |= {"插入空行": "same", "删除评分表一行": "C45", "工作表改名": "same"}


@cache
def _saved(folder: Path) -> tuple[dict[str, Path], Registry]:
    """Accident → file; and the registry of the key that signed."""
    profile = profiles.load("xinjiang-2024")
    content = build(sample(PROJECT), profile)
    kit = Kit(content)
    for sheet in kit.sheets.values():  # a script cannot change what is locked
        kit.parts[sheet] = re.sub(rb"<sheetProtection[^>]*/>", b"", kit.parts[sheet])
    (folder / "源.xlsx").write_bytes(kit.pack())
    scripts = _scripts(Cells(read(PackageGrid(Archive.read(content)))))
    books = [(folder / "源.xlsx", folder / f"{number}.xlsx", script) for number, script in enumerate(scripts.values())]
    key = new_key(folder / "a.key", "long enough")
    when = datetime.datetime(2025, 3, 12, tzinfo=datetime.UTC)
    for name, options in ((SIGNED, {"key": key, "when": when}), (UNSIGNED, {})):
        (folder / f"{name}.xlsx").write_bytes(sealed(sample(PROJECT), profile, **options)[0].to_bytes())  # type: ignore[arg-type]
        books.append((folder / f"{name}.xlsx", folder / f"{name} 另存.xlsx", ""))
    onlyoffice.edited(books)
    names = (*scripts, SIGNED, UNSIGNED)
    unit = sample(PROJECT).unit
    registry = Registry((new_entry(unit.code or unit.name, public_bytes(key), datetime.date(2025, 1, 1)),))
    return {name: target for name, (_, target, _) in zip(names, books, strict=True)}, registry


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("onlyoffice")


@pytest.mark.parametrize("name", OUTCOMES)
def test_an_accident_is_read_right_or_found(name: str, folder: Path, run: Callable[..., Ran]) -> None:
    path = _saved(folder)[0][name]
    ran = run("check", path, "--json")
    assert ran.code in (0, 1), ran.err
    found: list[dict[str, Any]] = json.loads(ran.out)["findings"]
    own = [one for one in found if one["rule"] == "C45" and one["severity"] == "error"]
    if OUTCOMES[name] == "same":
        assert own == []
        assert json.loads(run("score", path, "--json").out)["total"] == GOLD[PROJECT]
    else:
        assert own
        assert all(one["cell"] for one in own)


@pytest.mark.parametrize("name", [SIGNED, UNSIGNED])
def test_a_submission_that_it_saved_is_not_valid(name: str, folder: Path) -> None:
    files, registry = _saved(folder)
    assert verify(folder / f"{name}.xlsx", registry).status is (Status.VALID if name == SIGNED else Status.UNSIGNED)
    assert verify(files[name], registry).status in (Status.RESAVED, Status.TAMPERED)
