"""Point a built add-in at another python.exe than the private one.

The add-in's settings sheet names the interpreter as ``%LOCALAPPDATA%\\xladdin\\python\\python.exe`` (or pythonw.exe).
For a Python that is already on the PC this text is replaced in the package's XML; everything else stays as built.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath
from xml.sax.saxutils import escape

from xladdin.excel import layout

_SETTING = re.compile(re.escape(layout.windows_path(layout.PYTHON_EXE)).replace(r"python\.exe", r"pythonw?\.exe"), re.I)


def point_addin_at(package: bytes, interpreter: PurePath) -> bytes:
    """The add-in's bytes with its interpreter setting replaced.

    Raises ValueError when the add-in does not name the private Python: then it is none of ours.
    """
    out = io.BytesIO()
    replaced = 0
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.startswith("xl/") and entry.filename.endswith(".xml"):
                text, count = _SETTING.subn(lambda _: escape(str(interpreter)), content.decode("utf-8"))
                if count:
                    content, replaced = text.encode("utf-8"), replaced + count
            target.writestr(entry, content)
    if not replaced:
        raise ValueError("the add-in does not name the private Python")
    return out.getvalue()
