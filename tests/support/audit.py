"""openxml-audit: would Microsoft Office open this package without offering a repair? (Models the Open XML SDK.)"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from openxml_audit import OpenXmlValidator


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator(max_errors=0)


def package_findings(path: Path | str) -> list[str]:
    """Errors and warnings, one line each: severity, part, place, text."""
    result = _validator().validate(str(path))
    return [
        f"{error.severity.value} {error.part_uri} {error.path or error.node}: {error.description}"
        for error in result.errors
    ]


def assert_package_clean(path: Path | str) -> None:
    """Fail with every finding when the validator has any, errors and warnings alike."""
    findings = package_findings(path)
    assert not findings, f"{Path(path).name}: {len(findings)} findings\n" + "\n".join(findings)
