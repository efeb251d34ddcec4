"""Names of parts that need no pattern are names that the patterns take."""

from __future__ import annotations

import pytest

from xladdin.errors import UserError
from xladdin.forms.package.guard import part_lists


def test_what_all_our_workbooks_have_fits_both_lists() -> None:
    for part in part_lists._OURS:
        assert part_lists.BOOK_PARTS.fullmatch(part), part
        assert part_lists._SUBMISSION.fullmatch(part), part


def test_a_document_may_not_hold_what_workbooks_hold() -> None:
    with pytest.raises(UserError) as caught:
        part_lists.check_parts_known(
            ["xl/worksheets/sheet1.xml"], None, part_lists.DOCUMENT_PARTS, part_lists.DOCUMENT_ACTIVE
        )
    assert caught.value.code == "part-unknown"
