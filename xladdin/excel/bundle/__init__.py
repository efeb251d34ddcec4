"""The offline bundle: a zip with a private Python, the add-in and scripts to double-click, for PCs without internet.

Built on any system from the package registries alone. ``build`` has the steps, ``docs/bundle.md`` the sizes.
"""

from xladdin.excel.bundle.build import build_bundle
from xladdin.excel.bundle.report import BundleReport

__all__ = ["BundleReport", "build_bundle"]
