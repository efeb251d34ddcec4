"""What the ledger holds about a matter, also under an older key: from before there was a list, or without a code."""

from __future__ import annotations

from collections.abc import Mapping

from xladdin.ledger.files import FIELDS, File
from xladdin.ledger.matter import Matter, is_same
from xladdin.ledger.store import Ledger


def files_about(ledger: Ledger, key: str, matter: Matter, same: Mapping[str, str]) -> list[File]:
    """Every file of the matter, oldest version first."""
    found = ledger.rows(
        f"SELECT {FIELDS} FROM file WHERE matter = ? OR (year = ? AND ((unit_code = ? AND unit_code != '') OR unit_name = ?))"
        " ORDER BY version, received_at, rowid",
        key,
        matter.year,
        matter.unit.code,
        matter.unit.name,
    )
    files = [File(*row) for row in found]
    return [
        one
        for one in files
        if one.matter == key
        or (is_same(one.who.unit, matter.unit, same) and is_same(one.who.project, matter.project, same))
    ]


def bring_together(ledger: Ledger, key: str, older: str) -> None:
    """Let what stands under an older key stand under the new one; statements of a transaction."""
    if older != key:
        ledger.run("UPDATE file SET matter = ? WHERE matter = ?", key, older)
        ledger.run("UPDATE approval SET matter = ? WHERE matter = ?", key, older)
