"""In which state a file ends: decided once, from what was found in it and what the ledger holds already."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple


class State(Enum):
    """``value`` is the word of ``receive --json`` and of the ledger."""

    RECEIVED = "已接收"
    UNSIGNED = "未签章"
    RETURNED = "退回"
    DUPLICATE = "重复"
    REPLACED = "被替代"
    REFUSED = "拒收"


#: A file in one of these counts: it is added up, approved and handed on.
STANDING = (State.RECEIVED.value, State.UNSIGNED.value)

#: Why a file was not taken, where the file itself may be sound: it is judged anew when it comes again.
PASSING = frozenset(("worker-died", "key-not-registered", "not-expected", "profile-here"))


class Outcome(NamedTuple):
    """``code`` names the reason for programs; ``reason`` and ``remedy`` are Chinese sentences, may be empty."""

    state: State
    code: str = ""
    reason: str = ""
    remedy: str = ""


class Known(NamedTuple):
    """A file of the same matter that the ledger holds."""

    digest: str
    state: str
    version: int
    content_digest: str
    code: str


def against_known(wanted: Outcome, version: int, content: str, known: Sequence[Known]) -> Outcome:
    """``wanted`` is what the file would get by itself; versions only go up, and one version says one thing.

    Files that were refused do not count: whoever sends a forged version 9 must not lock the unit out.
    """
    counted = [one for one in known if one.state != State.REFUSED.value]
    if wanted.state is State.REFUSED or not counted:
        return wanted
    latest = max(one.version for one in counted)
    if version < latest:
        return Outcome(
            State.REFUSED,
            "replayed",
            f"已收到第 {latest} 版，这是第 {version} 版，旧版不再接收。",
            "确需改回的，请在“填报说明”把报送版本加 1 后重新导出。",
        )
    same = [one for one in counted if one.version == version]
    if any(one.content_digest == content for one in same):
        upgrade = wanted.state is State.RECEIVED and all(one.state != State.RECEIVED.value for one in same)
        return wanted if upgrade else Outcome(State.DUPLICATE, "same-content", f"第 {version} 版已收到，内容相同。")
    if same and wanted.state is not State.RETURNED:
        return Outcome(
            State.RETURNED,
            "same-version",
            f"已收到过第 {version} 版，内容不同，分不清以哪份为准。",
            "请在“填报说明”把报送版本加 1 后重新导出。",
        )
    return wanted
