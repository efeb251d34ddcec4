"""The reading process: one line of JSON asks, one answers. A file that takes too much ends the process, not the run.

``python -m xladdin.receiving.examine.worker``; the first line is the ``Setting``.
"""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path
from typing import IO

import msgspec

from xladdin.errors import UserError
from xladdin.ledger.store import locks_hold
from xladdin.receiving.examine.examine import Examiner, refusal
from xladdin.receiving.inbox.unpack import unpack
from xladdin.receiving.job import Answer, Job, Setting

#: Address space of the process, and processor seconds for one file.
MEMORY, SECONDS = 300 << 20, 2.0


def main() -> None:
    """Answer until nobody asks."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)  # what a library prints is no answer
    os.dup2(2, 1)
    asked = sys.stdin.buffer
    setting = msgspec.json.decode(asked.readline(), type=Setting)
    examiner = Examiner(setting)
    _warm(examiner)
    _limit_memory()
    _say(answers, Answer(holds=locks_hold(Path(setting.ledger)) if setting.ledger else True))
    for line in asked:
        job = msgspec.json.decode(line, type=Job)
        _limit_time(SECONDS)
        answer = _answer(examiner, job)
        _limit_time(0)
        _say(answers, answer)


def _answer(examiner: Examiner, job: Job) -> Answer:
    try:
        if job.what == "unpack":
            return unpack(Path(job.path), job.name, Path(job.into))
        return examiner(Path(job.path).read_bytes(), job.name, datetime.datetime.fromisoformat(job.received_at))
    except UserError as error:
        return refusal(error)
    except MemoryError:
        raise
    except Exception as error:
        return refusal(UserError("reading-failed", file=job.name, cause=type(error).__name__))


def _say(stream: IO[bytes], answer: Answer) -> None:
    line = msgspec.json.encode(answer) + b"\n"
    while line:
        line = line[stream.write(line) :]


def _warm(examiner: Examiner) -> None:
    """Import what reading needs before the clock runs."""
    import cryptography.hazmat.primitives.asymmetric.ed25519  # noqa: F401

    import xladdin.submission.office_signature.verify  # noqa: F401

    examiner(b"PK\5\6" + bytes(18), "", datetime.datetime.now(datetime.UTC))


def _limit_memory() -> None:
    """Windows has no such limit; there the time alone is limited."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    if sys.platform != "win32":
        import signal

        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main()
