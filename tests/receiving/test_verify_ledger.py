"""``verify --ledger`` and ``verify --digest``: replays, and the file behind a sheet of paper."""

from __future__ import annotations

import json

from tests.receiving.conftest import KARAMAY, KEYS, Office, book, changed, sent, submission
from xladdin.model.content_digest import content_digest


def test_an_older_version_is_replayed_once_a_newer_one_came(office: Office) -> None:
    first = office.put("1.xlsx", sent(KARAMAY))
    never_received = office.put("0.xlsx", submission(changed(KARAMAY, 1, "100"), KEYS[KARAMAY]))
    options = ("--registry", office.registry, "--ledger", office.ledger, "--json")
    office.receive(first)
    assert json.loads(office.run("verify", first, *options).out)["status"] == "valid"
    office.receive(office.put("2.xlsx", sent(KARAMAY, 2)))
    for path in (first, never_received):
        ran = office.run("verify", path, *options)
        assert (ran.code, json.loads(ran.out)["status"]) == (1, "replayed")
    assert json.loads(office.run("verify", office.inbox / "2.xlsx", *options).out)["status"] == "valid"
    missing = office.run("verify", first, "--ledger", office.folder / "无.db")
    assert (missing.code, "找不到这个文件" in missing.err) == (3, True)


def test_what_is_graver_than_a_replay_is_said(office: Office) -> None:
    office.receive(office.put("2.xlsx", sent(KARAMAY, 2)))
    ran = office.run("verify", office.put("a.xlsx", book(KARAMAY)), "--ledger", office.ledger, "--json")
    assert (ran.code, json.loads(ran.out)["status"]) == (3, "refused")


def test_the_digits_on_the_paper_lead_to_the_file(office: Office) -> None:
    office.receive(office.put("1.xlsx", sent(KARAMAY)))
    digest = content_digest(changed(KARAMAY))
    printed = f"{digest[:4].upper()} {digest[4:8].upper()}"
    found = office.run("verify", "--digest", printed, office.ledger)
    assert (found.code, "已接收" in found.out, "第 1 版" in found.out) == (0, True, True)
    office.receive(office.put("2.xlsx", sent(KARAMAY, 2)))
    older = office.run("verify", "--digest", digest[:8], office.ledger, "--json")
    assert (older.code, older.files[0]["state"]) == (1, "被替代")
    other = office.run("verify", "--digest", "0000 0000", office.ledger)
    assert (other.code, "不是同一份" in other.out) == (1, True)
    assert office.run("verify", "--digest", "12", office.ledger).code == 2
