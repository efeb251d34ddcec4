"""What 导出报送件 signs with: the unit's key, where one was set up. Nothing of cryptography is loaded otherwise."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

from xladdin.excel.book.passphrase import ask_passphrase
from xladdin.submission.keys.chosen import chosen_key
from xladdin.submission.signing import PLAIN, Signing

if TYPE_CHECKING:
    from xladdin.excel.book.session import Action

_VARIABLE = "XLADDIN_KEY_PASSPHRASE"


def signing(run: Action) -> Signing | None:
    """The key, opened with the passphrase; None when the user cancels. Raises UserError file-missing, key-unreadable."""
    path = chosen_key()
    if path is None:
        return PLAIN
    given = os.environ.get(_VARIABLE) or ask_passphrase(
        run.application, path.name, f"请输入本单位密钥“{path.name}”的口令，报送件将用它签名。"
    )
    if given is None:
        return None
    from xladdin.submission.keys.key_file import load_key

    return Signing(load_key(path, given), when=datetime.datetime.now(datetime.UTC).replace(microsecond=0))
