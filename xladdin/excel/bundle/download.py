"""Fetch the pinned files through pip, the registries' ordinary client, into a cache that the next build reuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from xladdin.errors import UserError
from xladdin.excel.bundle.pins import Lock, Pin

PYTHON_VERSION = "3.13"
WHEELS_FOR_WINDOWS = (
    *("--platform", "win_amd64", "--python-version", PYTHON_VERSION, "--implementation", "cp"),
    "--only-binary=:all:",
)
SOURCE_ONLY = ("--no-binary=:all:",)
SECONDS = 600
CACHE_VARIABLE = "XLADDIN_BUNDLE_CACHE"


def default_cache() -> Path:
    """``$XLADDIN_BUNDLE_CACHE``, or a folder in the user's cache."""
    chosen = os.environ.get(CACHE_VARIABLE)
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "xladdin", "bundle")


def fetch(lock: Lock, cache: Path, *options: str) -> list[Path]:
    """The files of a lock, in its order, downloaded into ``cache/<lock name>`` when they are not there yet.

    Every file is checked against its pin, also from the cache. Raises UserError ``bundle-download``, ``bundle-pin``.
    """
    folder = cache / lock.path.stem
    if not _complete(lock, folder):
        _pip_download(lock, folder, options)
    found = {pin.sha256: file for file, pin in _pinned(lock, folder).items()}
    missing = [pin.name for pin in lock.pins if pin.sha256 not in found]
    if missing:
        raise UserError("bundle-download", cause=f"缺少 {'、'.join(missing)}")
    return [found[pin.sha256] for pin in lock.pins]


def _pinned(lock: Lock, folder: Path) -> dict[Path, Pin]:
    return {file: lock.find(file) for file in sorted(folder.glob("*")) if file.is_file()}


def _complete(lock: Lock, folder: Path) -> bool:
    """An older lock's files are removed on the way: they would be neither pinned nor wanted."""
    found = set()
    for file in sorted(folder.glob("*")):
        try:
            found.add(lock.find(file).sha256)
        except UserError:
            file.unlink()
    return found == {pin.sha256 for pin in lock.pins}


def _pip_download(lock: Lock, folder: Path, options: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--no-deps", "--require-hashes", "--dest", str(folder), "--requirement", str(lock.path), *options]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UserError("bundle-download", cause=error) from error
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        raise UserError("bundle-download", cause=lines[-1].strip() if lines else f"pip 返回 {done.returncode}")
