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

#: Why a signed file goes back whose key the registry does not have.
STRANGE_KEY = "key-not-registered"

#: Why a file was not taken, where the file itself may be sound: it is judged anew when it comes again.
PASSING = frozenset(("worker-died", STRANGE_KEY, "not-expected", "profile-here", "registry-not-given"))


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
    signed: bool = False


def against_known(wanted: Outcome, version: int, content: str, known: Sequence[Known], *, signed: bool) -> Outcome:
    """``wanted`` is what the file would get by itself; versions only go up, and one version says one thing.

    signed  with the unit's registered key: only what is signed as well counts against it. Refused files and those of
            strange keys never count. Whoever sends a forged version 9 must not lock the unit out.
    """
    if wanted.state is State.REFUSED or wanted.code == STRANGE_KEY:
        return wanted
    counted = [
        one
        for one in known
        if one.state != State.REFUSED.value and one.code != STRANGE_KEY and (one.signed or not signed)
    ]
    if not counted:
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
        return Outcome(State.DUPLICATE, "same-content", f"第 {version} 版已收到，内容相同。")
    if same and wanted.state is not State.RETURNED:
        return Outcome(
            State.RETURNED,
            "same-version",
            f"已收到过第 {version} 版，内容不同，分不清以哪份为准。",
            "请在“填报说明”把报送版本加 1 后重新导出。",
        )
    after_signed = wanted.state is State.UNSIGNED and any(one.signed and one.state in STANDING for one in counted)
    if after_signed and wanted.code == "unknown-key":
        return Outcome(
            State.REFUSED,
            "registry-not-given",
            "此前核对过该单位的签名，这次没有登记簿，不能确认是谁签的。",
            "请加 --registry 登记簿.json 重新接收。",
        )
    if after_signed:
        return Outcome(
            State.RETURNED,
            "unsigned-after-signed",
            "此前收到的是签名件，这一份没有有效签名，不能替代它。",
            "请用本单位的密钥签名后重新导出报送。",
        )
    return wanted
