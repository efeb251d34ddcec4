"""Verify a submission: the guard, the seal over every part, the signature against the registry."""

from __future__ import annotations

import datetime
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.forms.template_id import DIGEST, SUBMISSION
from xladdin.model import project_json
from xladdin.rules import profile as profiles
from xladdin.submission.office_signature.parts import FOLDER
from xladdin.submission.seal import item
from xladdin.submission.seal.parts import digests, dressed
from xladdin.submission.verify import contents
from xladdin.submission.verify.stated import Stated, stated_in
from xladdin.submission.verify.verdict import Status, Verdict

if TYPE_CHECKING:
    from xladdin.submission.keys.registry import Registry

#: How our own files name the program that wrote them (docProps/app.xml).
_OURS = b"<Application>xladdin</Application>"


def verify(path: Path, registry: Registry | None = None, received: datetime.datetime | None = None) -> Verdict:
    """The verdict on a file.

    registry  keys that count; without one a signature is unknown
    received  when the file came in (now by default): revocation goes by it
    """
    try:
        archive = Archive.read(path, allow_open=True)
        return verify_archive(archive, registry, received)
    except UserError as error:
        return Verdict(Status.REFUSED, error.line())


def verify_archive(
    archive: Archive, registry: Registry | None = None, received: datetime.datetime | None = None
) -> Verdict:
    """The same for a package that has passed the guard. Raises UserError as reading does."""
    if custom_properties(archive).get("xladdin.kind") != SUBMISSION and not item.is_there(archive):
        return Verdict(Status.REFUSED, "这不是报送件。请对导出的报送件运行，自评工作簿不必验证。")
    if item.PART not in archive:
        return _without_seal(archive)
    try:
        seal = item.seal_of(archive)
        stated = stated_in(seal.model)
    except (ValueError, UserError):
        return Verdict(Status.TAMPERED, "封签不完整或被改动，不能确认内容是否原样。")
    return _Check(archive, seal, stated).verdict(registry, received or datetime.datetime.now(datetime.UTC))


