"""The seal's part in its one shape, what the manifest says, and which parts it covers."""

from __future__ import annotations

import base64
import datetime
import hashlib

import msgspec
import pytest

from tests.forms.conftest import sample
from tests.submission.office_signature.people import certificate
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.customprops import custom_properties
from xladdin.model.content_digest import content_digest
from xladdin.rules import profile as profiles
from xladdin.submission.digest import lock_of, short
from xladdin.submission.keys.key_file import public_bytes, verifies
from xladdin.submission.seal import item
from xladdin.submission.seal.bare_book import bare_book, project_of, unit_of
from xladdin.submission.seal.item import Seal, read, written
from xladdin.submission.seal.make import sealed
from xladdin.submission.seal.manifest import Manifest, decoded
from xladdin.submission.seal.parts import digests, dressed
from xladdin.submission.verify.verdict import Status
from xladdin.submission.verify.verify import verify_archive

KARAMAY = sample("karamay-2024")
XINJIANG = profiles.load("xinjiang-2024")
MANIFEST = Manifest("d" * 64, "单位<&>", "项目", 2024, 3, "p" * 64, "", "xinjiang-2024", {"b": "2", "a": "1"})


def test_a_manifest_is_written_with_its_parts_by_name() -> None:
    text = MANIFEST.encoded().decode()
    assert text.startswith('{"content_digest":"dddd')
    assert text.endswith('"profile":"xinjiang-2024","parts":{"a":"1","b":"2"},"format":1}')
    assert MANIFEST.statement() == b"xladdin seal 1\0" + MANIFEST.encoded()
    assert decoded(MANIFEST.encoded()) == MANIFEST


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"format":1', '"format":2'),
        lambda text: text.replace('"a":"1","b":"2"', '"b":"2","a":"1"'),
        lambda text: text.replace('{"content', '{ "content'),
        lambda text: text.replace('"year":2024', '"year":"2024"'),
        lambda text: text.replace('"year":2024,', ""),
        lambda text: text.replace('"format":1', '"format":1,"x":1'),
        lambda text: text[:-1],
    ],
)
def test_a_manifest_that_is_written_otherwise_is_none(change) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError):
        decoded(change(MANIFEST.encoded().decode()).encode())


@pytest.mark.parametrize("seal", [Seal(MANIFEST, b'{"a":"<&>"}'), Seal(MANIFEST, b"{}", "ab" * 32, b"signature")])
def test_a_seal_reads_back_as_it_was_written(seal: Seal) -> None:
    content = written(seal)
    assert read(content) == seal
    assert (b"<signature" in content) is bool(seal.key)
    assert content.startswith(b"<?xml")
    assert b"&lt;&amp;&gt;" in content


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.replace(b"<model>", b"<model >"),
        lambda content: content.replace(b"</seal>", b"</seal>\n"),
        lambda content: content.replace(b"<model>{}</model>", b""),
        lambda content: content.replace(b"c2ln", b"!!!!"),
        lambda content: content.replace(b"</seal>", b""),
        lambda content: content.replace(b"<model>", b"<!-- x --><model>"),
        lambda content: content.replace(b' key="', b' kex="'),
    ],
)
def test_a_seal_that_is_written_otherwise_is_none(change) -> None:  # type: ignore[no-untyped-def]
    content = written(Seal(MANIFEST, b"{}", "ab" * 32, b"signature"))
    assert change(content) != content
    with pytest.raises(ValueError):
        read(change(content))


def test_an_unsigned_submission_states_its_content(submission_archive: Archive) -> None:
    seal = read(submission_archive[item.PART])
    manifest = seal.manifest
    assert (seal.key, seal.signature, manifest.signed_at, manifest.previous) == ("", b"", "", "")
    assert manifest.content_digest == content_digest(KARAMAY) == hashlib.sha256(seal.model).hexdigest()
    assert (manifest.unit, manifest.project) == (unit_of(KARAMAY), project_of(KARAMAY))
    assert (manifest.year, manifest.version, manifest.profile) == (2024, 1, "xinjiang-2024")
    assert msgspec.json.decode(seal.model)["profile"] == "xinjiang-2024"


def test_the_properties_of_the_file_say_what_it_is(submission_archive: Archive) -> None:
    """Shown by every program under 文件 → 属性 → 自定义, without opening a sheet."""
    expected = {
        "xladdin.content_digest": content_digest(KARAMAY),
        "xladdin.unit": unit_of(KARAMAY),
        "xladdin.project": project_of(KARAMAY),
        "xladdin.profile": "xinjiang-2024",
        "xladdin.profile_digest": XINJIANG.digest,
        "xladdin.year": "2024",
        "xladdin.submission_version": "1",
    }
    said = custom_properties(submission_archive)
    assert {name: said.get(name) for name in expected} == expected


