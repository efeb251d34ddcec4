"""The signature that Office shows: LibreOffice calls ours valid, and we are the stricter of the two."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from tests.forms.conftest import sample
from tests.submission.office_signature.people import WHEN, Kind, certificate, p12
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.membership import with_part
from xladdin.rules import profile as profiles
from xladdin.submission.office_signature.certificate import load_certificate
from xladdin.submission.office_signature.parts import SIGNATURE
from xladdin.submission.office_signature.sign import signed
from xladdin.submission.office_signature.verify import office_signature
from xladdin.submission.seal.make import sealed

VERIFY = """
import uno
from com.sun.star.beans import PropertyValue

def run(office, files):
    found = []
    for file in files:
        factory = office.service("com.sun.star.embed.StorageFactory")
        form = PropertyValue(Name="StorageFormat", Value="ZipFormat")
        options = uno.Any("[]com.sun.star.beans.PropertyValue", (form,))
        storage = uno.invoke(factory, "createInstanceWithArguments", ((uno.systemPathToFileUrl(file), 1, options),))
        signatures = office.service("com.sun.star.security.DocumentDigitalSignatures")
        infos = signatures.verifyDocumentContentSignatures(storage, None)
        found.append([(bool(one.SignatureIsValid), one.Signer.SubjectName if one.Signer else "") for one in infos])
    return found
