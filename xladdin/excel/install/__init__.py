"""Put the add-in on a PC for the current user, and take it away again.

The same code serves the double click on ``安装.cmd`` (private Python, ``python -m xladdin.excel.install``) and
``xladdin addin install`` (a Python that is already there). Standard library only, no PowerShell, no administrator;
imports on every system, because all of Windows is behind :class:`~xladdin.excel.install.machine.Machine`.
"""

from xladdin.excel.install.add import install, install_bundle
from xladdin.excel.install.remove import uninstall

__all__ = ["install", "install_bundle", "uninstall"]
