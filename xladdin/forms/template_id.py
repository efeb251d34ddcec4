"""Which template a workbook is, in which version: docProps/custom.xml says so, and 参数 repeats it."""

from __future__ import annotations

from xladdin import __version__
from xladdin.forms.family import Family
from xladdin.rules.profile import Profile

#: Name of the document property that says what kind of workbook it is.
KIND = "xladdin.kind"
#: Name of the document property that says for which year's goals it was made.
YEAR = "xladdin.year"
#: And the one that says what the rule profile held when it was made.
DIGEST = "xladdin.profile_digest"
#: Of a submission: the digest of its content (``model.content_digest``).
CONTENT = "xladdin.content_digest"
#: Kinds of workbooks: made from issued goals, blank, locked for handing in, consolidated from many.
ISSUED, BLANK, SUBMISSION, SUMMARY = "issued", "blank", "submission", "summary"


def properties(family: Family, profile: Profile, kind: str, year: int = 0) -> dict[str, str]:
    """What a reader asks first: whose template, which version, which rules, which kind of workbook."""
    made = {YEAR: str(year)} if year else {}
    return {
        "xladdin.template": family.template,
        "xladdin.template_version": str(family.version),
        "xladdin.profile": profile.id,
        DIGEST: profile.digest,
        KIND: kind,
        "xladdin.version": __version__,
        **made,
    }
