"""Sheet and workbook protection on openpyxl objects: a real lock, and a guard against accidents.

openpyxl's own ``password`` writes only a 16-bit hash that any tool opens. The agile hash here is the one Excel 2013
and later write: ECMA-376 part 1, 18.2.29 (workbook) and 18.3.1.85 (sheet).
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.worksheet import Worksheet

ALGORITHM = "SHA-512"
SPINS = 100_000
"""Rounds of hashing, as Excel writes; some 60 ms."""


@lru_cache(maxsize=64)
def protection_hash(secret: str, salt: bytes, spins: int = SPINS) -> bytes:
    """H₀ = SHA-512(salt ‖ secret as UTF-16LE), Hₙ₊₁ = SHA-512(Hₙ ‖ n as 32 bit little-endian); 64 bytes."""
    digest = hashlib.sha512(salt + secret.encode("utf-16-le")).digest()
    for spin in range(spins):
        digest = hashlib.sha512(digest + spin.to_bytes(4, "little")).digest()
    return digest


def lock(workbook: Workbook, secret: str, salt: bytes, spins: int = SPINS) -> None:
    """Lock every sheet and the structure of ``workbook`` with one password.

    salt    16 bytes; the same for all sheets, so that the hash is computed once
    Nothing but selecting cells is allowed. Cells stay locked unless their style says otherwise.
    """
    hash_value = base64.b64encode(protection_hash(secret, salt, spins)).decode("ascii")
    salt_value = base64.b64encode(salt).decode("ascii")
    for sheet in workbook.worksheets:
        sheet.protection = SheetProtection(
            sheet=True,
            objects=True,
            scenarios=True,
            algorithmName=ALGORITHM,
            hashValue=hash_value,
            saltValue=salt_value,
            spinCount=spins,
        )
    workbook.security = WorkbookProtection(
        lockStructure=True,
        workbookAlgorithmName=ALGORITHM,
        workbookHashValue=hash_value,
        workbookSaltValue=salt_value,
        workbookSpinCount=spins,
    )


def guard(sheet: Worksheet) -> None:
    """Protect a sheet without password: prevents accidents, anyone may lift it.

    Filters, row height and column width stay usable, and so do comments and shapes. Sorting is left locked: Excel
    refuses to sort ranges with locked cells anyway.
    """
    # in the file, “true” means locked
    sheet.protection = SheetProtection(
        sheet=True, objects=False, scenarios=False, autoFilter=False, formatRows=False, formatColumns=False
    )
