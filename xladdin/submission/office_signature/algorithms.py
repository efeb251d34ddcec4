"""Names and algorithms of package signatures, and canonical XML. One of each kind is accepted, no other."""

from __future__ import annotations

import base64
import copy
import hashlib

from lxml import etree

from xladdin.forms.package.parts.xml import Element

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
PACKAGE_SIGNATURE = "http://schemas.openxmlformats.org/package/2006/digital-signature"
OFFICE_SIGNATURE = "http://schemas.microsoft.com/office/2006/digsig"

C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
RELATIONSHIP_TRANSFORM = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
ECDSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"

#: The three objects that the signature value covers, and the types under which it names them.
PACKAGE_OBJECT, OFFICE_OBJECT, SIGNED_PROPERTIES = "idPackageObject", "idOfficeObject", "idSignedProperties"
SIGNED = {
    PACKAGE_OBJECT: f"{DS}Object",
    OFFICE_OBJECT: f"{DS}Object",
    SIGNED_PROPERTIES: "http://uri.etsi.org/01903#SignedProperties",
}


def canonical(element: Element) -> bytes:
    """Inclusive canonical XML 1.0 of a subtree, without comments.

    lxml leaves out namespaces that are declared above the subtree and not used in it; the standard has them in.
    """
    root = etree.Element(element.tag, dict(element.attrib), nsmap=element.nsmap)
    root.text = element.text
    for child in element:
        root.append(copy.deepcopy(child))
    found: bytes = etree.tostring(root, method="c14n", exclusive=False, with_comments=False)
    return found


def digest(content: bytes) -> str:
    """SHA-256 in base64."""
    return base64.b64encode(hashlib.sha256(content).digest()).decode("ascii")
