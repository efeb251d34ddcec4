"""Takes mails and archives apart: every workbook in them becomes a file of its own. Runs in the reading process.

What a mail or archive claims (names, sizes, senders) is only text. Nothing is written but files with names of ours into
the one folder that was given.
"""

from __future__ import annotations

import email
import email.policy
import email.utils
import io
import re
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

from xladdin.errors import UserError
from xladdin.forms.package.guard.limits import BOOK, MB
from xladdin.receiving.job import Answer, Unpacked
from xladdin.receiving.plain import shown_name

#: The largest mail or archive; entries in one, bytes of all of them unpacked, containers within containers.
LARGEST, MOST_ENTRIES, MOST_BYTES, DEEPEST = 60 * MB, 2_000, 200 * MB, 3
_STEP = 1 << 20
#: What may be a table of a unit, in whatever disguise; the rest of a mail (letters, pictures) is not looked at.
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ett", ".xltx", ".ods")
ARCHIVES, MAILS = (".zip",), (".eml",)
OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".msg")
#: Names of what a level hands on with its package.
PACKAGE_LIST = "上报清单.json"


def unpack(path: Path, name: str, into: Path) -> Answer:
    """The workbooks in a mail or archive, put into ``into``. Raises UserError for what is none."""
    content = path.read_bytes()
    if name.lower().endswith(MAILS):
        return _Unpacking(into).mail(content, name)
    return _Unpacking(into).archive(content, name)


class _Unpacking:
    """One container with all that it holds; counts over all depths."""

    def __init__(self, into: Path) -> None:
        self._into = into
        self._files: list[Unpacked] = []
        self._bytes = self._entries = 0
        self._package = ""

    def mail(self, content: bytes, name: str) -> Answer:
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        if not message.keys():
            raise UserError("mail-unreadable", file=name)
        self._mail(message, 1)
        if not self._files:
            raise UserError("container-empty", file=name, what="邮件")
        return Answer(
            files=tuple(self._files),
            sender=_address(message),
            subject=_header(message, "Subject"),
            message_id=_header(message, "Message-ID"),
            package=self._package,
        )

    def archive(self, content: bytes, name: str) -> Answer:
        self._archive(content, name, "", 1)
        if not self._files and not self._package:
            raise UserError("container-empty", file=name, what="压缩包")
        return Answer(files=tuple(self._files), package=self._package)

    def _mail(self, message: EmailMessage, depth: int) -> None:
        for part in message.walk():
            self._count()
            if part.is_multipart():
                continue
            name = _base(_file_name(part))
            if name.lower().endswith((*WORKBOOKS, *ARCHIVES, *MAILS, *OTHER_ARCHIVES)):
                content = part.get_payload(decode=True)
                self._take(name, content if isinstance(content, bytes) else b"", name, depth)

    def _archive(self, content: bytes, name: str, within: str, depth: int) -> None:
        try:
            package = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise UserError("container-damaged", file=name) from error
        with package:
            entries = [one for one in package.infolist() if not one.is_dir()]
            if any(one.filename == "[Content_Types].xml" for one in entries):  # a workbook under another name
                self._put(Path(name).with_suffix(".xlsx").name, content, within)
                return
            for entry in entries:
                self._count()
                shown = _entry_name(entry)
                inner = _base(shown)
                if inner == PACKAGE_LIST and depth == 1:
                    self._package = self._read(package, entry, 16 * MB).decode("utf-8", "replace")
                elif inner.lower().endswith((*WORKBOOKS, *ARCHIVES, *MAILS, *OTHER_ARCHIVES)) and not inner.startswith(
                    (".", "~$")
                ):
                    self._entry(package, entry, inner, f"{within}{shown}", depth)

    def _entry(self, package: zipfile.ZipFile, entry: zipfile.ZipInfo, inner: str, shown: str, depth: int) -> None:
        try:
            content = self._read(
                package, entry, LARGEST if inner.lower().endswith((*ARCHIVES, *MAILS)) else BOOK.file_bytes
            )
        except UserError as error:
            if error.code == "container-too-large":
                raise
            self._files.append(Unpacked(shown_name(shown), problem=f"{error.what}{error.remedy}"))
            return
        self._take(inner, content, shown, depth)

    def _take(self, name: str, content: bytes, shown: str, depth: int) -> None:
        """A workbook is put down, a container taken apart in its turn."""
        kind = name.lower()
        if kind.endswith(OTHER_ARCHIVES):
            self._files.append(Unpacked(shown_name(shown), problem=_said(UserError("container-kind"))))
        elif not kind.endswith((*ARCHIVES, *MAILS)):
            self._put(shown, content, "")
        elif depth >= DEEPEST:
            self._files.append(Unpacked(shown_name(shown), problem=_said(UserError("container-deep"))))
        elif kind.endswith(MAILS):
            inner = email.message_from_bytes(content, policy=email.policy.default)
            assert isinstance(inner, EmailMessage)
            self._mail(inner, depth + 1)
        else:
            try:
                self._archive(content, name, f"{shown}/", depth + 1)
            except UserError as error:
                if error.code == "container-too-large":
                    raise
                self._files.append(Unpacked(shown_name(shown), problem=_said(error)))

    def _read(self, package: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
        """The content, never more of it than allowed, whatever the directory states."""
        if entry.flag_bits & 1:
            raise UserError("container-password", file=entry.filename)
        content = b""
        try:
            with package.open(entry) as stream:
                while chunk := stream.read(_STEP):
                    content += chunk
                    self._bytes += len(chunk)
                    if self._bytes > MOST_BYTES:
                        raise UserError("container-too-large", limit=f"{MOST_BYTES // MB} MB")
                    if len(content) > most:
                        raise UserError("file-too-large", limit=f"{most // MB} MB")
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
            raise UserError("container-damaged") from error
        return content

    def _put(self, name: str, content: bytes, within: str) -> None:
        path = self._into / f"{len(self._files)}"
        path.write_bytes(content)
        self._files.append(Unpacked(shown_name(f"{within}{name}"), path=str(path)))

    def _count(self) -> None:
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            raise UserError("container-too-large", limit=f"{MOST_ENTRIES} 个文件")


def _said(error: UserError) -> str:
    return f"{error.what}{error.remedy}"


def _file_name(part: EmailMessage) -> str:
    try:
        return str(part.get_filename() or "")
    except Exception:  # the parser of headers gives up in many ways
        return ""


def _header(message: EmailMessage, name: str) -> str:
    try:
        text = str(message.get(name) or "")
    except Exception:
        return ""
    return shown_name(" ".join(text.split()))


def _address(message: EmailMessage) -> str:
    """Where an answer goes: the address of Reply-To, else of From; empty where it is none."""
    for name in ("Reply-To", "From"):
        address = email.utils.parseaddr(_header(message, name))[1]
        if re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", address):
            return address
    return ""


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in its own code page and does not say so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _base(name: str) -> str:
    return re.split(r"[\\/]", "".join(sign for sign in name if sign.isprintable()))[-1]
