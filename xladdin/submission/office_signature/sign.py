"""Write the signature of a package, as Office writes it."""

from __future__ import annotations

import base64
import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from lxml import etree

from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.xml import Element, serialise
from xladdin.submission.office_signature.algorithms import (
    C14N,
    DS,
    OFFICE_OBJECT,
    OFFICE_SIGNATURE,
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
from xladdin.submission.office_signature.certificate import Certificate
from xladdin.submission.office_signature.coverage import coverage
from xladdin.submission.office_signature.parts import with_signature

_SIGNATURE_ID = "idPackageSignature"

#: What Office states about the program that signed ([MS-OFFCRYPTO] 2.5.2.6): the names are required, the values are not checked.
_DETAILS = {
    "SetupID": "",
    "SignatureText": "",
    "SignatureImage": "",
    "SignatureComments": "",
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
    "ManifestHashAlgorithm": SHA256,
    "SignatureType": "1",
}


def signed(archive: Archive, certificate: Certificate, when: datetime.datetime, comment: str = "") -> Archive:
    """The package with an Office signature.

    when     the time the signer states, with time zone; nobody confirms it
    comment  the purpose that Office shows beside the signature
    Raises ValueError for a package that is signed already or names parts that are not there.
    """
    time = when.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    root = etree.Element(f"{{{DS}}}Signature", {"Id": _SIGNATURE_ID}, nsmap={None: DS})
    info, value = _add(root, "SignedInfo"), _add(root, "SignatureValue")
    keys = _add(_add(root, "KeyInfo"), "X509Data")
    for one in (certificate.own, *certificate.chain):
        _add(keys, "X509Certificate", _base64(one.public_bytes(serialization.Encoding.DER)))
    objects = {
        PACKAGE_OBJECT: _package_object(root, archive, time),
        OFFICE_OBJECT: _office_object(root, comment),
        SIGNED_PROPERTIES: _signed_properties(root, certificate.own, time),
    }
    _add(info, "CanonicalizationMethod", Algorithm=C14N)
    _add(info, "SignatureMethod", Algorithm=certificate.algorithm)
    for name, element in objects.items():
        reference = _add(info, "Reference", Type=SIGNED[name], URI=f"#{name}")
        if name == SIGNED_PROPERTIES:
            _add(_add(reference, "Transforms"), "Transform", Algorithm=C14N)
        _digest(reference, digest(canonical(element)))
    value.text = _base64(certificate.sign(canonical(info)))
    return with_signature(archive, serialise(root))


def _package_object(root: Element, archive: Archive, time: str) -> Element:
    """Every part and relationship of the package, and the time of signing."""
    found = _add(root, "Object", Id=PACKAGE_OBJECT)
    manifest = _add(found, "Manifest")
    for part in coverage(archive):
        reference = _add(manifest, "Reference", URI=part.uri)
        if part.relationships:
            transforms = _add(reference, "Transforms")
            transform = _add(transforms, "Transform", Algorithm=RELATIONSHIP_TRANSFORM)
            for identifier in part.relationships:
                _add(transform, "RelationshipReference", ns=PACKAGE_SIGNATURE, prefix="mdssi", SourceId=identifier)
            _add(transforms, "Transform", Algorithm=C14N)
        _digest(reference, part.digest)
    stated = _property(found, "idSignatureTime")
    signature_time = _add(stated, "SignatureTime", ns=PACKAGE_SIGNATURE, prefix="mdssi")
    _add(signature_time, "Format", "YYYY-MM-DDThh:mm:ssTZD", ns=PACKAGE_SIGNATURE)
    _add(signature_time, "Value", time, ns=PACKAGE_SIGNATURE)
    return found


def _office_object(root: Element, comment: str) -> Element:
    found = _add(root, "Object", Id=OFFICE_OBJECT)
    details = _add(_property(found, "idOfficeV1Details"), "SignatureInfoV1", ns=OFFICE_SIGNATURE, prefix=None)
    for name, text in {**_DETAILS, "SignatureComments": comment}.items():
        _add(details, name, text, ns=OFFICE_SIGNATURE)
    return found


def _signed_properties(root: Element, own: x509.Certificate, time: str) -> Element:
    """XAdES: which certificate signed, and when."""
    qualifying = _add(_add(root, "Object"), "QualifyingProperties", ns=XADES, prefix="xd", Target=f"#{_SIGNATURE_ID}")
    found = _add(qualifying, "SignedProperties", ns=XADES, Id=SIGNED_PROPERTIES)
    stated = _add(found, "SignedSignatureProperties", ns=XADES)
    _add(stated, "SigningTime", time, ns=XADES)
    cert = _add(_add(stated, "SigningCertificate", ns=XADES), "Cert", ns=XADES)
    _digest(_add(cert, "CertDigest", ns=XADES), _base64(own.fingerprint(hashes.SHA256())))
    issuer = _add(cert, "IssuerSerial", ns=XADES)
    _add(issuer, "X509IssuerName", own.issuer.rfc4514_string())
    _add(issuer, "X509SerialNumber", str(own.serial_number))
    _add(_add(stated, "SignaturePolicyIdentifier", ns=XADES), "SignaturePolicyImplied", ns=XADES)
    return found


def _property(parent: Element, identifier: str) -> Element:
    properties = _add(parent, "SignatureProperties")
    return _add(properties, "SignatureProperty", Id=identifier, Target=f"#{_SIGNATURE_ID}")


def _digest(parent: Element, value: str) -> None:
    _add(parent, "DigestMethod", Algorithm=SHA256)
    _add(parent, "DigestValue", value)


def _add(
    parent: Element, tag: str, text: str | None = None, *, ns: str = DS, prefix: str | None = "", **stated: str
) -> Element:
    """A child element; with a ``prefix`` (None: the default namespace) it declares its namespace itself."""
    namespaces = None if prefix == "" else {prefix: ns}
    child = etree.SubElement(parent, f"{{{ns}}}{tag}", stated, nsmap=namespaces)
    child.text = text
    return child


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
