"""One Windows and one real bundle for all tests of this folder; run them in one worker (``--dist loadgroup``)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.support.requirements import SKIP_PREFIX, demanded, require
from tests.wine.prefix import Wine, can_make_chinese_locale
from xladdin.errors import UserError
from xladdin.excel.bundle import BundleReport, build_bundle

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.wine)
            item.add_marker(pytest.mark.xdist_group("wine"))


def do_without(what: str) -> NoReturn:
    """Skip loudly for lack of something that these tests need beside wine; fail when wine was demanded."""
    if demanded("wine"):
        pytest.fail(f"{SKIP_PREFIX}{what}，而 REQUIRE 要求 wine", pytrace=False)
    pytest.skip(f"{SKIP_PREFIX}{what}")


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> BundleReport:
    """The real bundle, from the registries (or the cache of an earlier build)."""
    require("wine")
    try:
        return build_bundle(tmp_path_factory.mktemp("bundle"))
    except UserError as error:
        if error.code == "bundle-download":
            do_without(f"软件源：{error}")
        raise


@pytest.fixture(scope="session")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    require("wine")
    if not can_make_chinese_locale():
        do_without("locales（安装：locales）")
    windows = Wine(tmp_path_factory.mktemp("wine"))
    yield windows
    windows.stop()


@pytest.fixture(scope="session")
def unpacked(wine: Wine, bundle: BundleReport) -> Path:
    """The bundle as a user unpacks it: below Downloads, in a folder with Chinese, spaces and brackets in its name."""
    folder = wine.profile / "Downloads" / "绩效 自评工具 (1)"
    shutil.copytree(bundle.folder, folder)
    return folder


def startup(wine: Wine) -> Path:
    """Excel's start-up folder."""
    return wine.profile / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART"


@pytest.fixture(scope="session")
def app(wine: Wine) -> Path:
    """Where the installed program lies."""
    return wine.profile / "AppData" / "Local" / "xladdin"


@pytest.fixture(scope="session")
def first_installation(wine: Wine, unpacked: Path, app: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A double click on 安装.cmd, and a copy of what it left in the user's AppData for later tests."""
    done = wine.run("cmd", "/c", "安装.cmd", cwd=unpacked, seconds=180)
    assert done.code == 0, done.output
    copy = tmp_path_factory.mktemp("installed")
    shutil.copytree(app, copy / "Local" / app.name)
    shutil.copytree(startup(wine), copy / "Roaming" / "Microsoft" / "Excel" / "XLSTART")
    return copy


@pytest.fixture
def installed(wine: Wine, app: Path, first_installation: Path) -> Path:
    """The program's folder, as 安装.cmd left it; put back when an earlier test removed it."""
    if not (app / "installed.json").exists():
        shutil.copytree(first_installation, wine.profile / "AppData", dirs_exist_ok=True)
    return app


@pytest.fixture
def python(wine: Wine, installed: Path) -> str:
    """The installed private Python."""
    return wine.windows_path(installed / "python" / "python.exe")


@pytest.fixture
def mailbox(wine: Wine, tmp_path: Path) -> Path:
    """A folder where a mailed workbook lies, with modules beside it that would do harm when imported."""
    folder = wine.profile / "Documents" / f"邮件 {tmp_path.name}"
    folder.mkdir(parents=True)
    for name in ("decimal.py", "json.py", "xlwings.py", "xladdin.py", "sitecustomize.py"):
        harm = "import pathlib; pathlib.Path(__file__).with_suffix('.ran').write_text('')\nraise SystemExit(66)\n"
        (folder / name).write_text(harm)
    return folder


@pytest.fixture
def nothing_ran(mailbox: Path) -> Iterator[None]:
    """After the test: none of the modules beside the workbook was imported."""
    yield
    assert not list(mailbox.glob("*.ran"))
