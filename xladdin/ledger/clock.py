"""Times of the ledger: kept in UTC, shown in local time."""

from __future__ import annotations

import datetime


def now() -> str:
    """ISO text, whole seconds, UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def shown(at: str) -> str:
    """``2025-03-12 17:40`` in the time of this place."""
    return f"{datetime.datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""


def day(at: str) -> str:
    """The local day, ISO text."""
    return datetime.datetime.fromisoformat(at).astimezone().date().isoformat() if at else ""
