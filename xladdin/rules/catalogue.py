"""The numbers of all profiles as a table for ``docs/rules.md``; a test fails while the page is not current.

``python -m xladdin.rules.catalogue docs/rules.md`` writes the table into the page, between its two marks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from xladdin.disk.writing import replace
from xladdin.model.grammar.decimals import plain_text
from xladdin.rules import profile as profiles
from xladdin.rules.profile import Parameter, Profile

BEGIN, END = "<!-- profiles: generated, see xladdin/rules/catalogue.py -->", "<!-- end of profiles -->"


def tables() -> str:
    """Every profile with the numbers that it states itself; what it inherits stands with the profile it extends."""
    return "\n".join(line for name in profiles.names() for line in _profile(profiles.load(name)))


def with_tables(page: str) -> str:
    """``page`` with a fresh table between its marks. Raises ValueError when a mark is missing."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page needs {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{tables()}\n{END}{after}"


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
    return [level.standard for level in profile.levels] + list(profile.parameters.values())


def main(path: Path) -> None:
    """Renew the table in the page."""
    replace(path, with_tables(path.read_text(encoding="utf-8")).encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
