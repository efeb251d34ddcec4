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


def _other_digest(root: etree._Element) -> None:
    import base64

    listed = next(root.iter("{http://uri.etsi.org/01903/v1.3.2#}CertDigest"))
    next(listed.iter(f"{_DS}DigestValue")).text = base64.b64encode(bytes(32)).decode()


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
    with pytest.raises(UserError, match="找不到"):
        load_certificate(path, "")
    with pytest.raises(UserError, match="打不开"):
        load_certificate(tmp_path, "")
    path.write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(UserError, match="超过 1 MB"):
        load_certificate(path, "")
    path.write_bytes(bytes(1 << 20))
    with pytest.raises(UserError, match="不是"):
        load_certificate(path, "")
    path.write_bytes(b"not a certificate")
    with pytest.raises(UserError, match="不是"):
        load_certificate(path, "")
    path.write_bytes(p12("weak", "x"))
    with pytest.raises(UserError, match="1024") as caught:
        load_certificate(path, "x")
    assert caught.value.code == "certificate-weak"


def test_a_package_without_a_signature_has_no_verdict(submission: Archive) -> None:
    assert office_signature(submission) is None


def _texts(archive: Archive, identifier: str) -> dict[str, str]:
    root = etree.fromstring(archive[SIGNATURE])
    (found,) = [element for element in root.iter("{*}*") if element.get("Id") == identifier]
    return {etree.QName(one).localname: one.text or "" for one in found.iter() if not len(one)}


def test_office_is_told_what_it_asks_for(submission: Archive) -> None:
    archive = signed(submission, certificate("ec"), WHEN, "报送")
    details = {
        "SetupID": "",
        "SignatureText": "",
        "SignatureImage": "",
        "SignatureComments": "报送",
        "WindowsVersion": "10.0",
        "OfficeVersion": "16.0",
        "ApplicationVersion": "16.0",
        "Monitors": "1",
        "HorizontalResolution": "1920",
        "VerticalResolution": "1080",
        "ColorDepth": "32",
        "SignatureProviderId": "{00000000-0000-0000-0000-000000000000}",
        "SignatureProviderUrl": "",
        "SignatureProviderDetails": "9",
        "ManifestHashAlgorithm": "http://www.w3.org/2001/04/xmlenc#sha256",
        "SignatureType": "1",
    }
    assert list(_texts(archive, "idOfficeV1Details").items()) == list(details.items())  # the order is prescribed
    kinds = {
        one.get("PartName"): one.get("ContentType")
        for one in etree.fromstring(archive["[Content_Types].xml"])
        if one.get("PartName", "").startswith("/_xmlsignatures/")
    }
    assert kinds == {
        "/_xmlsignatures/origin.sigs": "application/vnd.openxmlformats-package.digital-signature-origin",
        "/_xmlsignatures/sig1.xml": "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
    }
    time = _texts(archive, "idSignatureTime")
    assert time == {"Format": "YYYY-MM-DDThh:mm:ssTZD", "Value": "2025-03-12T01:02:03Z"}
    properties = _texts(archive, "idSignedProperties")
    assert properties["SigningTime"] == "2025-03-12T01:02:03Z"
    assert properties["X509SerialNumber"] == "20250312"
    assert properties["X509IssuerName"] == "CN=测试县自然资源局"


