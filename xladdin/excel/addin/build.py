"""``xladdin.xlam`` from sources: the same bytes on every system and every day."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xladdin.excel.addin.base import base_bytes
from xladdin.excel.addin.package import edit_parts
from xladdin.excel.addin.project import VBA_PART, rebuild
from xladdin.excel.addin.ribbon_part import check_callbacks
from xladdin.excel.addin.sources import RIBBON_FILE, generated_modules, written_modules
from xladdin.excel.layout import ADDIN_FILE
from xladdin.excel.udf.declare import declarations
from xladdin.resources import resource_dir

_CREATED_ON_DOS = 0
_OLDEST_DATE = (1980, 1, 1, 0, 0, 0)
_COMPRESSION = 6


def build_addin(out_dir: Path) -> Path:
    """Write ``xladdin.xlam`` into ``out_dir`` (made if missing) and return its path.

    Raises UserError when the extra ``build`` or the pinned xlwings is missing, ValueError when our own sources do not
    fit together.
    """
    target = Path(out_dir) / ADDIN_FILE
    content = addin_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


def addin_bytes() -> bytes:
    """The add-in as bytes."""
    from xladdin.excel.udf import functions

    macros = resource_dir("macros")
    customui = (macros / RIBBON_FILE).read_bytes()
    modules = [*written_modules(macros), *generated_modules(declarations(functions))]
    check_callbacks(customui, modules)
    base = base_bytes()
    with ZipFile(io.BytesIO(base)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts = edit_parts(parts, customui)
    parts[VBA_PART] = rebuild(base, modules)
    return _packed(parts)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """A package with its parts in a fixed order and without the date."""
    first = ["[Content_Types].xml", "_rels/.rels"]
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as package:
        for name in [*first, *sorted(set(parts) - set(first))]:
            info = ZipInfo(name, _OLDEST_DATE)
            info.create_system, info.compress_type = _CREATED_ON_DOS, ZIP_DEFLATED
            package.writestr(info, parts[name], compresslevel=_COMPRESSION)
    return buffer.getvalue()
