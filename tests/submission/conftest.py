"""A submission of the smaller project, unsigned."""

from __future__ import annotations

import pytest

from tests.forms.conftest import sample
from xladdin.forms.package.archive import Archive
from xladdin.rules import profile as profiles
from xladdin.submission.seal.make import sealed


@pytest.fixture(scope="session")
def submission_archive() -> Archive:
    return sealed(sample("karamay-2024"), profiles.load("xinjiang-2024"))[0]


@pytest.fixture(scope="session")
def built_submission(submission_archive: Archive) -> bytes:
    return submission_archive.to_bytes()
