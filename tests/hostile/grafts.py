"""All grafts onto workbooks, by name. ``python -m tests.hostile.grafts DIR BOOK.xlsx`` writes the files for a closer look."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.hostile import foreign_parts, odd_cells, sizes, xml_tricks, zip_lies
from tests.hostile.graft import Graft
from tests.hostile.kit import Kit

GRAFTS: tuple[Graft, ...] = (
    *zip_lies.GRAFTS,
    *foreign_parts.GRAFTS,
    *xml_tricks.GRAFTS,
    *odd_cells.GRAFTS,
    *sizes.GRAFTS,
)


def main(folder: Path, source: Path) -> None:
    """Write every graft on ``source``, numbered, into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, graft in enumerate(GRAFTS, 1):
        (folder / f"{number:03d} {graft.outcome} {graft.name.replace('/', '_')}.xlsx"[:200]).write_bytes(
            graft.make(Kit(source.read_bytes()))
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
