"""The reviewer's remarks that lie beside the open workbook: 校验 shows them with what was mended since."""

from __future__ import annotations

from pathlib import Path

from xladdin.checks.runner import CheckReport
from xladdin.errors import UserError
from xladdin.forms.read.reader import ReadBook

#: How the files begin that answers are saved as, and how many are looked at, the newest first.
_BEGINNING, _ENDINGS, _MOST = "退回", (".eml", ".json"), 20


def with_remarks_beside(report: CheckReport, book: ReadBook, full_name: str) -> tuple[CheckReport, str]:
    """The review with the remarks of the newest answer to this project, and a sentence about them; else as it is.

    full_name  of the workbook, a path or an address on the net, where nothing lies beside it
    """
    for path in _answers(full_name):
        from xladdin.submission.returned import mended, read_returned, with_remarks

        try:
            found = mended(read_returned(path), book.evaluation, report, book.places, path.name)
        except UserError:  # of another project, or no answer at all
            continue
        left = sum(one.is_open for one in found)
        said = f"上级退回意见（{path.name}）{len(found)} 条，已改正 {len(found) - left} 条，还有 {left} 条。"
        return with_remarks(report, found), said
    return report, ""


def _answers(full_name: str) -> list[Path]:
    try:
        found = [
            (path.stat().st_mtime, path)
            for path in Path(full_name).parent.iterdir()
            if path.name.startswith(_BEGINNING) and path.suffix.lower() in _ENDINGS
        ]
    except (OSError, ValueError):
        return []
    return [path for _, path in sorted(found, reverse=True)[:_MOST]]
