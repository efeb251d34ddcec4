"""What verifying can find, the graver first: where several hold, the gravest is said."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Status(Enum):
    """``value`` is the word of ``verify --json``; ``title`` what people read."""

    REFUSED = "refused"
    TAMPERED = "tampered"
    REVOKED = "revoked"
    UNKNOWN_KEY = "unknown-key"
    REPLAYED = "replayed"
    RESAVED = "resaved"
    UNSIGNED = "unsigned"
    VALID = "valid"

    @property
    def title(self) -> str:
        return _TITLES[self]


_TITLES = {
    Status.REFUSED: "拒绝打开",
    Status.TAMPERED: "内容已被改动",
    Status.REVOKED: "密钥已吊销",
    Status.UNKNOWN_KEY: "签名未经登记",
    Status.REPLAYED: "已被新版本取代",
    Status.RESAVED: "被别的程序另存过",
    Status.UNSIGNED: "未签名",
    Status.VALID: "有效",
}


class Verdict(NamedTuple):
    """
    reason            one or more Chinese sentences
    unit … signed_at  as the manifest states them; empty or 0 where it could not be read
    office_signature  None without one; else who signed, by which certificate, and whether it holds
    """

    status: Status
    reason: str
    unit: str = ""
    project: str = ""
    year: int = 0
    version: int = 0
    digest: str = ""
    signed_at: str = ""
    office_signature: dict[str, object] | None = None

    def as_json(self) -> dict[str, object]:
        """As ``verify --json`` has it."""
        return {**self._asdict(), "status": self.status.value}
