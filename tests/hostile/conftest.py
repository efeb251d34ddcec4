"""The files that are attacked: working books and submissions of both real projects."""

from __future__ import annotations

import pytest

from tests.forms.conftest import PROJECTS, sample
from xladdin.forms.build.workbook import build
from xladdin.rules import profile as profiles
from xladdin.submission.seal.make import sealed


@pytest.fixture(scope="session")
def sound() -> dict[tuple[str, str], bytes]:
    """(project, ``book`` or ``submission``) → content."""
    profile = profiles.load("xinjiang-2024")
    files: dict[tuple[str, str], bytes] = {}
    for name in PROJECTS:
        files[name, "book"] = build(sample(name), profile)
        files[name, "submission"] = sealed(sample(name), profile)[0].to_bytes()
    return files
