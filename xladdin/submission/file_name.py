"""File names of submissions: ``<单位代码|单位>_<项目编码|项目名>_<年度>_v<版本>.xlsx``, safe on Windows and in mails."""

from __future__ import annotations

import re
import unicodedata

from xladdin.model.evaluation import Evaluation

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?=$|[ ._])")
#: Longest part of a name: a path on Windows holds 260 characters in all, a name on Linux 255 bytes (UTF-8).
_LONGEST, _MOST_BYTES = 60, 110


def safe(text: str) -> str:
    """A name part without what Windows forbids; never empty."""
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")  # marks that turn or hide what follows
    text = _UNSAFE.sub("-", text.strip()).replace("_", "-").strip(" .-")[:_LONGEST]
    text = text.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore").strip(" .-")
    text = f"-{text}" if _RESERVED.match(text) else text
    return text or "未填"


def submission_name(evaluation: Evaluation) -> str:
    """Name of the submission file, from codes where there are some, else from names."""
    unit = evaluation.unit.code or evaluation.unit.name or evaluation.project.fund_user
    project = evaluation.project.code or evaluation.project.name
    return f"{safe(unit)}_{safe(project)}_{evaluation.year}_v{evaluation.version}.xlsx"
