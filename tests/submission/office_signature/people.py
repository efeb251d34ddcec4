"""Signers made up for the tests: self-made certificates, as an office without a certificate authority would have."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from xladdin.submission.office_signature.certificate import Certificate, PrivateKey

WHEN = datetime.datetime(2025, 3, 12, 1, 2, 3, tzinfo=datetime.UTC)

Kind = Literal["rsa", "ec", "weak"]


@cache
def certificate(kind: Kind, name: str = "测试县自然资源局") -> Certificate:
    """A certificate of that kind; each name has a key of its own."""
    key: PrivateKey = (
        ec.generate_private_key(ec.SECP256R1())
        if kind == "ec"
        else rsa.generate_private_key(65537, 3072 if kind == "rsa" else 1024)
    )
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    own = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(20250312)
        .not_valid_before(WHEN - datetime.timedelta(days=1))
        .not_valid_after(WHEN + datetime.timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    return Certificate(key, own, ())


def p12(kind: Kind, passphrase: str) -> bytes:
    """The same as a PKCS #12 file."""
    signer = certificate(kind)
    encryption = serialization.BestAvailableEncryption(passphrase.encode("utf-8"))
    return pkcs12.serialize_key_and_certificates(b"xladdin", signer.key, signer.own, None, encryption)
