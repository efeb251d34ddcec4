"""Stands in for the reading process: what it is asked about decides how it goes wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from xladdin.receiving.examine import worker
from xladdin.receiving.job import Answer, Job


def misbehave(job: Job) -> Answer | None:
    if "永远" in job.name:
        while True:
            pass
    if "内存" in job.name:
        hoard = [bytearray(50 << 20) for _ in range(100)]
        return Answer(code=str(len(hoard)))
    if "中止" in job.name:
        os.kill(os.getpid(), signal.SIGABRT)
    if "孩子" in job.name:  # leaves a child behind and dies
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        print(child.pid, file=open(os.environ["CHILD"], "w"), flush=True)  # noqa: SIM115, PTH123
        os._exit(1)
    if "缺陷" in job.name:
        raise ZeroDivisionError
    return None


def main() -> None:
    examine = worker.Examiner.__call__

    def examined(self, content, name, received):  # type: ignore[no-untyped-def]
        found = misbehave(Job("examine", "", name, ""))
        return found or examine(self, content, name, received)

    worker.Examiner.__call__ = examined  # type: ignore[method-assign]
    worker.main()


if __name__ == "__main__":
    main()
