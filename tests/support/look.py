"""``make pictures``: the pages of every workbook we make, as PNG, to be looked at.

Would a county clerk take them for the ministry's own forms? Is anything clipped, grey, cramped, off-centre?
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.support import projects
from tests.support.pictures import xlsx_to_png
from xladdin.cli import main as xladdin
from xladdin.forms.family import blank_name

DATA = Path(__file__).parents[1] / "data"


def make(folder: Path) -> list[Path]:
    """Working books and submissions of both samples, a blank workbook, a reviewed one, a summary; one PNG a page."""
    with tempfile.TemporaryDirectory(prefix="xladdin-look-") as scratch:
        work = Path(scratch)
        xladdin(["demo", "-o", scratch])
        for form in ("transfer", "project"):
            xladdin(["template", "-o", scratch, "--rows", "30", "--form", form])
        for name in projects.NAMES:
            xladdin(["new", str(projects.FOLDER / f"{name}.json"), "-o", str(work / f"{name}-自评工作簿.xlsx")])
            xladdin(["export", str(work / f"{name}-自评工作簿.xlsx"), "-o", scratch])
        inbox = work / "收件"
        inbox.mkdir()
        for name in projects.NAMES:
            shutil.copy(projects.FOLDER / f"{name}.json", inbox)
        xladdin(
            [
                "rollup",
                str(inbox),
                "-o",
                str(work / "汇总.xlsx"),
                "--region",
                "新疆维吾尔自治区",
                "--region-code",
                "650000",
            ]
        )
        reviewed = work / "turpan-2024-已校验.xlsx"
        xladdin(["new", str(DATA / "turpan-2024-as-printed.json"), "-o", str(reviewed)])
        xladdin(["check", str(reviewed), "--mark"])
        blanks = (blank_name(30), blank_name(30, "project"))
        books = sorted(path for path in work.glob("*.xlsx") if path.name not in blanks)
        return xlsx_to_png([*books, *(work / name for name in blanks)], folder)


if __name__ == "__main__":
    pages = make(Path(sys.argv[1]))
    print(f"{len(pages)} 页：{sys.argv[1]}")
