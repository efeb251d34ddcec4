"""What ``诊断.cmd`` runs: print the diagnosis, leave it as a text file in the current folder, show that file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from xladdin.errors import UserError
from xladdin.excel import doctor
from xladdin.excel.logfile import log_failure


def main() -> int:
    file = Path.cwd() / doctor.REPORT_FILE
    print("正在检查，约需半分钟…", flush=True)
    try:
        diagnosis = doctor.run()
        print(diagnosis.text(), flush=True)
        diagnosis.save(file)
    except UserError as error:
        print(error.line())
        return error.exit_code
    except Exception as error:
        log = log_failure("诊断", error)
        told = UserError("internal-logged", cause=f"{type(error).__name__}: {error}", log=log)
        print(told.line())
        return told.exit_code
    print(f"已保存：{file}（可发给技术支持）")
    if "XLADDIN_NOPAUSE" not in os.environ:
        subprocess.Popen(["notepad.exe", str(file)])
    return diagnosis.exit_code


if __name__ == "__main__":
    sys.exit(main())