class _Check:
    """One sealed file; each step gives a verdict or None to go on, the graver first."""

    def __init__(self, archive: Archive, seal: item.Seal, stated: Stated) -> None:
        self.archive, self.seal, self.stated = archive, seal, stated
        self.office: dict[str, object] | None = None

    def verdict(self, registry: Registry | None, received: datetime.datetime) -> Verdict:
        broken = self._manifest()
        if broken:
            return self._say(Status.TAMPERED, broken)
        state = self._parts()
        if state is not None and state.status is Status.TAMPERED:
            return state
        if any(name.startswith(FOLDER) for name in self.archive):
            problem = self._office_signature()
            if problem and state is None:
                return self._say(Status.TAMPERED, f"Office 签名无效：{problem}。")
        signer = self._signer(registry, received) if self.seal.key else None
        if signer is not None:
            return signer
        if state is not None:
            return state
        if not self.seal.key:
            return self._unsigned()
        return self._say(Status.VALID, "内容与签名时一致，密钥已登记。")

    def _say(self, status: Status, reason: str) -> Verdict:
        stated = self.seal.manifest
        return Verdict(
            status,
            reason,
            stated.unit,
            stated.project,
            stated.year,
            stated.version,
            stated.content_digest,
            stated.signed_at,
            self.office,
        )

    def _manifest(self) -> str:
        """What is wrong with the seal itself: it must say of the model what the model says."""
        stated, model = self.seal.manifest, self.stated
        if hashlib.sha256(self.seal.model).hexdigest() != stated.content_digest:
            return "封签中的内容与它的摘要不符，文件被改动过。"
        said = (stated.unit, stated.project, stated.year, stated.version, stated.profile)
        if said != (model.unit.said, model.project.said, model.year, model.version, model.profile):
            return "封签所写的单位、项目、年度、版本或评分规则与内容不符，文件被改动过。"
        if self.seal.key:
            from xladdin.submission.keys.key_file import verifies

            if not verifies(bytes.fromhex(self.seal.key), self.seal.signature, stated.statement()):
                return "签名与封签不符，文件被改动过。"
        return ""

    def _parts(self) -> Verdict | None:
        """None when every part is what the manifest says; else tampered, or resaved when every cell is the same."""
        if digests(self.archive) == self.seal.manifest.parts and dressed(self.archive):
            return None
        try:
            wanted = self._built_anew()
        except UserError:
            return self._say(Status.TAMPERED, "文件的组成部分与封签不符。")
        changed = contents.readable(self.archive, wanted)
        if changed is None:
            return self._say(Status.TAMPERED, "文件的组成部分与封签不符，表格已不能辨认。")
        if changed:
            return self._say(Status.TAMPERED, f"导出后被改动：{contents.said(changed)}。")
        if _OURS in self.archive.get("docProps/app.xml", b""):
            return self._say(Status.TAMPERED, "数值未变，但文件的格式、保护或其他部分与封签不符。")
        return self._say(Status.RESAVED, "数值与封签一致，但文件被别的程序另存过，封签不再有效。请报送单位重发原件。")

    def _built_anew(self) -> Archive:
        """What export writes for the seal's content. Raises UserError where that is no project or its rules are unknown."""
        return _built(self.seal.model, str(custom_properties(self.archive).get(DIGEST, "")))

    def _office_signature(self) -> str:
        from xladdin.submission.office_signature.verify import office_signature

        found = office_signature(self.archive)
        assert found is not None  # there are parts of one
        self.office = {
            "valid": found.valid,
            "signer": found.signer,
            "fingerprint": found.fingerprint,
            "time": found.time,
        }
        return "；".join(found.problems[:3])

    def _signer(self, registry: Registry | None, received: datetime.datetime) -> Verdict | None:
        """Whose key it is, by the registry."""
        from xladdin.submission.keys.spoken import fingerprint, short_fingerprint

        full = fingerprint(bytes.fromhex(self.seal.key))
        shown, unit = short_fingerprint(full), self.seal.manifest.unit
        if registry is None:
            return self._say(Status.UNKNOWN_KEY, f"没有提供密钥登记簿，不能确认签名人（指纹 {shown}）。")
        entry = registry.by_fingerprint(full)
        if entry is None:
            return self._say(Status.UNKNOWN_KEY, f"登记簿中没有这个密钥（指纹 {shown}），不能确认是“{unit}”签的。")
        if not entry.is_for(unit):
            return self._say(Status.UNKNOWN_KEY, f"密钥登记给“{entry.unit}”，报送件写的单位是“{unit}”。")
        if not entry.counts(received):
            why = "已吊销" if entry.revoked_at is not None and received >= entry.revoked_at else "不在有效期内"
            return self._say(Status.REVOKED, f"“{entry.unit}”的密钥（指纹 {shown}）在收到文件时{why}。")
        return None

    def _unsigned(self) -> Verdict:
        """An unsigned manifest can be written by anybody: the file is compared with one that is built anew."""
        wanted = self._built_anew()
        if digests(wanted) == self.seal.manifest.parts:
            return self._say(Status.UNSIGNED, "内容与封签一致，但没有签名，不能确认是谁填报的。")
        changed = contents.readable(self.archive, wanted)
        if changed:
            return self._say(Status.TAMPERED, f"数值与封签中的内容不符：{contents.said(changed)}。")
        here, ours = (custom_properties(one).get("xladdin.version") for one in (self.archive, wanted))
        if changed is None or here == ours:
            return self._say(Status.TAMPERED, "数值未变，但文件的格式、保护或其他部分与导出时不同。")
        return self._say(Status.UNSIGNED, f"数值与封签一致（由 {here} 版程序导出），但没有签名，不能确认是谁填报的。")


@lru_cache(maxsize=4)
def _built(model: bytes, rules: str) -> Archive:
    """Of several files that say the same only the first is built; ``rules`` is the digest of its rule profile."""
    from xladdin.submission.seal.bare_book import bare_book  # the writer of workbooks: only where one is built

    evaluation = project_json.decode(model, "")
    return bare_book(evaluation, profiles.of_file(evaluation.profile, "", rules))[0]


def _without_seal(archive: Archive) -> Verdict:
    """A file that claims to be a submission and has no seal: is it at least what it says it was?"""
    from xladdin.forms.read.package_grid import PackageGrid
    from xladdin.forms.read.reader import read
    from xladdin.submission.seal.bare_book import bare_book, project_of, unit_of

    stated = custom_properties(archive)
    digest = str(stated.get("xladdin.content_digest", ""))
    try:
        evaluation = read(PackageGrid(archive)).evaluation
        wanted, found = bare_book(evaluation, profiles.of_file(evaluation.profile, "", str(stated.get(DIGEST, ""))))
    except UserError as error:
        return Verdict(Status.TAMPERED, f"封签已丢失，内容也不完整：{error.line()}", digest=digest)
    facts = (unit_of(evaluation), project_of(evaluation), evaluation.year, evaluation.version, digest)
    if found != digest:
        return Verdict(Status.TAMPERED, "封签已丢失，填报内容与原来的摘要不符。", *facts)
    changed = contents.readable(archive, wanted)
    if changed or changed is None:
        return Verdict(Status.TAMPERED, f"封签已丢失，数值被改动：{contents.said(changed or [])}。", *facts)
    return Verdict(
        Status.RESAVED, "数值与原来的摘要一致，但文件被别的程序另存过，封签已丢失。请报送单位重发原件。", *facts
    )
