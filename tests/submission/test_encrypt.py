"""A password to open: at least eight signs, and only where the extra package is there."""

from __future__ import annotations

import io
import sys

import msoffcrypto
import pytest

from xladdin.errors import UserError
from xladdin.submission.encrypt import LEAST, encrypted


def test_the_file_opens_with_its_password_and_no_other(built_submission: bytes) -> None:
    assert LEAST == 8
    content = encrypted(built_submission, "八个字的口令够了")
    assert content[:2] != b"PK"
    file = msoffcrypto.OfficeFile(io.BytesIO(content))
    file.load_key(password="八个字的口令够了")
    out = io.BytesIO()
    file.decrypt(out)
    assert out.getvalue() == built_submission


def test_seven_signs_are_too_few(built_submission: bytes) -> None:
    with pytest.raises(UserError) as caught:
        encrypted(built_submission, "1234567")
    assert (caught.value.code, caught.value.facts) == ("passphrase-short", {"least": 8})


def test_without_the_package_the_user_is_told(built_submission: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "msoffcrypto.format.ooxml", None)
    with pytest.raises(UserError) as caught:
        encrypted(built_submission, "12345678")
    assert caught.value.code == "encrypt-extra"
