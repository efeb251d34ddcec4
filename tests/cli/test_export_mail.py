"""``export --mail``: the draft lies beside the submission, and the text to copy is printed."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_the_draft_is_written_and_its_text_printed(run: Run, karamay: Path, tmp_path: Path) -> None:
    ran = run("export", karamay, "-o", tmp_path / "out", "--mail", "sheng@example.cn, shi@example.cn")
    assert ran.code == 0
    (submission,) = (tmp_path / "out").glob("*.xlsx")
    message = email.message_from_bytes(submission.with_suffix(".eml").read_bytes(), policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "sheng@example.cn, shi@example.cn"
    (attachment,) = message.iter_attachments()
    assert attachment.get_content() == submission.read_bytes()
    assert attachment.get_filename() == submission.name
    assert f"主题：{message['Subject']}\n\n" in ran.out
    assert message.get_body().get_content().replace("\r\n", "\n").rstrip("\n") in ran.out


def test_without_the_option_there_is_no_draft(run: Run, karamay: Path, tmp_path: Path) -> None:
    assert "邮件" not in run("export", karamay, "-o", tmp_path / "out").out
    assert not list((tmp_path / "out").glob("*.eml"))


@pytest.mark.parametrize("address", ["张三", "a@b", "a@example.cn;b"])
def test_a_slip_in_an_address_is_told_before_anything_is_written(
    run: Run, karamay: Path, tmp_path: Path, address: str
) -> None:
    ran = run("export", karamay, "-o", tmp_path / "out", "--mail", address)
    assert (ran.code, ran.out) == (2, "")
    assert "不是可用的邮箱地址" in ran.err
    assert not (tmp_path / "out").exists()
