"""Where the files live that travel beside the code: VBA and ribbon sources, form definitions and blank workbooks.

In a checkout they are top-level folders, so that people find them; a wheel carries them inside the package (see
``force-include`` in pyproject.toml). Code asks here and never joins paths of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Resource = Literal["macros", "workbook_templates"]

_PACKAGE = Path(__file__).resolve().parent


def resource_dir(name: Resource) -> Path:
    """Folder ``name``: inside the installed wheel where that has it, else at the root of the checkout.

    Raises FileNotFoundError when neither is there, which means a broken installation.
    """
    for folder in (_PACKAGE / "_shared" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name}: neither in {_PACKAGE / '_shared'} nor beside {_PACKAGE}")
