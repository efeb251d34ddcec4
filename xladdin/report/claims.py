"""The list of claims that a report carries in ``customXml``: path → printed text, and the template's own lines around the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.xml import parse

NAMESPACE = "urn:xladdin:report:1"


class Claims(NamedTuple):
    """before, after: texts of the paragraphs that the template has before and behind the report; public: made for the public."""

    figures: Mapping[str, str]
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    public: bool = False


def claims_xml(claims: Claims) -> bytes:
    figures = "".join(f"<claim path={quoteattr(path)}>{escape(text)}</claim>" for path, text in claims.figures.items())
    frame = "".join(f"<before>{escape(text)}</before>" for text in claims.before)
    frame += "".join(f"<after>{escape(text)}</after>" for text in claims.after)
    public = ' public="1"' if claims.public else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><claims xmlns="{NAMESPACE}"{public}>{figures}{frame}</claims>'
    ).encode()


def read_claims(archive: Archive) -> Claims | None:
    """The list in a report; None where there is none."""
    for name in archive:
        if (
            not name.startswith("customXml/item")
            or not name.endswith(".xml")
            or NAMESPACE.encode() not in archive[name]
        ):
            continue
        root = parse(archive[name], file=archive.name)
        if root.tag != f"{{{NAMESPACE}}}claims":  # the properties of the list name it too, and may come first
            continue
        found: dict[str, list[tuple[str, str]]] = {"claim": [], "before": [], "after": []}
        for child in root:
            kind = str(child.tag).rpartition("}")[2]
            if kind in found:
                found[kind].append((child.get("path", ""), child.text or ""))
        before, after = ([text for _, text in found[kind]] for kind in ("before", "after"))
        return Claims(dict(found["claim"]), before, after, root.get("public") == "1")
    return None
