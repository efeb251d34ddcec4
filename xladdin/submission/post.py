"""Sends a mail by SMTP: encrypted, with the login of a settings file. Never a password among the arguments.

``smtp.toml``: host, port (587), security (``starttls`` or ``tls``), user, password, sender (``审核处 <a@example.cn>``), ca (a file
with the certificate of an office's own issuer). The password may come from the environment variable instead.
"""

from __future__ import annotations

import datetime
import email.utils
import hashlib
import os
import smtplib
import ssl
import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from xladdin.disk.bounded import read_bounded
from xladdin.disk.causes import cause_of
from xladdin.disk.settings import settings_folder
from xladdin.errors import UserError
from xladdin.submission.mail import UNSENT, addresses

PASSWORD_VARIABLE = "XLADDIN_SMTP_PASSWORD"
_LARGEST = 1 << 16
#: Seconds that a server may take for one answer.
_PATIENCE = 30.0


class Server(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who carries the mails. ``sender`` is an address, with a name or without; the login may be empty."""

    host: str
    sender: str
    port: int = 587
    security: Literal["starttls", "tls"] = "starttls"
    user: str = ""
    password: str = ""
    ca: str = ""

    @property
    def address(self) -> str:
        return email.utils.parseaddr(self.sender)[1]


def usual_place() -> Path:
    """Where the settings lie when no file is named."""
    return settings_folder() / "smtp.toml"


def load_server(path: Path | None = None) -> Server:
    """Raises UserError mail-config for a file that is missing, wrong, or readable by others."""
    path = path or usual_place()
    try:
        server = msgspec.convert(tomllib.loads(read_bounded(path, _LARGEST).decode("utf-8-sig")), Server)
        mode = path.stat().st_mode
    except UserError as error:
        raise UserError("mail-config", file=path, cause=error.what.rstrip("。")) from error
    except OSError as error:
        raise UserError("mail-config", file=path, cause=cause_of(error)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("mail-config", file=path, cause="不是有效的 TOML 文件") from error
    except msgspec.ValidationError as error:
        raise UserError("mail-config", file=path, cause=_chinese(str(error))) from error
    if server.password and os.name != "nt" and mode & 0o077:
        raise UserError("mail-config", file=path, cause="里面有口令，却能被别人读取，请运行 chmod 600")
    try:
        if addresses(server.address) != [server.address]:
            raise UserError("mail-address", address=server.sender)
    except UserError as error:
        raise UserError("mail-config", file=path, cause=f"sender“{server.sender}”不是邮箱地址") from error
    return server


def sendable(draft: bytes, server: Server, when: datetime.datetime) -> bytes:
    """The draft with From, Date and Message-ID in the place of the mark of a draft."""
    name, address = email.utils.parseaddr(server.sender)
    identity = hashlib.sha256(draft + when.isoformat().encode()).hexdigest()[:32]
    head = [
        f"From: {email.utils.formataddr((name, address), 'utf-8')}",
        f"Date: {email.utils.format_datetime(when)}",
        f"Message-ID: <{identity}@{address.rpartition('@')[2]}>",
    ]
    return "\r\n".join(head).encode("ascii") + draft.removeprefix(UNSENT.encode("ascii"))


def send(server: Server, draft: bytes, to: str) -> None:
    """Send a draft to ``to`` (addresses as ``mail.addresses`` reads them). Raises UserError mail-send: nothing was sent."""
    message = sendable(draft, server, datetime.datetime.now().astimezone())
    try:
        context = ssl.create_default_context(cafile=server.ca or None)
        if server.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)
        with connection:
            if server.security == "starttls":
                connection.starttls(context=context)
            if server.user:
                connection.login(server.user, server.password or os.environ.get(PASSWORD_VARIABLE, ""))
            refused = connection.sendmail(server.address, addresses(to), message)
    except (smtplib.SMTPException, OSError) as error:
        raise UserError("mail-send", to=to, cause=_cause(error)) from error
    if refused:
        raise UserError("mail-send", to="、".join(refused), cause="服务器不接受其中的收件地址")


def _cause(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "用户名或口令不对"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "服务器不接受收件地址"
    if isinstance(error, smtplib.SMTPSenderRefused):
        return "服务器不接受发件地址"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "服务器不支持加密连接"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "服务器的证书不可信；本单位自签的，请在设置里用 ca 写明证书文件"
    if isinstance(error, smtplib.SMTPDataError):
        return f"服务器拒收（{error.smtp_code}）"
    return "连接不上服务器" if isinstance(error, OSError) else "服务器没有按规矩回答"


def _chinese(said: str) -> str:
    """msgspec's sentence about a key of the file."""
    words = {"host": "host", "sender": "sender", "port": "port", "security": "security"}
    key = next((word for word in words if f"`{word}`" in said or f"$.{word}" in said), "")
    return f"“{key}”没有写或写错了" if key else "有不认识的内容"
