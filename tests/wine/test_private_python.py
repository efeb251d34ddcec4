"""The private Python: the command line runs in it and gives the published scores."""

from __future__ import annotations

import datetime
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.wine.prefix import Wine
from xladdin import samples
from xladdin.cli import main
from xladdin.forms.read.open_file import open_file
from xladdin.submission.keys.public_text import read_public_text
from xladdin.submission.keys.registry import Registry, new_entry
from xladdin.submission.verify.verify import verify

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


def test_a_submission_signed_on_a_county_pc_is_valid_above(wine: Wine, python: str, mailbox: Path) -> None:
    """The private Python has the cryptography that keys need; here the file is checked by another machine's."""
    shutil.copyfile(SAMPLES / "karamay-2024.json", mailbox / "项目 一.json")
    passphrase = {"XLADDIN_KEY_PASSPHRASE": "long enough 123"}
    for words in (
        "new 项目_一.json -o 自评.xlsx",
        "key new --unit 克拉玛依市自然资源局 -o 本单位.key",
        "export 自评.xlsx -o 报送件 --key 本单位.key",
    ):
        arguments = [word.replace("_", " ") for word in words.split()]
        done = wine.run(python, "-X", "utf8", "-m", "xladdin", *arguments, cwd=mailbox, **passphrase)
        assert done.code == 0, done.output
    (path,) = (mailbox / "报送件").glob("*.xlsx")
    text = read_public_text((mailbox / "本单位.公钥.txt").read_text("utf-8-sig"))
    unit = open_file(path).evaluation.unit
    registry = Registry((new_entry(unit.code or unit.name, text.key, datetime.date(2025, 1, 1)),))
    assert verify(path, registry).status.value == "valid"


def test_the_report_in_word_is_written_on_a_county_pc_as_here(wine: Wine, python: str, mailbox: Path) -> None:
    """The libraries for Word and the template are in the bundle: every part as on this machine."""
    for sample in ("turpan-2024", "karamay-2024"):
        shutil.copyfile(SAMPLES / f"{sample}.json", mailbox / f"{sample}.json")
    names = ["turpan-2024.json", "karamay-2024.json"]
    done = wine.run(python, "-X", "utf8", "-m", "xladdin", "report", *names, "-o", "自评 报告.docx", cwd=mailbox)
    assert done.code == 0, done.output
    assert main(["report", *(str(mailbox / name) for name in names), "-o", str(mailbox / "这里.docx")]) == 0
    with zipfile.ZipFile(mailbox / "自评 报告.docx") as there, zipfile.ZipFile(mailbox / "这里.docx") as here:
        assert there.namelist() == here.namelist()
        assert all(there.read(name) == here.read(name) for name in here.namelist())


def test_neither_pandas_nor_numpy_is_loaded_on_a_county_pc(wine: Wine, python: str) -> None:
    script = "import sys, xladdin.excel.udf.functions, xlwings.udfs; print({'pandas', 'numpy'} & set(sys.modules))"
    done = wine.run(python, "-X", "utf8", "-c", script)
    assert (done.code, done.output.strip()) == (0, "set()")
