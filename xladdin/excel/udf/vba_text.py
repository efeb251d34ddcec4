r"""Text for VBA sources, which are ASCII: a project is stored in one code page and would turn the rest into ``?``.

Other characters travel as ``\uXXXX`` in a literal that the add-in's ``JxDecode`` reads at run time.
"""

from __future__ import annotations

LINE_LIMIT = 1023
"""Longest line the VBA editor keeps [Microsoft: "Line too long"]."""
CONTINUATION_LIMIT = 24
"""Most line continuations in one statement [Microsoft: "Too many line continuations"]."""


def literal(text: str) -> str:
    """VBA expression whose value is ``text``; one line."""
    if "\n" in text or "\r" in text:
        raise ValueError(f"a VBA literal is one line: {text!r}")
    quoted = _escape(text).replace('"', '""')
    return f'"{quoted}"' if text.isascii() and "\\" not in text else f'JxDecode("{quoted}")'


def _escape(text: str) -> str:
    units = text.encode("utf-16-be")
    codes = (int.from_bytes(units[i : i + 2]) for i in range(0, len(units), 2))
    return "".join(chr(code) if code < 0x80 and code != 0x5C else f"\\u{code:04X}" for code in codes)


def check_source(name: str, source: str) -> None:
    """Raise ValueError unless the VBA editor would take ``source`` as it stands."""
    continued = 0
    for number, line in enumerate(source.splitlines(), 1):
        if not line.isascii():
            raise ValueError(f"{name}, line {number}: VBA sources are ASCII: {line!r}")
        if len(line) > LINE_LIMIT:
            raise ValueError(f"{name}, line {number}: {len(line)} characters, the editor keeps {LINE_LIMIT}")
        continued = continued + 1 if line.endswith(" _") else 0
        if continued > CONTINUATION_LIMIT:
            raise ValueError(f"{name}, line {number}: more than {CONTINUATION_LIMIT} continued lines")
