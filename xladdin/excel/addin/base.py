"""The add-in we start from: the one that xlwings ships for its users to build on, so the project inside is Excel's own."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.resources

from xladdin.errors import UserError

BASE_FILE = "quickstart_addin_ribbon.xlam"
BASE_SHA256 = "43010e1abd6e7a48b4693367f062196654a21c256683dccbaec810df7a6f4dbb"
XLWINGS_VERSION = "0.37.8"
"""The DLL's name carries the version, and so does the VBA: both must be the ones that were looked at."""


def base_bytes() -> bytes:
    """The base, or UserError when another xlwings is installed than the one these edits were written for."""
    version = importlib.metadata.version("xlwings")
    content = importlib.resources.files("xlwings").joinpath(BASE_FILE).read_bytes()
    if version != XLWINGS_VERSION or hashlib.sha256(content).hexdigest() != BASE_SHA256:
        raise UserError("addin-base", found=version, wanted=XLWINGS_VERSION)
    return content
