"""Every verdict with its sentence: what was changed, whose key, what a file without a seal still proves."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.forms.conftest import sample
from tests.submission.office_signature.people import certificate
from tests.submission.verify_cases import (
    input_cell,
    manifest_version,
    openpyxl_edit,
    openpyxl_resave,
    protection,
    seal_removed,
)
from xladdin.forms.build.workbook import build
from xladdin.forms.package.archive import Archive
from xladdin.rules import profile as profiles
from xladdin.submission.keys.key_file import public_bytes
from xladdin.submission.keys.registry import Registry, new_entry
from xladdin.submission.keys.spoken import fingerprint, short_fingerprint
from xladdin.submission.office_signature.parts import SIGNATURE
from xladdin.submission.seal import item
from xladdin.submission.seal.item import Seal, written
from xladdin.submission.seal.make import sealed
from xladdin.submission.seal.parts import normal, with_seal
from xladdin.submission.verify import contents
from xladdin.submission.verify.stated import stated_in
from xladdin.submission.verify.verdict import Status, Verdict
from xladdin.submission.verify.verify import verify, verify_archive

KARAMAY = sample("karamay-2024")
XINJIANG = profiles.load("xinjiang-2024")
WHEN = datetime.datetime(2025, 3, 12, 1, 2, 3, tzinfo=datetime.UTC)
DAY = datetime.date(2025, 1, 1)
UNIT = KARAMAY.unit.code or KARAMAY.unit.name
KEY = Ed25519PrivateKey.generate()
SHOWN = short_fingerprint(fingerprint(public_bytes(KEY)))


@pytest.fixture(scope="module")
def signed() -> bytes:
    return sealed(KARAMAY, XINJIANG, key=KEY, when=WHEN)[0].to_bytes()


def saved_again(content: bytes, original: bytes) -> bytes:
    """What another program saved, with the seal of the original kept in it."""
    seal = Archive.read(original)[item.PART]
    return with_seal(normal(Archive.read(content)), seal).to_bytes()


def registry(unit: str = UNIT, **more: Any) -> Registry:
    return Registry((new_entry(unit, public_bytes(KEY), DAY, **more),))


def verdict(content: bytes, known: Registry | None = None, received: datetime.datetime = WHEN) -> Verdict:
    return verify_archive(Archive.read(content), known, received)


def test_statuses_have_their_words() -> None:
    assert {status.value: status.title for status in Status} == {
        "refused": "拒绝打开",
        "tampered": "内容已被改动",
        "revoked": "密钥已吊销",
        "unknown-key": "签名未经登记",
        "replayed": "已被新版本取代",
        "resaved": "被别的程序另存过",
        "unsigned": "未签名",
        "valid": "有效",
    }


def test_a_verdict_is_told_with_its_word() -> None:
    told = Verdict(Status.VALID, "好。").as_json()
    assert told == {
        "status": "valid",
        "reason": "好。",
        "unit": "",
        "project": "",
        "year": 0,
        "version": 0,
        "digest": "",
        "signed_at": "",
        "office_signature": None,
    }


def test_a_registered_key_makes_it_valid(signed: bytes) -> None:
    found = verdict(signed, registry())
    assert (found.status, found.reason) == (Status.VALID, "内容与签名时一致，密钥已登记。")
    assert (found.unit, found.project, found.year, found.version) == (UNIT, KARAMAY.project.name, 2024, 1)
    assert found.office_signature is None


def test_keys_that_do_not_count_are_named_by_their_fingerprint(signed: bytes) -> None:
    cases = {
        "nobody asked": (None, WHEN, Status.UNKNOWN_KEY, f"没有提供密钥登记簿，不能确认签名人（指纹 {SHOWN}）。"),
        "empty": (
            Registry(),
            WHEN,
            Status.UNKNOWN_KEY,
            f"登记簿中没有这个密钥（指纹 {SHOWN}），不能确认是“{UNIT}”签的。",
        ),
        "another unit": (
            registry("别的局"),
            WHEN,
            Status.UNKNOWN_KEY,
            f"密钥登记给“别的局”，报送件写的单位是“{UNIT}”。",
        ),
        "revoked": (
            registry(revoked_at=WHEN),
            WHEN,
            Status.REVOKED,
            f"“{UNIT}”的密钥（指纹 {SHOWN}）在收到文件时已吊销。",
        ),
        "too late": (
            registry(valid_until=datetime.date(2025, 2, 1)),
            WHEN,
            Status.REVOKED,
            f"“{UNIT}”的密钥（指纹 {SHOWN}）在收到文件时不在有效期内。",
        ),
        "too early and revoked later": (
            registry(revoked_at=WHEN + datetime.timedelta(days=1), valid_until=datetime.date(2025, 2, 1)),
            WHEN,
            Status.REVOKED,
            f"“{UNIT}”的密钥（指纹 {SHOWN}）在收到文件时不在有效期内。",
        ),
    }
    for name, (known, received, status, reason) in cases.items():
        found = verdict(signed, known, received)
        assert (found.status, found.reason) == (status, reason), name
    before = registry(revoked_at=WHEN + datetime.timedelta(seconds=1))
    assert verdict(signed, before).status is Status.VALID


def test_without_a_time_of_receipt_it_is_now(signed: bytes) -> None:
    ended = registry(revoked_at=datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1))
    assert verify_archive(Archive.read(signed), ended).status is Status.REVOKED
    later = registry(revoked_at=datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1))
    assert verify_archive(Archive.read(signed), later).status is Status.VALID


def test_a_changed_cell_is_named_and_the_graver_is_said(signed: bytes, built_submission: bytes) -> None:
    for content in (signed, built_submission):
        found = verdict(input_cell(content))
        assert found.status is Status.TAMPERED
        assert found.reason.startswith("导出后被改动：绩效自评表!")
        assert found.reason.endswith("。")
        assert found.digest
    assert verdict(saved_again(openpyxl_edit(signed), signed), registry()).reason.startswith(
        "导出后被改动：绩效自评表!"
    )


def test_values_alike_and_another_shape(signed: bytes) -> None:
    found = verdict(protection(signed), registry())
    assert (found.status, found.reason) == (Status.TAMPERED, "数值未变，但文件的格式、保护或其他部分与封签不符。")
    found = verdict(saved_again(openpyxl_resave(signed), signed), registry())
    assert found.status is Status.RESAVED
    assert found.reason == "数值与封签一致，但文件被别的程序另存过，封签不再有效。请报送单位重发原件。"
    assert verdict(saved_again(openpyxl_resave(signed), signed)).status is Status.UNKNOWN_KEY  # the graver


def test_a_manifest_that_says_something_else_than_the_model(signed: bytes, built_submission: bytes) -> None:
    said = "封签所写的单位、项目、年度、版本或评分规则与内容不符，文件被改动过。"
    assert verdict(manifest_version(signed)).reason == said

    def change(**facts: Any) -> bytes:
        archive = Archive.read(built_submission)
        seal = item.read(archive[item.PART])
        other = seal._replace(manifest=msgspec.structs.replace(seal.manifest, **facts))
        return archive.replaced({item.PART: written(other)}).to_bytes()

    for facts in ({"unit": "x"}, {"project": "x"}, {"year": 2023}, {"version": 2}, {"profile": "mof-2020"}):
        found = verdict(change(**facts))
        assert (found.status, found.reason) == (Status.TAMPERED, said), facts
    found = verdict(change(content_digest="0" * 64))
    assert found.reason == "封签中的内容与它的摘要不符，文件被改动过。"
    assert verdict(change(signed_at="2025")).status is Status.UNSIGNED


def test_a_signature_of_something_else(signed: bytes) -> None:
    archive = Archive.read(signed)
    seal = item.read(archive[item.PART])
    other = seal._replace(signature=KEY.sign(b"other"))
    found = verdict(archive.replaced({item.PART: written(other)}).to_bytes(), registry())
    assert (found.status, found.reason) == (Status.TAMPERED, "签名与封签不符，文件被改动过。")


def test_a_seal_that_is_none(built_submission: bytes) -> None:
    archive = Archive.read(built_submission)
    seal = item.read(archive[item.PART])
    said = "封签不完整或被改动，不能确认内容是否原样。"
    found = verdict(archive.replaced({item.PART: written(Seal(seal.manifest, b"[]"))}).to_bytes())
    assert (found.status, found.reason, found.unit) == (Status.TAMPERED, said, "")


def test_an_unsigned_file_is_what_its_seal_says(built_submission: bytes) -> None:
    found = verdict(built_submission)
    assert (found.status, found.reason) == (
        Status.UNSIGNED,
        "内容与封签一致，但没有签名，不能确认是谁填报的。",
    )


def test_an_unsigned_file_of_another_program_version(built_submission: bytes) -> None:
    """Another version may lay out the same values otherwise; the seal then covers its own parts."""
    from xladdin import __version__
    from xladdin.submission.seal.parts import digests

    archive = Archive.read(built_submission)
    custom = archive["docProps/custom.xml"]
    assert __version__.encode() in custom

    def sealed_anew(changed: Archive) -> bytes:
        seal = item.read(changed[item.PART])
        manifest = msgspec.structs.replace(seal.manifest, parts=digests(changed))
        return changed.replaced({item.PART: written(seal._replace(manifest=manifest))}).to_bytes()

    older = archive.replaced({"docProps/custom.xml": custom.replace(__version__.encode(), b"0.0.9")})
    found = verdict(sealed_anew(older))
    assert (found.status, found.reason) == (
        Status.UNSIGNED,
        "数值与封签一致（由 0.0.9 版程序导出），但没有签名，不能确认是谁填报的。",
    )
    styled = archive.replaced({"docProps/app.xml": archive["docProps/app.xml"] + b"\n"})
    found = verdict(sealed_anew(styled))
    assert (found.status, found.reason) == (
        Status.TAMPERED,
        "数值未变，但文件的格式、保护或其他部分与导出时不同。",
    )
    changed = Archive.read(input_cell(built_submission))
    found = verdict(sealed_anew(changed))
    assert found.status is Status.TAMPERED
    assert found.reason.startswith("数值与封签中的内容不符：绩效自评表!")


def test_without_its_seal_a_file_proves_no_more_than_its_digest(built_submission: bytes) -> None:
    bare = seal_removed(built_submission)
    found = verdict(bare)
    assert found.status is Status.RESAVED
    assert found.reason == "数值与原来的摘要一致，但文件被别的程序另存过，封签已丢失。请报送单位重发原件。"
    assert (found.unit, found.project, found.year, found.version) == (UNIT, KARAMAY.project.name, 2024, 1)
    assert len(found.digest) == 64
    found = verdict(input_cell(bare))
    assert (found.status, found.reason) == (Status.TAMPERED, "封签已丢失，填报内容与原来的摘要不符。")
    assert found.unit == UNIT
    archive = Archive.read(bare)
    texts = archive["xl/sharedStrings.xml"].replace("评分说明".encode(), "评分".encode())
    found = verdict(archive.replaced({"xl/sharedStrings.xml": texts}).to_bytes())
    assert found.status is Status.TAMPERED
    assert found.reason.startswith("封签已丢失，数值被改动：评分表!")
    lost = archive["xl/workbook.xml"].replace(b'"JX_C_self_actual"', b'"JX_C_self_actuaX"')
    found = verdict(archive.replaced({"xl/workbook.xml": lost}).to_bytes())
    assert found.status is Status.TAMPERED
    assert found.reason.startswith("封签已丢失，内容也不完整：")
    assert (found.unit, len(found.digest)) == ("", 64)


def test_what_is_no_submission_is_refused(tmp_path: Path) -> None:
    found = verdict(build(KARAMAY, XINJIANG))
    assert (found.status, found.reason) == (
        Status.REFUSED,
        "这不是报送件。请对导出的报送件运行，自评工作簿不必验证。",
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"text")
    assert verify(path).status is Status.REFUSED
    assert "a.xlsx" in verify(path).reason


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "甲!A0"),
        (3, "甲!A0、甲!A1、甲!A2"),
        (4, "甲!A0、甲!A1、甲!A2 等 4 处"),
        (9, "甲!A0、甲!A1、甲!A2 等 9 处"),
    ],
)
def test_three_places_are_named_and_the_rest_counted(count: int, said: str) -> None:
    assert contents.said([f"甲!A{number}" for number in range(count)]) == said


def test_cells_and_sheets_that_differ_are_named(submission_archive: Archive) -> None:
    assert contents.changed_cells(submission_archive, submission_archive) == []
    changed = Archive.read(input_cell(submission_archive.to_bytes()))
    (cell,) = contents.changed_cells(changed, submission_archive)
    assert cell.startswith("绩效自评表!")
    assert contents.changed_cells(submission_archive, changed) == [cell]
    assert contents.readable(changed, submission_archive) == [cell]
    part = "xl/workbook.xml"
    renamed = submission_archive.replaced(
        {part: submission_archive[part].replace('name="评分表"'.encode(), 'name="台账"'.encode())}
    )
    assert contents.changed_cells(renamed, submission_archive) == ["工作表“台账”", "工作表“评分表”"]
    broken = submission_archive.replaced({"xl/sharedStrings.xml": b"<sst/>"})
    assert contents.readable(broken, submission_archive) is None


def test_what_a_model_states_of_itself_is_read_alone() -> None:
    stated = stated_in(b'{"year":2024,"project":{"code":"","name":"\xe7\x94\xb2","x":1},"other":[]}')
    assert (stated.year, stated.project.said, stated.unit.said, stated.version, stated.profile) == (
        2024,
        "甲",
        "",
        1,
        "",
    )
    assert stated_in(b'{"year":1,"project":{"code":"P","name":"N"}}').project.said == "P"
    for wrong in (b"[]", b"{", b'{"year":"x","project":{}}', b'{"year":1}'):
        with pytest.raises(ValueError, match=r"."):
            stated_in(wrong)


def test_an_office_signature_is_told_beside_the_seal() -> None:
    signer = certificate("ec")
    archive = sealed(KARAMAY, XINJIANG, key=KEY, certificate=signer, when=WHEN)[0]
    found = verdict(archive.to_bytes(), registry())
    assert found.status is Status.VALID
    assert found.office_signature == {
        "valid": True,
        "signer": "CN=测试县自然资源局",
        "fingerprint": signer.own.fingerprint(hashes.SHA256()).hex(),
        "time": "2025-03-12T01:02:03Z",
    }
    broken = archive.replaced({SIGNATURE: archive[SIGNATURE].replace(b"01:02:03Z", b"01:02:04Z")})
    found = verdict(broken.to_bytes(), registry())
    assert (found.status, found.reason) == (Status.TAMPERED, "Office 签名无效：签名的说明部分被改动。")
    assert found.office_signature is not None
    assert found.office_signature["valid"] is False
    unsigned = sealed(KARAMAY, XINJIANG, certificate=signer, when=WHEN)[0]
    assert verdict(unsigned.to_bytes()).status is Status.UNSIGNED


def test_a_changed_file_of_rules_that_are_not_known_here_cannot_be_compared_cell_by_cell() -> None:
    """The province's profile is not among ours: what export would have written is not known."""
    theirs = msgspec.structs.replace(XINJIANG, id="nowhere-2024")
    archive, _ = sealed(KARAMAY, theirs)
    theme = "xl/theme/theme1.xml"
    found = verify_archive(archive.replaced({theme: archive[theme] + b" "}))
    assert (found.status, found.reason) == (Status.TAMPERED, "文件的组成部分与封签不符。")
