"""xladdin: performance self-evaluation tables (绩效自评表), from issued goals to a locked submission workbook."""

import sys

__version__ = "0.1.0"

# msgspec takes typing_extensions where some other package brought it, for names that typing has had since Python 3.11:
# importing it takes as long as msgspec itself, at the start of every command
if "typing_extensions" not in sys.modules:
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]
