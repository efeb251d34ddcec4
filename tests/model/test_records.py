"""What was read once stays as it was read: records are shared between caches, checks and threads."""

from __future__ import annotations

import pytest

import xladdin.model
from tests.support.records import is_frozen, records


@pytest.mark.parametrize("record", list(records(xladdin.model)), ids=lambda record: record.__name__)
def test_a_record_cannot_be_changed(record: type) -> None:
    assert is_frozen(record)
