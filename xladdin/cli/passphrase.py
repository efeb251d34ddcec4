"""Passphrases come by a prompt, an environment variable or a file descriptor, never as arguments, which others can see."""

from __future__ import annotations

import argparse
import os
import sys

from xladdin.errors import UserError

#: What asks → environment variable.
_VARIABLES = {
    "密钥": "XLADDIN_KEY_PASSPHRASE",
    "旧密钥": "XLADDIN_OLD_KEY_PASSPHRASE",
    "证书": "XLADDIN_CERT_PASSPHRASE",
    "打开密码": "XLADDIN_OPEN_PASSWORD",
}


def add_passphrase_option(parser: argparse.ArgumentParser) -> None:
    names = "、".join(_VARIABLES.values())
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="编号",
        help=f"从这个文件描述符逐行读口令；也可用环境变量 {names}",
    )


class Passphrases:
    """Reads each passphrase when it is needed; lines of the file descriptor in the order in which they are."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._lines: list[str] | None = None
        self._descriptor: int | None = options.passphrase_fd

    def ask(self, what: str, *, twice: bool = False) -> str:
        """The passphrase for ``what``, a key of the variables. Raises UserError passphrase-missing."""
        if self._descriptor is not None:
            return self._from_descriptor(what)
        given = os.environ.get(_VARIABLES[what])
        if given:
            return given
        if not sys.stdin or not sys.stdin.isatty():
            raise UserError("passphrase-missing", what=what, variable=_VARIABLES[what])
        return _prompt(what, twice=twice)

    def _from_descriptor(self, what: str) -> str:
        if self._lines is None:
            try:
                with os.fdopen(self._descriptor or 0, encoding="utf-8") as stream:
                    self._lines = stream.read(1 << 16).splitlines()
            except (OSError, UnicodeError):
                self._lines = []
        if not self._lines:
            raise UserError("passphrase-missing", what=what, variable=_VARIABLES[what])
        return self._lines.pop(0)


def _prompt(what: str, *, twice: bool) -> str:
    from getpass import getpass

    first = getpass(f"{what}口令：" if what != "打开密码" else "打开密码：")
    if twice and getpass("再输入一遍：") != first:
        raise UserError("passphrase-differs")
    return first
