"""Read and judge one workbook: guard, seal, cells, rules, checks. Runs in the reading process."""

from __future__ import annotations

import hashlib
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from xladdin.checks.finding import Finding
from xladdin.errors import UserError
from xladdin.forms.closed.review import review
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.forms.read.addin_links import refuse_foreign_links
from xladdin.forms.read.known.direct import read_submission
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook, read
from xladdin.forms.read.sealed_grid import SealedGrid
from xladdin.forms.template_id import KIND, SUBMISSION
from xladdin.ledger.files import FiledFinding
from xladdin.ledger.matter import Expected, Matter, Named, find, matter_of
from xladdin.model import fields, project_json
from xladdin.model.canonical import canonical
from xladdin.model.grammar.decimals import plain_text
from xladdin.receiving.job import Answer, Setting
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Profile
from xladdin.submission.seal import item
from xladdin.submission.verify.verdict import Status, Verdict
from xladdin.submission.verify.verify import verify_archive

if TYPE_CHECKING:
    from xladdin.submission.keys.registry import Registry

#: Verdicts that end it: what the file says is not what the unit handed in.
_FATAL = (Status.REFUSED, Status.TAMPERED, Status.REVOKED)


class Examiner:
    """Knows what holds for all files of a run."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._registry: Registry | None = None
        if setting.registry:
            from xladdin.submission.keys.registry import load_registry

            self._registry = load_registry(Path(setting.registry))
        self._expected = [
            Expected(Matter(line.year, Named(*line.unit), Named(*line.project)), line.profile)
            for line in setting.expected
        ]

    def __call__(self, content: bytes, name: str, received: datetime) -> Answer:
        """The answer about a file; what cannot be read is an answer, too."""
        verdict: Verdict | None = None
        try:
            archive = Archive.read(content).named(name)
            sealed = custom_properties(archive).get(KIND) == SUBMISSION or item.is_there(archive)
            if sealed:
                verdict = verify_archive(archive, self._registry, received)
                if verdict.status in _FATAL:
                    return _refused(verdict)
            return self._judged(archive, name, verdict)
        except UserError as error:
            answer = refusal(error.in_file(name))
            return answer if verdict is None else _with_verdict(answer, verdict)

    def _judged(self, archive: Archive, name: str, verdict: Verdict | None) -> Answer:
        if verdict is None:
            refuse_foreign_links(archive)
        # another program's way of writing is no sealed shape; what its cells say was compared by verifying
        resaved = verdict is not None and verdict.status is Status.RESAVED
        grid: PackageGrid
        if verdict is None or resaved:
            grid = PackageGrid(archive)
            book = read(grid)
        else:
            grid = SealedGrid(archive)
            book = read_submission(grid)
        if book.evaluation.year == 0 or not book.evaluation.indicators:
            raise UserError("receive-empty", file=name)
        matter = matter_of(book.evaluation)
        match = find(matter, self._expected, self._setting.same)
        evaluation = canonical(book.evaluation)
        model = project_json.encode(evaluation)
        content = hashlib.sha256(model).hexdigest()  # what ``content_digest`` gives, without doing it all again
        if verdict is not None and content != verdict.digest:
            return _with_verdict(
                refusal(UserError("submission-shape", file=name, found="单元格与封签中的内容不一致")), verdict
            )
        answer = Answer(
            kind="submission" if verdict is not None else "workbook",
            verdict=verdict.status.value if verdict is not None else "",
            reason=verdict.reason if verdict is not None else "",
            signer=_signer(archive) if verdict is not None else "",
            content_digest=content,
            unit=tuple(matter.unit),  # type: ignore[arg-type]
            project=tuple(matter.project),  # type: ignore[arg-type]
            year=matter.year,
            version=evaluation.version,
            matched=self._expected.index(match.entry) if match.entry is not None else -1,
            near=match.near,
            own_profile=book.profile,
            model=model.decode("utf-8"),
        )
        if self._expected and match.entry is None:
            return answer
        rules, said_by = self._rules(book, match.entry, name)
        report = review(grid, book, rules, sealed=verdict is not None, content=content)
        from msgspec.structs import replace

        return replace(
            answer,
            profile=rules.id,
            profile_from=said_by,
            errors=len(report.errors),
            warnings=len(report.warnings),
            hints=len(report.hints),
            findings=tuple(_filed(one, book) for one in report.findings),
        )

    def _rules(self, book: ReadBook, entry: Expected | None, name: str) -> tuple[Profile, str]:
        """The rules of the list, else those of the person who receives; the file only chooses where nobody did."""
        wanted = entry.profile if entry is not None and entry.profile else self._setting.profile
        if not wanted:
            return profiles.of_file(book.profile, name, book.profile_digest), "文件"
        try:
            return profiles.find(wanted), "清单" if entry is not None and entry.profile else "参数"
        except UserError as error:
            raise UserError("profile-here", file=name, name=wanted) from error


def refusal(error: UserError) -> Answer:
    """A UserError as an answer."""
    place = error.place()
    return Answer(code=error.code, reason=f"{place}：{error.what}" if place else error.what, remedy=error.remedy)


def _refused(verdict: Verdict) -> Answer:
    return _with_verdict(Answer(code=verdict.status.value, reason=verdict.reason), verdict)


def _with_verdict(answer: Answer, verdict: Verdict) -> Answer:
    """What the seal says of the file: enough to answer its sender."""
    from msgspec.structs import replace

    return replace(
        answer,
        kind="submission",
        verdict=verdict.status.value,
        unit=("", verdict.unit),
        project=("", verdict.project),
        year=verdict.year,
        version=verdict.version,
        content_digest=verdict.digest,
    )


def _signer(archive: Archive) -> str:
    from xladdin.submission.keys.spoken import fingerprint

    if item.PART not in archive:
        return ""
    key = item.seal_of(archive).key
    return fingerprint(bytes.fromhex(key)) if key else ""


def _filed(one: Finding, book: ReadBook) -> FiledFinding:
    value = fields.field(book.evaluation, one.path)
    held = plain_text(value) if isinstance(value, Decimal) else "" if value is None else str(value)
    return FiledFinding(
        rule=one.rule,
        severity=one.severity,
        sheet=one.sheet,
        cell=one.cell,
        indicator=one.indicator,
        found=one.found,
        expected=one.expected,
        difference=one.difference,
        message=one.message,
        remedy=one.remedy,
        basis=one.basis,
        reasoned=one.reasoned,
        path=one.path,
        value=held,
    )
