"""What an export signs and locks with: a unit's key, an Office certificate, a password to open the file."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from xladdin.submission.office_signature.certificate import Certificate


class Signing(NamedTuple):
    """
    key          signs the seal
    certificate  signs as Office does
    password     opens the file; empty: anybody can
    when         the time of signing, with time zone
    """

    key: Ed25519PrivateKey | None = None
    certificate: Certificate | None = None
    password: str = ""
    when: datetime.datetime | None = None

    @property
    def public(self) -> str:
        """The public key, 64 hex digits; empty without a key."""
        if self.key is None:
            return ""
        from xladdin.submission.keys.key_file import public_bytes

        return public_bytes(self.key).hex()


#: No signature, no password.
PLAIN = Signing()
