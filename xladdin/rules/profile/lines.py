"""In which line of a TOML file a key stands, so that a mistake in a profile is named where its author sees it."""

from __future__ import annotations

from xladdin.patterns import pattern

#: Keys from the top, list items by number from 0: ``("level", 1, "standard")``.
Path = tuple[str | int, ...]

_TABLE = pattern(r"\s*(\[{1,2})([^\[\]]+)\]{1,2}\s*(?:#.*)?$")
_KEY = pattern(r"""\s*((?:"[^"]*"|'[^']*'|[^\s=#"'\[\]{}]+))\s*=""")


def line_of(text: str, path: Path) -> int | None:
    """Line (from 1) of the key, or of the nearest table around it; None where not even that is written."""
    found = _lines(text)
    while path:
        if path in found:
            return found[path]
        path = path[:-1]
    return None


def _lines(text: str) -> dict[Path, int]:
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        table = _TABLE.match(line)
        if table:
            here = tuple(part.strip().strip("\"'") for part in table[2].split("."))
            if table[1] == "[[":
                found.setdefault(here, number)
                counts[here] = counts.get(here, -1) + 1
                here = (*here, counts[here])
            found.setdefault(here, number)
            continue
        key = _KEY.match(line)
        if key:
            found.setdefault((*here, *(part.strip("\"'") for part in key[1].split("."))), number)
    return found
