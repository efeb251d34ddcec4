"""The numbers of all profiles, and what is not read without the add-in, as tables for ``docs/rules.md``; a test fails while
the page is not current.

``python -m xladdin.rules.catalogue docs/rules.md`` writes each table into the page, between its two marks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from xladdin.disk.writing import replace
from xladdin.model.grammar.decimals import plain_text
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Parameter, Profile
from xladdin.rules.reading.native.not_read import NOT_READ

BEGIN, END = "<!-- profiles: generated, see xladdin/rules/catalogue.py -->", "<!-- end of profiles -->"
NOT_READ_MARKS = "<!-- not read: generated, see xladdin/rules/catalogue.py -->", "<!-- end of not read -->"


def tables() -> str:
    """Every profile with the numbers that it states itself; what it inherits stands with the profile it extends."""
    return "\n".join(line for name in profiles.names() for line in _profile(profiles.load(name)))


def not_read() -> str:
    """What the native formulas do not read: examples and reasons."""
    lines = [f"| {one.example} | {one.reason} |" for one in NOT_READ.values()]
    return "\n".join(("| written | why the sheet asks for a check |", "|---|---|", *lines))


def with_tables(page: str) -> str:
    """``page`` with fresh tables between their marks. Raises ValueError when a mark is missing."""
    for begin, end, table in ((BEGIN, END, tables()), (*NOT_READ_MARKS, not_read())):
        before, found, rest = page.partition(begin)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"the page needs {begin} and {end}")
        page = f"{before}{begin}\n\n{table}\n{end}{after}"
    return page


def _profile(profile: Profile) -> Iterator[str]:
    own = [number for number in _numbers(profile) if number.profile == profile.id]
    extends = f"; otherwise as `{profile.extends}`" if profile.extends else ""
    yield f"### `{profile.id}` {profile.title}"
    yield ""
    yield f"{profile.source}; in force from {profile.effective_from}{extends}."
    yield ""
    yield "| key | meaning | value | unit | source | verified |"
    yield "|---|---|---|---|---|---|"
    for number in own:
        value = "off" if number.value is None else plain_text(number.value)
        cells = (
            f"`{number.key}`",
            number.title,
            value,
            number.unit,
            number.source,
            "yes" if number.verified else "**no**",
        )
        yield f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |"
    yield ""


def _numbers(profile: Profile) -> list[Parameter]:
    """What stands in the page: limits of the checks only where a profile has its own (those of the ministry: ``docs/checks.md``)."""
    limits = profile.checks.values() if profile.extends else ()
    return [level.standard for level in profile.levels] + [*profile.parameters.values(), *limits]


def main(path: Path) -> None:
    """Renew the table in the page."""
    replace(path, with_tables(path.read_text(encoding="utf-8")).encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
