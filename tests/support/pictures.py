"""Pictures of what a reader of a printed workbook would see, through LibreOffice and poppler."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.support.libreoffice import convert
from tests.support.requirements import require


def xlsx_to_png(paths: Sequence[Path | str], outdir: Path | str, dpi: int = 80) -> list[Path]:
    """One PNG per printed page, ``outdir/<stem>-<page>.png``, in page order file by file.

    paths   .xlsx, .docx or anything else LibreOffice prints
    dpi     dots per inch; A4 at 80 dpi is 661 × 936 pixels
    """
    require("poppler", "chinese-fonts")
    folder = Path(outdir).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    pages: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="xladdin-pictures-") as scratch:
        for pdf in convert(paths, "pdf", scratch):
            for old in folder.glob(f"{pdf.stem}-*.png"):
                old.unlink()
            subprocess.run(["pdftoppm", "-png", "-r", str(dpi), pdf, folder / pdf.stem], check=True, timeout=300)
            # pdftoppm pads page numbers to equal length, so names sort in page order
            pages += sorted(folder.glob(f"{pdf.stem}-*.png"))
    return pages
