"""A real mail server on this machine: STARTTLS with a certificate of its own issuer, login, a folder a recipient."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "jixiao", "correct horse"


class MailServer:
    """``with MailServer(folder) as server``: ``settings(sender)`` writes an smtp.toml, ``box(address)`` lists what came."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._certificate, self._key = folder / "server.pem", folder / "server.key"
        _certificate(self._certificate, self._key)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self._certificate, self._key)
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=_free_port(),
            tls_context=context,
            require_starttls=True,
            auth_required=True,
            authenticator=_authenticate,
            data_size_limit=64 << 20,
        )

    def __enter__(self) -> MailServer:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    async def handle_RCPT(
        self, server: object, session: Session, envelope: Envelope, address: str, options: object
    ) -> str:
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: object, session: Session, envelope: Envelope) -> str:
        for address in envelope.rcpt_tos:
            box = self.folder / address
            box.mkdir(exist_ok=True)
            assert isinstance(envelope.content, bytes)
            (box / f"{len(list(box.iterdir())):03d}.eml").write_bytes(envelope.content)
        return "250 OK"

    def box(self, address: str) -> list[Path]:
        return sorted((self.folder / address).glob("*.eml"))

    def settings(self, sender: str, **changes: object) -> Path:
        """An smtp.toml for ``sender``."""
        values = {"host": "127.0.0.1", "port": self.port, "user": USER, "password": PASSWORD, "sender": sender}
        values |= {"ca": str(self._certificate), **changes}
        lines = [
            f"{key} = {value}" if isinstance(value, int) else f'{key} = "{value}"' for key, value in values.items()
        ]
        path = self.folder / f"smtp-{len(list(self.folder.glob('smtp-*')))}.toml"
        path.write_text("\n".join(lines), "utf-8")
        path.chmod(0o600)
        return path


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _authenticate(server: object, session: object, envelope: object, mechanism: str, data: object) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=not good if good else False)


def _certificate(certificate: Path, key_file: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
