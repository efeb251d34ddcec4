"""Random changes to a signed file: none is accepted with other contents, none crashes the verifier."""

from __future__ import annotations

import datetime
from pathlib import Path
from random import Random

from lxml import etree

from tests.forms.conftest import sample
from tests.support.examples import SOAKING
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.rules import profile as profiles
from xladdin.submission.keys.key_file import new_key, public_bytes
from xladdin.submission.keys.registry import Registry, new_entry
from xladdin.submission.seal.make import sealed
from xladdin.submission.verify.verdict import Status
from xladdin.submission.verify.verify import verify

MUTATIONS = 20_000 if SOAKING else 500
WHEN = datetime.datetime(2025, 3, 12, tzinfo=datetime.UTC)


def _bytes(content: bytes, random: Random) -> bytes:
    """Flip, overwrite, cut or double a few bytes of the file."""
    data = bytearray(content)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(data))
        match random.randrange(4):
            case 0:
                data[at] ^= 1 << random.randrange(8)
            case 1:
                data[at] = random.randrange(256)
            case 2:
                del data[at : at + random.randint(1, 8)]
            case _:
                data[at:at] = data[at : at + random.randint(1, 8)]
    return bytes(data)


def _entries(content: bytes, random: Random) -> bytes:
    """Exchange, drop, double or rename parts; change bytes of a part and zip it well again."""
    archive = Archive.read(content)
    names = list(archive)
    one, two = random.sample(names, 2)
    match random.randrange(5):
        case 0:
            return archive.replaced({one: archive[two], two: archive[one]}).to_bytes()
        case 1:
            return archive.replaced({}, without=[one]).to_bytes()
        case 2:
            return archive.replaced({one.replace(".", f"{random.randrange(9)}.", 1): archive[one]}).to_bytes()
        case 3:
            return archive.replaced({one: _bytes(archive[one] or b"x", random)}).to_bytes()
        case _:
            text = archive[one]
            digits = [at for at, byte in enumerate(text) if 48 <= byte <= 57]
            if not digits:
                return archive.replaced({one: text + b" "}).to_bytes()
            at = random.choice(digits)
            return archive.replaced({one: text[:at] + b"%d" % random.randrange(10) + text[at + 1 :]}).to_bytes()


def _nodes(content: bytes, random: Random) -> bytes:
    """Change, move, double or remove an element or attribute of one XML part."""
    archive = Archive.read(content)
    name = random.choice([name for name in archive if name.endswith((".xml", ".rels"))])
    root = etree.fromstring(archive[name])
    elements = list(root.iter("{*}*"))
    element = random.choice(elements)
    match random.randrange(4):
        case 0 if element.attrib:
            key = random.choice(list(element.attrib))
            element.set(key, str(random.randrange(100)))
        case 1:
            element.text = str(random.randrange(10_000))
        case 2 if element is not root:
            element.getparent().append(element)
        case _ if element is not root:
            element.getparent().remove(element)
    return archive.replaced({name: etree.tostring(root)}).to_bytes()


def _contents(content: bytes) -> dict[str, bytes] | None:
    try:
        return dict(Archive.read(content))
    except UserError:
        return None


def test_no_mutation_of_a_signed_file_is_accepted_with_other_contents(tmp_path: Path) -> None:
    key = new_key(tmp_path / "a.key", "long enough")
    project = sample("karamay-2024")
    unit = project.unit.code or project.unit.name
    registry = Registry((new_entry(unit, public_bytes(key), datetime.date(2025, 1, 1)),))
    good = sealed(project, profiles.load("xinjiang-2024"), key=key, when=WHEN)[0].to_bytes()
    original = _contents(good)
    random = Random(20261124)
    path = tmp_path / "a.xlsx"
    seen = set()
    for number in range(MUTATIONS):
        mutated = random.choice((_bytes, _entries, _nodes))(good, random)
        path.write_bytes(mutated)
        found = verify(path, registry)
        seen.add(found.status)
        assert found.status is not Status.VALID or _contents(mutated) == original, number
    assert {Status.REFUSED, Status.TAMPERED} <= seen
