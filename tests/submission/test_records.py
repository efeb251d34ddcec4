"""What was exported, verified or signed stays as it was said."""

from __future__ import annotations

import pytest

import xladdin.submission
from tests.support.records import is_frozen, records


@pytest.mark.parametrize("record", list(records(xladdin.submission)), ids=lambda record: record.__name__)
def test_a_record_cannot_be_changed(record: type) -> None:
    assert is_frozen(record)
