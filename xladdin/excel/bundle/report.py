"""What was built and how big it is, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xladdin.excel import layout

MEGABYTE = 1_000_000
BIGGEST = 10


@dataclass(frozen=True)
class Part:
    name: str
    files: int
    unpacked: int
    """Bytes on disk."""
    zipped: int
    """Bytes in the zip, without its directory."""


@dataclass(frozen=True)
class BundleReport:
    folder: Path
    archive: Path
    archive_bytes: int
    archive_sha256: str
    version: str
    components: dict[str, str]
    """Third-party part → version."""
    parts: tuple[Part, ...]
    """Biggest in the zip first."""
    notes: tuple[str, ...]
    """Chinese lines: signatures checked or not, what is missing."""

    @property
    def unpacked_bytes(self) -> int:
        return sum(part.unpacked for part in self.parts)

    def lines(self) -> list[str]:
        """For a terminal."""
        files = sum(part.files for part in self.parts)
        return [
            f"安装包：{self.archive}",
            f"压缩后 {_megabytes(self.archive_bytes)} MB，解压后 {_megabytes(self.unpacked_bytes)} MB，{files} 个文件",
            f"SHA-256：{self.archive_sha256}",
            *(f"　{_megabytes(part.zipped):>5} MB  {part.name}" for part in self.parts[:BIGGEST]),
            *self.notes,
        ]

    def markdown(self) -> str:
        """The table of ``docs/bundle.md``."""
        rows = [
            f"| {part.name} | {part.files} | {_megabytes(part.unpacked)} | {_megabytes(part.zipped)} |"
            for part in self.parts[:BIGGEST]
        ]
        total = f"{_megabytes(self.archive_bytes)} MB zipped, {_megabytes(self.unpacked_bytes)} MB unpacked"
        return "\n".join(
            [
                f"{total}, {sum(part.files for part in self.parts)} files.",
                "",
                "| part | files | unpacked, MB | zipped, MB |",
                "|---|--:|--:|--:|",
                *rows,
                "",
            ]
        )


def measure(folder: Path, compressed: Mapping[str, int]) -> tuple[Part, ...]:
    """Sizes by part.  compressed  bytes in the zip by path, from ``write_archive``"""
    groups: dict[str, list[tuple[int, int]]] = {}
    for path, zipped in compressed.items():
        groups.setdefault(part_of(path), []).append(((folder / path).stat().st_size, zipped))
    parts = [
        Part(name, len(sizes), sum(unpacked for unpacked, _ in sizes), sum(zipped for _, zipped in sizes))
        for name, sizes in groups.items()
    ]
    return tuple(sorted(parts, key=lambda part: (-part.zipped, part.name)))


def part_of(path: str) -> str:
    """Which part a file of the bundle belongs to: a package, a big file of Python's, or what remains."""
    site = f"{layout.SITE_PACKAGES}/"
    if path.startswith(site):
        top = path.removeprefix(site).split("/")[0].split("-")[0].lower()
        return {"win32": "pywin32", "win32com": "pywin32", "pythoncom.py": "pywin32"}.get(top, top)
    if path.startswith(f"{layout.PYTHON_FOLDER}/"):
        return _python_part(path.removeprefix(f"{layout.PYTHON_FOLDER}/"))
    if path == layout.ADDIN_PATH:
        return "add-in"
    return "scripts, manual, blank workbooks"


def _python_part(name: str) -> str:
    if name.startswith("xlwings"):
        return "xlwings"
    if name.startswith(("pywintypes", "pythoncom")):
        return "pywin32"
    if name == "python313.zip":
        return "Python: standard library"
    if name.startswith(("libcrypto", "libssl", "_ssl")):
        return "Python: OpenSSL"
    if "sqlite" in name:
        return "Python: SQLite"
    return "Python: interpreter and modules"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}"
