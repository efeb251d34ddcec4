"""Names and headers from outside as they can be shown and stored: one line, no signs that steer terminals or turn text round."""

from __future__ import annotations

_LONGEST = 300


def shown_name(text: str) -> str:
    """``text`` with ``?`` for every sign that does not print, cut where it is too long to be a name."""
    found = "".join(sign if sign.isprintable() else "?" for sign in text[: 2 * _LONGEST])
    return found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…"