def test_the_manifest_covers_every_part_but_the_seal(submission_archive: Archive) -> None:
    parts = read(submission_archive[item.PART]).manifest.parts
    assert set(parts) == set(submission_archive) - {item.PART}
    bare, digest = bare_book(msgspec.structs.replace(KARAMAY, profile="xinjiang-2024"), XINJIANG)
    assert parts == digests(bare) == digests(submission_archive)
    assert digest == content_digest(KARAMAY)
    for name in ("xl/workbook.xml", "xl/styles.xml"):
        assert parts[name] == hashlib.sha256(submission_archive[name]).hexdigest()
    assert dressed(submission_archive)
    assert dressed(bare)


def test_a_key_signs_the_manifest_with_time_and_version_before() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    zone = datetime.timezone(datetime.timedelta(hours=8))
    when = datetime.datetime(2025, 3, 12, 9, 2, 3, 999, tzinfo=zone)
    archive, _ = sealed(KARAMAY, XINJIANG, key=key, when=when, previous="ab")
    seal = read(archive[item.PART])
    assert seal.manifest.signed_at == "2025-03-12T01:02:03+00:00"
    assert seal.manifest.previous == "ab"
    assert seal.key == public_bytes(key).hex()
    assert verifies(public_bytes(key), seal.signature, seal.manifest.statement())
    assert sealed(KARAMAY, XINJIANG, when=when)[0].to_bytes() == sealed(KARAMAY, XINJIANG)[0].to_bytes()


def test_without_a_time_of_signing_office_shows_no_signature() -> None:
    archive, _ = sealed(KARAMAY, XINJIANG, certificate=certificate("ec"))
    assert archive.to_bytes() == sealed(KARAMAY, XINJIANG)[0].to_bytes()


def test_the_rules_are_part_of_what_is_sealed() -> None:
    other = sealed(KARAMAY, profiles.load("mof-2020"))[0]
    manifest = read(other[item.PART]).manifest
    assert manifest.profile == "mof-2020"
    assert manifest.content_digest != content_digest(KARAMAY)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("[Content_Types].xml", b"<Default ", b'<Override PartName="/x.xml" ContentType="a/b"/><Default '),
        ("_rels/.rels", b"</Relationships>", b'<Relationship Id="rIdX" Type="t" Target="x"/></Relationships>'),
    ],
)
def test_what_else_is_put_into_the_opened_parts_is_noticed(
    part: str, old: bytes, new: bytes, submission_archive: Archive
) -> None:
    changed = submission_archive.replaced({part: submission_archive[part].replace(old, new, 1)})
    assert changed[part] != submission_archive[part]
    assert not dressed(changed) or digests(changed) != digests(submission_archive)
    assert digests(changed)[part] != digests(submission_archive)[part]


def test_the_seal_in_another_order_is_not_as_we_put_it_in(submission_archive: Archive) -> None:
    types = submission_archive["[Content_Types].xml"]
    start = types.index(b'<Override PartName="/customXml/item1.xml"')
    end = types.index(b"/>", start) + 2
    moved = types.replace(types[start:end], b"", 1).replace(b"<Default ", types[start:end] + b"<Default ", 1)
    changed = submission_archive.replaced({"[Content_Types].xml": moved})
    assert digests(changed) == digests(submission_archive)
    assert not dressed(changed)


def test_units_and_projects_are_named_by_code_or_name() -> None:
    coded = msgspec.structs.replace(
        KARAMAY,
        unit=msgspec.structs.replace(KARAMAY.unit, code="650200"),
        project=msgspec.structs.replace(KARAMAY.project, code="P1"),
    )
    assert (unit_of(coded), project_of(coded)) == ("650200", "P1")
    named = msgspec.structs.replace(
        KARAMAY,
        unit=msgspec.structs.replace(KARAMAY.unit, code=""),
        project=msgspec.structs.replace(KARAMAY.project, code=""),
    )
    assert (unit_of(named), project_of(named)) == (KARAMAY.unit.name, KARAMAY.project.name)


def test_the_digits_people_compare() -> None:
    assert short("3f9a01bc77") == "3F9A 01BC"


def test_locks_follow_from_the_digest() -> None:
    secret, salt = lock_of("ab")
    assert secret == hashlib.sha256(b"xladdin lock ab").hexdigest()[:32]
    assert salt == hashlib.sha256(b"xladdin salt ab").digest()[:16]
    assert base64.b64encode(salt)
    assert lock_of("ac") != lock_of("ab")


def test_a_part_that_another_program_put_in_is_no_seal() -> None:
    """SharePoint's properties lie where a submission has its seal: the book is a working book all the same."""
    from xladdin.forms.build.workbook import build
    from xladdin.forms.package.parts.membership import with_part
    from xladdin.receiving.examine.examine import Examiner
    from xladdin.receiving.job import Setting

    book = Archive.read(build(sample("karamay-2024"), profiles.load("xinjiang-2024")))
    foreign = with_part(
        book,
        item.PART,
        b'<?xml version="1.0" encoding="UTF-8"?><p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata"/>',
        content_type=item.CONTENT_TYPE,
        relationship_type=item.RELATIONSHIP_TYPE,
    )
    assert verify_archive(foreign).status is Status.REFUSED
    answer = Examiner(Setting(ledger=""))(foreign.to_bytes(), "a.xlsx", datetime.datetime.now(datetime.UTC))
    assert (answer.code, answer.kind) == ("", "workbook")
