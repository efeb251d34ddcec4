"""The list of who is to hand in what, and the other names that a person confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from xladdin.ledger.files import note
from xladdin.ledger.matter import Expected, Matter, Named, known_name
from xladdin.ledger.store import Ledger
from xladdin.model.grammar.fold import name_key

_FIELDS = "unit_code, unit_name, project_code, project_name, year, profile, deadline, mail"


def expected_of(ledger: Ledger) -> list[Expected]:
    """The list that was given last; empty where none ever was."""
    return [
        Expected(
            Matter(
                row["year"], Named(row["unit_code"], row["unit_name"]), Named(row["project_code"], row["project_name"])
            ),
            row["profile"],
            row["deadline"],
            row["mail"],
        )
        for row in ledger.rows(f"SELECT {_FIELDS} FROM expected ORDER BY rowid")
    ]


def expect(ledger: Ledger, lines: Sequence[Expected], at: str) -> None:
    """Take a new list in the place of the old one."""
    if list(lines) == expected_of(ledger):
        return
    with ledger.writing():
        ledger.run("DELETE FROM expected")
        for line in lines:
            year, unit, project = line.matter
            ledger.run(
                f"INSERT OR IGNORE INTO expected (matter, {_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                line.matter.key(),
                *unit,
                *project,
                year,
                line.profile,
                line.deadline,
                line.mail,
            )
        note(ledger, at, "应报清单", f"{len(lines)} 项")


def same_names(ledger: Ledger) -> dict[str, str]:
    """Other name → name of the list, both as keys (``name_key``)."""
    return {row["said"]: row["meant"] for row in ledger.rows("SELECT said, meant FROM same_name")}


def confirm_same(ledger: Ledger, said: str, meant: str, by: str, at: str) -> None:
    """Remember that two names mean the same; the later word counts."""
    there = same_names(ledger)
    with ledger.writing():
        ledger.run(
            "INSERT OR REPLACE INTO same_name (said, meant, confirmed_by, at) VALUES (?, ?, ?, ?)",
            name_key(said),
            known_name(meant, there),
            by,
            at,
        )
        note(ledger, at, "确认名称", f"“{said}”即“{meant}”（{by}）")
