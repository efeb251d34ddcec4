"""Dispatch: arguments → one command module → exit code. Mistakes become one Chinese line on standard error.

Exit codes (contract): 0 fine · 1 errors found or inputs left out · 2 usage · 3 the only input was refused.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from xladdin.cli import streams
from xladdin.cli.parser import build_parser
from xladdin.errors import UserError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code."""
    streams.prepare()
    return streams.finish(_run(list(sys.argv[1:] if arguments is None else arguments)))


def _run(given: list[str]) -> int:
    debug = "--debug" in given
    try:
        options = build_parser(given).parse_args(given)
        return int(options.run(options) or 0)
    except UserError as error:
        if debug:
            raise
        print(error.line(), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("已中断，没有写入文件。", file=sys.stderr)
        return 1
    except Exception as error:
        if debug:
            raise
        print(UserError("internal", cause=f"{type(error).__name__}: {error}").line(), file=sys.stderr)
        return 3
