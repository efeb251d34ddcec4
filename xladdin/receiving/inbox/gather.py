"""The files that paths lead to: folders are walked through, in the order of names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from xladdin.ledger.originals import folder
from xladdin.receiving.inbox.unpack import ARCHIVES, MAILS, OTHER_ARCHIVES, WORKBOOKS

#: Programs keep such files beside open workbooks, and systems their own.
_NOT_OURS = (".", "~$", "thumbs.db", "desktop.ini")


class Gathered(NamedTuple):
    """``files`` to receive; ``others`` lie in the folders and are no tables (letters, pictures): nothing is done with them."""

    files: list[Path]
    others: list[Path]


def gather(paths: Iterable[Path], ledger: Path) -> Gathered:
    """Files named one by one are taken whatever they are, files in folders by their endings."""
    found = Gathered([], [])
    mine = os.path.realpath(folder(ledger)), os.path.realpath(ledger)
    for path in paths:
        if not path.is_dir():
            found.files.append(path)
            continue
        for root, folders, names in os.walk(path):
            folders[:] = sorted(
                one for one in folders if not one.startswith(".") and os.path.realpath(Path(root) / one) != mine[0]
            )
            for name in sorted(names):
                file = Path(root) / name
                if name.lower().startswith(_NOT_OURS) or os.path.realpath(file) in (mine[1], f"{mine[1]}-journal"):
                    continue
                ours = name.lower().endswith((*WORKBOOKS, *ARCHIVES, *MAILS, *OTHER_ARCHIVES))
                (found.files if ours else found.others).append(file)
    return found