def test_the_signature_names_three_objects_and_one_method(submission: Archive) -> None:
    for kind, method in (
        ("rsa", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
        ("ec", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"),
    ):
        root = etree.fromstring(signed(submission, certificate(kind), WHEN)[SIGNATURE])  # type: ignore[arg-type]
        info = root.find(f"{_DS}SignedInfo")
        assert info is not None
        assert info.find(f"{_DS}SignatureMethod").get("Algorithm") == method
        assert info.find(f"{_DS}CanonicalizationMethod").get("Algorithm").endswith("REC-xml-c14n-20010315")
        assert [(one.get("URI"), one.get("Type")) for one in info.findall(f"{_DS}Reference")] == [
            ("#idPackageObject", "http://www.w3.org/2000/09/xmldsig#Object"),
            ("#idOfficeObject", "http://www.w3.org/2000/09/xmldsig#Object"),
            ("#idSignedProperties", "http://uri.etsi.org/01903#SignedProperties"),
        ]
        assert root.get("Id") == "idPackageSignature"


def test_every_part_and_relationship_but_a_few_is_covered(submission: Archive) -> None:
    from xladdin.submission.office_signature.coverage import RELATIONSHIPS_TYPE, coverage

    found = {one.uri.partition("?")[0][1:]: one for one in coverage(submission)}
    outside = {name for name in submission if name == "[Content_Types].xml" or name.startswith("docProps/")}
    assert set(found) == set(submission) - outside
    for name, one in found.items():
        assert bool(one.relationships) is name.endswith(".rels")
        assert one.uri.endswith(RELATIONSHIPS_TYPE) is name.endswith(".rels")
    assert list(found) == sorted(found)
    root = found["_rels/.rels"]
    assert len(root.relationships) == 2  # the workbook and the seal; not the properties


def test_a_part_of_no_type_or_a_target_that_is_not_there_cannot_be_signed(submission: Archive) -> None:
    from xladdin.submission.office_signature.coverage import coverage

    types = submission["[Content_Types].xml"]
    without = types.replace(b'Extension="xml"', b'Extension="xmm"').replace(
        b'PartName="/xl/styles.xml"', b'PartName="/xl/stylex.xml"'
    )
    assert without != types
    with pytest.raises(ValueError, match=r"/xl/styles\.xml has no content type"):
        coverage(submission.replaced({"[Content_Types].xml": without}))
    with pytest.raises(ValueError, match="which is not there"):
        coverage(submission.replaced({}, without=["xl/theme/theme1.xml"]))


def test_a_part_may_have_the_type_of_its_ending(submission: Archive) -> None:
    """A picture, as Excel writes it: in the list of content types its ending stands alone, in whatever case."""
    from xladdin.submission.office_signature.coverage import coverage

    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    part = "xl/media/image1.PNG"
    drawn = with_part(submission, part, b"x", content_type="a/b", relationship_type=kind, source="xl/workbook.xml")
    types = drawn["[Content_Types].xml"].decode()
    start = types.index(f'<Override PartName="/{part}"')
    end = types.index("/>", start) + 2
    named = types[:start] + '<Default Extension="Png" ContentType="image/png"/>' + types[end:]
    found = coverage(drawn.replaced({"[Content_Types].xml": named.encode()}))
    assert f"/{part}?ContentType=image/png" in [one.uri for one in found]


def test_what_changed_after_signing_is_named(submission: Archive) -> None:
    good = signed(submission, certificate("ec"), WHEN)
    cases = {
        "签名后改动了 xl/sharedStrings.xml": _changed(good, "xl/sharedStrings.xml", b"133.44", b"133.45"),
        "签名后增加了 xl/media/image1.png": _added(good),
        "签名的说明部分被改动": _xml(_other_time)(good),
        "签名值与证书不符": _xml(_other_value)(good),
        "签名所列的证书不是签名用的证书": _xml(_other_digest)(good),
        "应有一个签名，实际有 2 个": good.replaced({"_xmlsignatures/sig2.xml": good[SIGNATURE]}),
        "应有一个签名，实际有 0 个": good.replaced({}, without=[SIGNATURE]),
        "签名的结构不完整": good.replaced({SIGNATURE: b"<"}),
    }
    for said, archive in cases.items():
        found = office_signature(archive)
        assert found is not None
        assert said in found.problems, (said, found.problems)
    several = office_signature(good.replaced({"xl/media/b.png": b"x", "xl/media/a.png": b"x"}))
    assert several is not None
    assert several.problems == ("签名后增加了 xl/media/a.png", "签名后增加了 xl/media/b.png")
    assert office_signature(_related(good)).problems[0].startswith("签名后增加了 xl/extra.xml")  # type: ignore[union-attr]


def test_signatures_of_other_methods_or_keys_verify_nothing() -> None:
    from xladdin.submission.office_signature.algorithms import ECDSA_SHA256, RSA_SHA256
    from xladdin.submission.office_signature.certificate import verifies

    for kind, method, other in (("rsa", RSA_SHA256, ECDSA_SHA256), ("ec", ECDSA_SHA256, RSA_SHA256)):
        signer = certificate(kind)  # type: ignore[arg-type]
        value = signer.sign(b"content")
        assert signer.algorithm == method
        assert verifies(signer.own, method, value, b"content")
        assert not verifies(signer.own, method, value, b"other")
        assert not verifies(signer.own, other, value, b"content")
        assert not verifies(signer.own, "sha1", value, b"content")
        assert not verifies(signer.own, method, value + b"x", b"content")
        assert not verifies(signer.own, method, value[:-1], b"content")
    weak = certificate("weak")
    assert not verifies(weak.own, RSA_SHA256, weak.sign(b"content"), b"content")
    assert len(certificate("ec").sign(b"content")) == 64


def test_a_file_without_a_key_or_with_one_that_cannot_sign_is_refused(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import pkcs12

    plain = serialization.NoEncryption()
    own = certificate("ec").own
    path = tmp_path / "单位.p12"
    for content in (
        pkcs12.serialize_key_and_certificates(b"x", None, None, [own], plain),
        pkcs12.serialize_key_and_certificates(b"x", certificate("ec").key, None, None, plain),
        pkcs12.serialize_key_and_certificates(b"x", Ed25519PrivateKey.generate(), None, [own], plain),
    ):
        path.write_bytes(content)
        with pytest.raises(UserError) as caught:
            load_certificate(path, "")
        assert (caught.value.code, caught.value.facts["cause"]) == (
            "certificate-unreadable",
            "其中没有可用于签名的私钥和证书",
        )
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"x", certificate("ec").key, own, [certificate("rsa").own], plain)
    )
    assert load_certificate(path, "").chain == (certificate("rsa").own,)


def test_relationships_may_be_named_in_any_order(submission: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    from xladdin.submission.office_signature import sign
    from xladdin.submission.office_signature.coverage import coverage

    def turned(archive: Archive) -> list[object]:
        return [one._replace(relationships=one.relationships[::-1]) for one in coverage(archive)]

    monkeypatch.setattr(sign, "coverage", turned)
    found = office_signature(signed(submission, certificate("ec"), WHEN))
    assert found is not None
    assert found.problems == ()


def test_a_part_that_the_manifest_names_twice_is_no_manifest(
    submission: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xladdin.submission.office_signature import sign
    from xladdin.submission.office_signature.coverage import coverage

    monkeypatch.setattr(sign, "coverage", lambda archive: [*coverage(archive), coverage(archive)[0]])
    found = office_signature(signed(submission, certificate("ec"), WHEN))
    assert found is not None
    assert found.problems == ("签名的结构不完整",)


def test_a_submission_is_signed_for_handing_in() -> None:
    archive, _ = sealed(
        sample("karamay-2024"), profiles.load("xinjiang-2024"), certificate=certificate("ec"), when=WHEN
    )
    assert _texts(archive, "idOfficeV1Details")["SignatureComments"] == "绩效自评报送"
