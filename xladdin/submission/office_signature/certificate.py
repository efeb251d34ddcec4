"""The certificate a signer signs with: private key and certificates from a PKCS #12 file (.p12, .pfx)."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import pkcs12

from xladdin.disk.bounded import read_bounded
from xladdin.errors import UserError
from xladdin.submission.office_signature.algorithms import ECDSA_SHA256, RSA_SHA256

#: Bits of the weakest RSA key that signs.
LEAST_RSA = 2048
_LARGEST = 1 << 20

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class Certificate(NamedTuple):
    """A private key, its certificate, and the certificates above it."""

    key: PrivateKey
    own: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def algorithm(self) -> str:
        return RSA_SHA256 if isinstance(self.key, rsa.RSAPrivateKey) else ECDSA_SHA256

    def sign(self, content: bytes) -> bytes:
        """The signature value as XML-DSig writes it: PKCS #1 for RSA, r ‖ s for elliptic curves (RFC 4050, 3.3)."""
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(content, padding.PKCS1v15(), hashes.SHA256())
        r, s = utils.decode_dss_signature(self.key.sign(content, ec.ECDSA(hashes.SHA256())))
        size = (self.key.key_size + 7) // 8
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def load_certificate(path: Path, passphrase: str) -> Certificate:
    """Read a PKCS #12 file.

    Raises UserError: file-missing, file-too-large, certificate-unreadable (also for a wrong passphrase), certificate-weak.
    """
    try:
        content = read_bounded(path, _LARGEST)
        key, own, chain = pkcs12.load_key_and_certificates(content, passphrase.encode("utf-8") or None)
    except OSError as error:
        raise UserError("certificate-unreadable", file=path, cause="打不开这个文件") from error
    except ValueError as error:
        raise UserError("certificate-unreadable", file=path, cause="口令不对，或不是 .p12/.pfx 证书文件") from error
    if own is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise UserError("certificate-unreadable", file=path, cause="其中没有可用于签名的私钥和证书")
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < LEAST_RSA:
        raise UserError("certificate-weak", file=path, bits=key.key_size, least=LEAST_RSA)
    return Certificate(key, own, tuple(chain))


def verifies(certificate: x509.Certificate, algorithm: str, value: bytes, content: bytes) -> bool:
    """Whether ``value`` is the certificate's signature of ``content``; False also for any other algorithm or key."""
    from cryptography.exceptions import InvalidSignature

    key = certificate.public_key()
    try:
        if algorithm == RSA_SHA256 and isinstance(key, rsa.RSAPublicKey) and key.key_size >= LEAST_RSA:
            key.verify(value, content, padding.PKCS1v15(), hashes.SHA256())
            return True
        if algorithm == ECDSA_SHA256 and isinstance(key, ec.EllipticCurvePublicKey):
            half = (key.key_size + 7) // 8
            if len(value) != 2 * half:
                return False
            r, s = int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big")
            key.verify(utils.encode_dss_signature(r, s), content, ec.ECDSA(hashes.SHA256()))
            return True
    except (InvalidSignature, ValueError):
        return False
    return False
