"""Verify the Office signature of a package, more strictly than Office does.

Office accepts parts and relationships that were added after signing; here they are tampering. Whose certificate it is,
this cannot say: a registry does.
"""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.membership import CONTENT_TYPES
from xladdin.forms.package.parts.xml import Element, parse
from xladdin.submission.office_signature.algorithms import (
    C14N,
    DS,
    PACKAGE_OBJECT,
    PACKAGE_SIGNATURE,
    RELATIONSHIP_TRANSFORM,
    SHA256,
    SIGNED,
    SIGNED_PROPERTIES,
    XADES,
    canonical,
    digest,
)
from xladdin.submission.office_signature.certificate import verifies
from xladdin.submission.office_signature.coverage import Reference, coverage
from xladdin.submission.office_signature.parts import FOLDER, signatures

_NAMES = {"d": DS, "m": PACKAGE_SIGNATURE, "x": XADES}


class OfficeSignature(NamedTuple):
    """What a package's Office signature proves.

    problems     Chinese phrases, empty when every part is as it was signed
    signer       subject of the certificate, as the signer named himself
    fingerprint  SHA-256 of the certificate, hex digits; what a registry knows it by
    time         as the signer stated it
    """

    problems: tuple[str, ...]
    signer: str
    fingerprint: str
    time: str

    @property
    def valid(self) -> bool:
        return not self.problems


def office_signature(archive: Archive) -> OfficeSignature | None:
    """The verdict on the package's Office signature; None when it carries none."""
    if not any(name.startswith(FOLDER) for name in archive):
        return None
    found = signatures(archive)
    if len(found) != 1:
        return OfficeSignature((f"应有一个签名，实际有 {len(found)} 个",), "", "", "")
    try:
        return _verdict(archive, parse(archive[found[0]], file=archive.name))
    except (UserError, ValueError, LookupError, AttributeError, TypeError, binascii.Error):
        return OfficeSignature(("签名的结构不完整",), "", "", "")


def _verdict(archive: Archive, root: Element) -> OfficeSignature:
    certificate = x509.load_der_x509_certificate(_bytes(root, "d:KeyInfo/d:X509Data/d:X509Certificate"))
    objects = _objects(root)
    problems = [*_value(root, certificate), *_references(root, objects)]
    problems += _parts(archive, _claimed(objects[PACKAGE_OBJECT]))
    if _bytes(objects[SIGNED_PROPERTIES], ".//x:CertDigest/d:DigestValue") != certificate.fingerprint(hashes.SHA256()):
        problems.append("签名所列的证书不是签名用的证书")
    return OfficeSignature(
        problems=tuple(problems),
        signer=certificate.subject.rfc4514_string(),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        time=_text(objects[PACKAGE_OBJECT], ".//m:SignatureTime/m:Value"),
    )


def _objects(root: Element) -> dict[str, Element]:
    """The signed objects by id. Raises ValueError for an id that stands twice: it could mean either."""
    found: dict[str, Element] = {}
    for element in root.iter("{*}*"):
        identifier = element.get("Id")
        if identifier is None:
            continue
        if identifier in found:
            raise ValueError(f"{identifier} stands twice")
        found[identifier] = element
    return {name: found[name] for name in SIGNED}


def _value(root: Element, certificate: x509.Certificate) -> list[str]:
    info = _one(root, "d:SignedInfo")
    method = _one(info, "d:SignatureMethod").get("Algorithm")
    if _one(info, "d:CanonicalizationMethod").get("Algorithm") != C14N:
        return ["签名使用了不接受的算法"]
    if not verifies(certificate, method, _bytes(root, "d:SignatureValue"), canonical(info)):
        return ["签名值与证书不符"]
    return []


def _references(root: Element, objects: dict[str, Element]) -> list[str]:
    """Whether the signature covers the three objects, each as it stands."""
    stated: dict[str, str] = {}
    for reference in _one(root, "d:SignedInfo").findall("d:Reference", _NAMES):
        transforms = [item.get("Algorithm") for item in reference.iter(f"{{{DS}}}Transform")]
        if any(one != C14N for one in transforms) or _one(reference, "d:DigestMethod").get("Algorithm") != SHA256:
            return ["签名使用了不接受的算法"]
        stated[reference.get("URI")] = _text(reference, "d:DigestValue")
    wanted = {f"#{name}": digest(canonical(element)) for name, element in objects.items()}
    return [] if stated == wanted else ["签名的说明部分被改动"]


def _claimed(package: Element) -> dict[str, Reference]:
    """The manifest's lines. Raises ValueError for anything but the transforms that Office writes."""
    found = {}
    for item in _one(package, "d:Manifest").findall("d:Reference", _NAMES):
        ids = tuple(sorted(one.get("SourceId") for one in item.iter(f"{{{PACKAGE_SIGNATURE}}}RelationshipReference")))
        transforms = [one.get("Algorithm") for one in item.iter(f"{{{DS}}}Transform")]
        if transforms != ([RELATIONSHIP_TRANSFORM, C14N] if ids else []):
            raise ValueError(f"transforms {transforms}")
        if _one(item, "d:DigestMethod").get("Algorithm") != SHA256 or item.get("URI") in found:
            raise ValueError(item.get("URI"))
        found[item.get("URI")] = Reference(item.get("URI"), ids, _text(item, "d:DigestValue"))
    return found


def _parts(archive: Archive, claimed: dict[str, Reference]) -> list[str]:
    wanted = {one.uri: one for one in coverage(archive)}
    problems = [f"签名后增加了 {_part(uri)}" for uri in wanted.keys() - claimed.keys()]
    problems += [f"签名后删去了 {_part(uri)}" for uri in claimed.keys() - wanted.keys()]
    problems += [f"签名后改动了 {_part(uri)}" for uri in wanted.keys() & claimed.keys() if wanted[uri] != claimed[uri]]
    covered = {_part(uri) for uri in wanted}
    for name in archive:
        outside = name == CONTENT_TYPES or name.endswith(".rels") or name.startswith((FOLDER, "docProps/"))
        if not outside and name not in covered:
            problems.append(f"签名后增加了 {name}")
    return sorted(problems)


def _part(uri: str) -> str:
    return uri.partition("?")[0].removeprefix("/")


def _one(element: Element, path: str) -> Element:
    """The first of that path. Raises LookupError."""
    return element.findall(path, _NAMES)[0]


def _text(element: Element, path: str) -> str:
    return str(_one(element, path).text)


def _bytes(element: Element, path: str) -> bytes:
    return base64.b64decode("".join(_text(element, path).split()), validate=True)