"""


@pytest.fixture(scope="module")
def submission() -> Archive:
    return sealed(sample("karamay-2024"), profiles.load("xinjiang-2024"))[0]


def _changed(archive: Archive, part: str, old: bytes, new: bytes) -> Archive:
    assert archive[part].count(old) >= 1
    return archive.replaced({part: archive[part].replace(old, new, 1)})


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_libreoffice_verifies_ours_and_refuses_it_after_one_cell_changed(
    kind: Kind, submission: Archive, tmp_path: Path, libreoffice: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = signed(submission, certificate(kind), WHEN, "报送")
    bad = _changed(good, "xl/sharedStrings.xml", b"133.44", b"133.45")
    files = []
    for name, archive in (("good", good), ("bad", bad), ("unsigned", submission)):
        files.append(tmp_path / f"{name}.xlsx")
        archive.write(files[-1])
    verdicts = libreoffice.uno_run(VERIFY, [str(file) for file in files])
    assert verdicts == [[[True, "CN=测试县自然资源局"]], [[False, "CN=测试县自然资源局"]], []]
    assert office_signature(good).valid
    assert office_signature(bad).problems == ("签名后改动了 xl/sharedStrings.xml",)
    assert office_signature(submission) is None


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_the_verdict_names_signer_certificate_and_stated_time(kind: Kind, submission: Archive) -> None:
    found = office_signature(signed(submission, certificate(kind), WHEN))
    assert found.valid
    assert found.signer == "CN=测试县自然资源局"
    assert len(found.fingerprint) == 64
    assert found.time == "2025-03-12T01:02:03Z"


def _without(archive: Archive) -> Archive:
    return archive.replaced({}, without=["xl/theme/theme1.xml"])


def _added(archive: Archive) -> Archive:
    return archive.replaced({"xl/media/image1.png": b"x"})


def _related(archive: Archive) -> Archive:
    return with_part(
        archive,
        "xl/extra.xml",
        b"<x/>",
        content_type="application/xml",
        relationship_type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml",
        source="xl/workbook.xml",
    )


def _xml(change: Callable[[etree._Element], None]) -> Callable[[Archive], Archive]:
    def work(archive: Archive) -> Archive:
        root = etree.fromstring(archive[SIGNATURE])
        change(root)
        return archive.replaced({SIGNATURE: etree.tostring(root)})

    return work


_DS = "{http://www.w3.org/2000/09/xmldsig#}"


def _drop_reference(root: etree._Element) -> None:
    manifest = next(root.iter(f"{_DS}Manifest"))
    manifest.remove(manifest[0])


def _other_time(root: etree._Element) -> None:
    next(
        root.iter("{http://schemas.openxmlformats.org/package/2006/digital-signature}Value")
    ).text = "2024-01-01T00:00:00Z"


def _weak_algorithm(root: etree._Element) -> None:
    next(root.iter(f"{_DS}DigestMethod")).set("Algorithm", "http://www.w3.org/2000/09/xmldsig#sha1")


def _other_value(root: etree._Element) -> None:
    value = next(root.iter(f"{_DS}SignatureValue"))
    value.text = ("A" if value.text[0] != "A" else "B") + value.text[1:]


def _other_certificate(root: etree._Element) -> None:
    import base64

    from cryptography.hazmat.primitives.serialization import Encoding

    other = certificate("rsa", "另一个单位").own.public_bytes(Encoding.DER)
    next(root.iter(f"{_DS}X509Certificate")).text = base64.b64encode(other).decode()


def _twice(root: etree._Element) -> None:
    etree.SubElement(root, f"{_DS}Object", Id="idPackageObject")


TAMPERED: dict[str, Callable[[Archive], Archive]] = {
    "a cell": lambda archive: _changed(archive, "xl/sharedStrings.xml", b"133.44", b"133.45"),
    "a locked sheet opened": lambda archive: _changed(archive, "xl/worksheets/sheet1.xml", b'sheet="1"', b'sheet="0"'),
    "a part added, related from nowhere": _added,
    "a part added with its relationship": _related,
    "a part removed": _without,
    "a relationship's target": lambda archive: _changed(
        archive, "xl/_rels/workbook.xml.rels", b"sheet2.xml", b"sheet3.xml"
    ),
    "a content type": lambda archive: _changed(
        archive, "[Content_Types].xml", b"spreadsheetml.sheet.main+xml", b"spreadsheetml.template.main+xml"
    ),
    "a line taken out of the manifest": _xml(_drop_reference),
    "the time of signing": _xml(_other_time),
    "a weak algorithm": _xml(_weak_algorithm),
    "the signature value": _xml(_other_value),
    "another certificate": _xml(_other_certificate),
    "an object that stands twice": _xml(_twice),
    "no XML at all": lambda archive: archive.replaced({SIGNATURE: b"<"}),
    "two signatures": lambda archive: archive.replaced({"_xmlsignatures/sig2.xml": archive[SIGNATURE]}),
    "a document type": lambda archive: archive.replaced({SIGNATURE: b"<!DOCTYPE a>" + archive[SIGNATURE][56:]}),
}


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED)
def test_every_change_after_signing_is_noticed(change: Callable[[Archive], Archive], submission: Archive) -> None:
    found = office_signature(change(signed(submission, certificate("rsa"), WHEN)))
    assert found is not None
    assert not found.valid


def test_a_signed_package_is_not_signed_again(submission: Archive) -> None:
    with pytest.raises(ValueError, match="already"):
        signed(signed(submission, certificate("ec"), WHEN), certificate("ec"), WHEN)


def test_zipping_again_keeps_the_signature(submission: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    signed(submission, certificate("ec"), WHEN).write(path)
    shutil.unpack_archive(path, tmp_path / "x", "zip")
    shutil.make_archive(str(tmp_path / "again"), "zip", tmp_path / "x")
    assert office_signature(Archive.read(tmp_path / "again.zip")).valid


def test_a_certificate_file_is_read_with_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "单位.p12"
    path.write_bytes(p12("rsa", "口令 1"))
    assert load_certificate(path, "口令 1").own == certificate("rsa").own
    with pytest.raises(UserError, match="口令不对") as caught:
        load_certificate(path, "口令 2")
    assert caught.value.code == "certificate-unreadable"


def test_weak_keys_and_files_that_are_none_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "单位.p12"
    with pytest.raises(UserError, match="打不开"):
        load_certificate(path, "")
    path.write_bytes(b"not a certificate")
    with pytest.raises(UserError, match="不是"):
        load_certificate(path, "")
    path.write_bytes(p12("weak", "x"))
    with pytest.raises(UserError, match="1024") as caught:
        load_certificate(path, "x")
    assert caught.value.code == "certificate-weak"
