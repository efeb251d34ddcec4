"""Character data, exactly as an XML parser and Excel read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from xladdin.forms.package.edit.values import escape
from xladdin.forms.package.parts.texts import UnclearError, character_data, unescape


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a&amp;b &lt;c&gt; &quot;&apos;", "a&b <c> \"'"),
        ("&#20013;&#x56FD;&#x1F600;", "中国😀"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a_x000D_\nb", "a\nb"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x4E2D_", "中"),
        ("_xD83D__xDE00_", "😀"),
        ("同意_xD800_张", "同意_xD800_张"),
        ("_xDC00_", "_xDC00_"),
        ("_x12_ _x_ x", "_x12_ _x_ x"),
    ],
)
def test_a_text_reads_as_excel_shows_it(raw: str, text: str) -> None:
    assert unescape(raw.encode("utf-8")) == text


@pytest.mark.parametrize(
    "raw", [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"a\x01", b"a\0", b"a&b", b"a&nbsp;", b"&#0;", b"&#xD800;", b"&#x110000;", b"&;", b"\xef\xbf\xbf"]
)  # fmt: skip
def test_what_no_parser_reads_is_refused(raw: bytes) -> None:
    with pytest.raises(UnclearError):
        unescape(raw)
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(b"<a>" + raw + b"</a>")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_what_is_written_is_read_again(text: str) -> None:
    raw = escape(text).encode("utf-8")
    assert unescape(raw) == text.replace("\r\n", "\n")
    root = etree.fromstring(b"<a>" + raw + b"</a>")
    assert character_data(raw) == (root.text or "")
