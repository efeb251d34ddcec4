"""Dispatch: arguments → one command module → exit code. Mistakes become one Chinese line on standard error.

Exit codes (contract): 0 fine · 1 errors found or inputs left out · 2 usage · 3 the only input was refused. Apart from
these: 4 a defect of ours · 130 interrupted (Ctrl-C).
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from xladdin.cli import streams
from xladdin.cli.parser import build_parser
from xladdin.errors import UserError

#: New objects, some ten megabytes of them, after which garbage is looked for. A short command never makes as many.
_OBJECTS = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code."""
    streams.prepare()
    return streams.finish(_run(list(sys.argv[1:] if arguments is None else arguments)))


def process() -> int:
    """``main`` as a process of its own.

    What it loads is no garbage: it is searched neither while it is loaded, a thousand objects at a time, nor before the end.
    """
    gc.set_threshold(_OBJECTS)
    code = main()
    gc.freeze()
    return code


def _run(given: list[str]) -> int:
    debug = "--debug" in given
    try:
        options = build_parser(given).parse_args(given)
        return int(options.run(options) or 0)
    except UserError as error:
        if debug:
            raise
        return _told(error)
    except KeyboardInterrupt:
        return _told(UserError("interrupted"))
    except MemoryError:
        if debug:
            raise
        return _told(UserError("memory-short"))
    except Exception as error:
        if debug:
            raise
        return _told(UserError("internal", cause=f"{type(error).__name__}: {error}"))


def _told(error: UserError) -> int:
    print(error.line(), file=sys.stderr)
    return error.exit_code
