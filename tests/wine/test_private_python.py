"""The private Python: the command line runs in it and gives the published scores."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.wine.prefix import Wine
from xladdin import samples

SAMPLES = Path(samples.__path__[0])


@pytest.mark.parametrize(("sample", "total"), [("turpan-2024.json", "88.8"), ("karamay-2024.json", "93.1")])
@pytest.mark.usefixtures("nothing_ran")
def test_both_published_projects_come_out_at_their_scores(
    wine: Wine, python: str, mailbox: Path, sample: str, total: str
) -> None:
    """Run in a folder full of hostile modules, as a prompt opened beside a mailed workbook would."""
    shutil.copyfile(SAMPLES / sample, mailbox / "项目 一.json")
    done = wine.run(python, "-X", "utf8", "-m", "xladdin", "score", "项目 一.json", "--json", cwd=mailbox)
    assert done.code == 0, done.output
    assert json.loads(done.output)["total"] == total


def test_the_hostile_modules_would_show_if_they_were_imported(wine: Wine, python: str, mailbox: Path) -> None:
    wine.run(python, "-c", "import sys; sys.path.insert(0, '.'); import decimal", cwd=mailbox)
    assert list(mailbox.glob("*.ran")) == [mailbox / "decimal.ran"]


def test_modules_come_from_the_program_folder_only(wine: Wine, python: str, installed: Path) -> None:
    script = "import sys, decimal, json; json.dump([sys.path, decimal.__file__], sys.stdout)"
    done = wine.run(python, "-X", "utf8", "-c", script, PYTHONPATH=r"C:\evil", PYTHONHOME=r"C:\evil")
    paths, decimal_file = json.loads(done.output)
    home = wine.windows_path(installed)
    assert all(path.startswith(home) for path in [*paths, decimal_file])


def test_neither_pandas_nor_numpy_is_loaded_on_a_county_pc(wine: Wine, python: str) -> None:
    script = "import sys, xladdin.excel.udf.functions, xlwings.udfs; print({'pandas', 'numpy'} & set(sys.modules))"
    done = wine.run(python, "-X", "utf8", "-c", script)
    assert (done.code, done.output.strip()) == (0, "set()")
