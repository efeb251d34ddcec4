"""Links that Excel leaves in a workbook saved on a PC with the add-in: ``[1]!JX_RATE(…)`` and a link to ``xladdin.xlam``.

They are harmless, since every result cell has its native rule behind the function. A link to anything else is not: its
values come from a file that neither the reader nor the office above has.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.parts.relationships import relationships, workbook_part

#: File name of the add-in; the folder differs from PC to PC.
ADDIN_FILE = "xladdin.xlam"


def foreign_links(archive: Archive) -> list[str]:
    """File names of the workbooks that this one is linked to, the add-in aside; in order, each once."""
    links = [item for item in relationships(archive, workbook_part(archive)) if item.kind == "externalLink"]
    targets = [_file_name(item.target) for link in links for item in relationships(archive, link.target)]
    unknown = [link.target for link in links if not relationships(archive, link.target)]
    return list(dict.fromkeys([name for name in targets if name.lower() != ADDIN_FILE] + unknown))


def refuse_foreign_links(archive: Archive) -> None:
    """Raises UserError link-foreign for a workbook that takes values from another one."""
    for name in foreign_links(archive):
        raise UserError("link-foreign", file=archive.name, target=name)


def _file_name(target: str) -> str:
    """``file:///C:\\Users\\x\\AppData\\xladdin.xlam`` → ``xladdin.xlam``."""
    return re.split(r"[\\/]", unquote(target))[-1]
