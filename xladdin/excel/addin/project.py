"""The VBA project of the add-in: xlwings' own, with its modules replaced by ours. Needs pyOpenVBA (extra ``build``)."""

from __future__ import annotations

import re
import struct
import tempfile
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

from xladdin.errors import UserError
from xladdin.excel.addin.server import CLASS_NAME, server_class
from xladdin.excel.addin.sources import Module

PROJECT_NAME = "Xladdin"
VBA_PART = "xl/vbaProject.bin"

_SHIPPED_MODULE = "xlwings"
_STRANGERS = ("RibbonMyAddin", "Dictionary", _SHIPPED_MODULE)
_UNUSED_LIBRARY = "MSForms"  # and its path names its author's user account
_NO_CACHE = bytes.fromhex("cc61ffff000100")
"""Stream _VBA_PROJECT that tells Excel to compile from the text [MS-OVBA 2.3.4.1]."""
_PROJECTNAME = 4
"""Record of the dir stream [MS-OVBA 2.3.4.2.1.6]."""


def rebuild(base: bytes, modules: Iterable[Module]) -> bytes:
    """The ``vbaProject.bin`` of ``base`` (a whole .xlam) with ``modules`` and xlwings' server class in it."""
    try:
        from pyopenvba import ExcelFile
        from pyopenvba.vba import VBAModuleKind
    except ModuleNotFoundError as error:
        raise UserError("addin-build-extra") from error

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "base.xlam"), Path(folder, "edited.xlam")
        source.write_bytes(base)
        with ExcelFile(source) as book:
            book.remove_reference(_UNUSED_LIBRARY)
            project = book.vba_project()
            server = server_class(project.get_module(_SHIPPED_MODULE).source)
            for name in _STRANGERS:
                project.delete_module(name)
            for module in (*modules, Module(CLASS_NAME, "class", server)):
                text = _stored(module)
                if module.kind == "document":
                    book.set_module(module.name, text)
                else:
                    kind = VBAModuleKind.other if module.kind == "class" else VBAModuleKind.standard
                    project.add_module(module.name, text, kind=kind)
            for stored in project.modules:
                # a module that is not dirty keeps the base's compiled code in front of its text
                stored.source, stored.dirty = stored.source, True
            book.save(target)
        with ZipFile(target) as package:
            return _renamed(package.read(VBA_PART))


def _stored(module: Module) -> str:
    """Text as the project holds it: CRLF, without the header that the library writes."""
    from pyopenvba.vba import split_attribute_header

    text = module.source.rstrip("\n") + "\n"
    text = str(split_attribute_header(text)[1])
    text.encode("ascii")  # or the library would write ? without a word
    return text.replace("\n", "\r\n")


def _renamed(project: bytes) -> bytes:
    """Project name in the dir and PROJECT streams; the library has no call for it."""
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import compress, decompress

    storage = CFB.from_bytes(project)
    directory = decompress(storage.get_stream_in_storage("VBA", "dir"))
    head, position = b"", 0
    while True:
        record, size = struct.unpack_from("<HI", directory, position)
        data = directory[position + 6 : position + 6 + size]
        position += 6 + size
        if record == _PROJECTNAME:
            name = PROJECT_NAME.encode("ascii")
            head += struct.pack("<HI", record, len(name)) + name
            break
        head += struct.pack("<HI", record, size) + data
    storage.write_stream_in_storage("VBA", "dir", compress(head + directory[position:]))
    storage.write_stream_in_storage("VBA", "_VBA_PROJECT", _NO_CACHE)
    text = storage.get_stream("PROJECT")
    text, count = re.subn(rb'(?m)^Name="[^"]*"', f'Name="{PROJECT_NAME}"'.encode(), text)
    if count != 1:
        raise ValueError(f"PROJECT names its project {count} times")
    head, workspace, windows = text.partition(b"[Workspace]")
    # the library leaves an empty line among the window records
    storage.write_stream("PROJECT", head + workspace + re.sub(rb"(\r\n)+", b"\r\n", windows))
    return bytes(storage.to_bytes())
