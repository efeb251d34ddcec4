"""An inbox full of hostile files: each ends in its refusal within two seconds and 300 MiB, what stands beside it is received.

The reading process holds the limits itself; a file that crossed them would come back as ``worker-died``.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from tests.hostile.graft import FOUND, SAME
from tests.hostile.grafts import GRAFTS
from tests.hostile.kit import Kit
from tests.receiving.conftest import KARAMAY, TURPAN, Office, book, sent
from tests.receiving.hostile_files import FILES
from tests.support.examples import SOAKING
from xladdin.ledger.originals import digest_of, folder


def test_there_are_at_least_sixty_and_all_are_different() -> None:
    assert len({one.name for one in FILES}) == len(FILES) >= 60


def _intact(office: Office) -> None:
    """The ledger is whole, every row has its original, and every original is what its name says."""
    with sqlite3.connect(office.ledger) as ledger:
        assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        digests = {row[0] for row in ledger.execute("SELECT digest FROM file")}
    kept = {path.name: path for path in folder(office.ledger).rglob("*") if path.is_file()}
    assert digests <= kept.keys()
    assert all(digest_of(path.read_bytes()) == name for name, path in kept.items())


def test_each_hostile_file_ends_in_its_refusal_and_the_next_is_received(office: Office, tmp_path: Path) -> None:
    outside = set(tmp_path.rglob("*")) - set(office.folder.rglob("*"))
    office.put("000 好.xlsx", sent(KARAMAY))
    for number, hostile in enumerate(FILES, 1):
        office.put(f"{number:03d} {hostile.name}", hostile.make())
    office.put("999 好.xlsx", sent(TURPAN))
    ran = office.receive()
    assert ran.code == 1
    files = ran.files
    assert (files[0]["state"], files[-1]["state"]) == ("已接收", "已接收")
    wrong = []
    for number, hostile in enumerate(FILES, 1):
        found = [one for one in files if Path(one["path"].partition("!")[0]).name.startswith(f"{number:03d} ")]
        good = found and all(
            one["state"] in ("拒收", "退回")
            and any(one["code"] == code or code in one["reason"] for code in hostile.code.split("|"))
            for one in found
        )
        if not good:
            wrong.append(
                (hostile.name, hostile.code, [(one["state"], one["code"], one["reason"][:60]) for one in found])
            )
    assert wrong == [], "\n".join(map(str, wrong))
    _intact(office)
    assert set(tmp_path.rglob("*")) - set(office.folder.rglob("*")) == outside  # nothing was written anywhere else
    assert not list(Path("/tmp").glob("x.xlsx")) + list(Path("/tmp").glob("y.xlsx"))


@pytest.mark.parametrize("kind", ["book", *(["submission"] if SOAKING else [])])
def test_every_graft_that_is_refused_is_refused_in_the_inbox(office: Office, kind: str) -> None:
    content = book(KARAMAY) if kind == "book" else sent(KARAMAY, signed=False)
    grafts = [one for one in GRAFTS if kind in one.on and one.outcome not in (SAME, FOUND)]
    grafts = grafts if SOAKING else grafts[::4]
    for number, graft in enumerate(grafts):
        office.put(f"{number:03d}.xlsx", graft.make(Kit(content)))
    office.put("999.xlsx", sent(TURPAN))
    begin = time.process_time()
    ran = office.receive()
    assert time.process_time() - begin < 60
    codes = [one["code"] for one in ran.files]
    assert ran.files[-1]["state"] == "已接收"
    expected = [graft.outcome for graft in grafts]
    wrong = [
        (graft.name, graft.outcome, code)
        for graft, code in zip(grafts, codes, strict=False)
        if code != graft.outcome and not (kind == "submission" and code == "tampered")
    ]
    assert len(codes) == len(expected) + 1
    assert wrong == []
    _intact(office)
