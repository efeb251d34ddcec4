"""Submissions of both real projects as units send them, signed or not, and a level that receives them."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from tests.forms.conftest import sample
from xladdin.cli import main
from xladdin.forms.build.workbook import build
from xladdin.model.evaluation import Evaluation, Unit
from xladdin.rules import profile as profiles
from xladdin.submission.keys.key_file import public_bytes
from xladdin.submission.keys.registry import Registry, change_registry, new_entry
from xladdin.submission.seal.make import sealed

TURPAN, KARAMAY = "turpan-2024", "karamay-2024"
WHEN = datetime.datetime(2025, 3, 12, tzinfo=datetime.UTC)
#: Keys of the two units, the same in every test.
KEYS = {
    name: Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number, name in enumerate((TURPAN, KARAMAY))
}


def unit_name(name: str) -> str:
    return sample(name).unit.name


def changed(name: str, version: int = 1, actual: str = "", **facts: Any) -> Evaluation:
    """The project in another version; ``actual`` of its first row; unit and project by code and name."""
    evaluation = replace(sample(name), version=version)
    if actual:
        rows = evaluation.indicators
        evaluation = replace(evaluation, indicators=(replace(rows[0], actual=actual), *rows[1:]), declared=None)
    if unit := facts.pop("unit", None):
        evaluation = replace(evaluation, unit=Unit(**unit))
    if project := facts.pop("project", None):
        evaluation = replace(evaluation, project=replace(evaluation.project, **project))
    return replace(evaluation, **facts)


def submission(evaluation: Evaluation, key: Ed25519PrivateKey | None = None, rules: str = "xinjiang-2024") -> bytes:
    """The file that the unit sends."""
    return _sealed(evaluation, key, rules)


@cache
def sent(name: str, version: int = 1, *, signed: bool = True) -> bytes:
    """A sound file of a unit."""
    return _sealed(changed(name, version), KEYS[name] if signed else None, "xinjiang-2024")


def _sealed(evaluation: Evaluation, key: Ed25519PrivateKey | None, rules: str) -> bytes:
    return sealed(evaluation, profiles.load(rules), key=key, when=WHEN if key else None)[0].to_bytes()


@cache
def book(name: str) -> bytes:
    """A filled working book."""
    return build(sample(name), profiles.load("xinjiang-2024"))


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return target.getvalue()


def expected_list(path: Path, lines: list[dict[str, str]]) -> Path:
    """应报清单.xlsx as an office would type it."""
    table = openpyxl.Workbook()
    sheet = table.active
    sheet.append(["应报清单"])
    heads = ["单位代码", "单位名称", "项目编码", "项目名称", "年度", "评分规则", "截止日期", "邮箱"]
    sheet.append(heads)
    for line in lines:
        sheet.append([line.get(head) or None for head in heads])
    table.save(path)
    return path


def line_for(name: str, **more: str) -> dict[str, str]:
    evaluation = sample(name)
    return {
        "单位名称": evaluation.unit.name,
        "项目名称": evaluation.project.name,
        "年度": "2024",
        "评分规则": "xinjiang-2024",
        "截止日期": "2099-03-31",
        **more,
    }


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def files(self) -> list[dict[str, Any]]:
        return list(json.loads(self.out)["files"])

    @property
    def states(self) -> list[str]:
        return [file["state"] for file in self.files]


class Office:
    """A level above, with its ledger, registry and inbox; ``xladdin`` runs in this process."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.ledger, self.registry, self.inbox = folder / "台账.db", folder / "登记簿.json", folder / "收件"
        self.inbox.mkdir(parents=True)
        day = datetime.date(2025, 1, 1)
        entries = tuple(new_entry(unit_name(name), public_bytes(key), day) for name, key in KEYS.items())
        change_registry(self.registry, lambda _: Registry(entries))

    def run(self, *arguments: object) -> Ran:
        self._capsys.readouterr()
        code = main([str(one) for one in arguments])
        said = self._capsys.readouterr()
        return Ran(code, said.out, said.err)

    def put(self, name: str, content: bytes) -> Path:
        path = self.inbox / name
        path.write_bytes(content)
        return path

    def receive(self, *paths: Path, options: tuple[object, ...] = ()) -> Ran:
        """``receive --json`` with the registry."""
        given = paths or (self.inbox,)
        return self.run("receive", *given, "--ledger", self.ledger, "--registry", self.registry, "--json", *options)

    def entries(self) -> list[dict[str, Any]]:
        return list(json.loads(self.run("ledger", self.ledger, "--json").out)["entries"])


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path / "市", capsys)


@pytest.fixture
def another_office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Office]:
    return lambda name: Office(tmp_path / name, capsys)
