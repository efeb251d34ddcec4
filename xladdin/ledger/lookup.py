"""Finds the matter that a person means by the words for its unit and project."""

from __future__ import annotations

from xladdin.checks.texts.name_matching import likeness
from xladdin.errors import UserError
from xladdin.ledger.expected import same_names
from xladdin.ledger.files import File, all_files
from xladdin.ledger.matter import Named, known_name
from xladdin.ledger.states import State
from xladdin.ledger.store import Ledger
from xladdin.model.grammar.fold import name_key

_SHOWN = 3


def files_meant(ledger: Ledger, unit: str, project: str, year: int = 0) -> list[File]:
    """All files of the one matter, oldest version first; refused ones are left out.

    unit, project  code or name, or a part of the name that fits no other
    Raises UserError matter-unknown, matter-several.
    """
    same = same_names(ledger)
    files = [
        one
        for one in all_files(ledger)
        if one.matter and one.state != State.REFUSED.value and one.year in (year or one.year,)
    ]
    exact = [one for one in files if _is(one.who.unit, unit, same) and _is(one.who.project, project, same)]
    found = exact or [one for one in files if _holds(one.who.unit, unit) and _holds(one.who.project, project)]
    matters = list(dict.fromkeys(one.matter for one in found))
    if not matters:
        names = {(one.who.unit.said, one.who.project.said) for one in files}
        near = sorted(names, key=lambda pair: -(likeness(pair[0], unit) + likeness(pair[1], project)))[:_SHOWN]
        said = "、".join(f"“{one}”“{other}”" for one, other in near) or "无"
        raise UserError("matter-unknown", file=ledger.path, unit=unit, project=project, near=said)
    if len(matters) > 1:
        said = "、".join(dict.fromkeys(one.who.said for one in found))
        raise UserError("matter-several", file=ledger.path, found=said)
    return sorted((one for one in found if one.matter == matters[0]), key=lambda one: (one.version, one.received_at))


def _is(named: Named, wanted: str, same: dict[str, str]) -> bool:
    return wanted.strip() == named.code != "" or known_name(wanted, same) == known_name(named.name, same) != ""


def _holds(named: Named, wanted: str) -> bool:
    return name_key(wanted) in name_key(named.name)
