"""What the add-in has Python run: xlwings' COM server, without two habits that harm the user's Excel.

Importing xlwings on Windows registers an exit handler that runs ``taskkill /F`` for every Excel process in which it sees
no worksheet window: Protected View, the start screen, one with a dialog open (reported to xlwings as issue 2456). And a
call that Excel rejects because it is busy is tried again without end. Every process of ours that imports xlwings does so
by way of this module, or leaves before exit handlers run.
"""

from __future__ import annotations

import atexit

#: Tries of a call that Excel rejects, some seconds in all; then the user is told that Excel is busy.
ATTEMPTS = 2_000


def tame() -> None:
    """Import xlwings and take both habits from it. Outside Windows it has neither."""
    import xlwings

    windows = getattr(xlwings, "_xlwindows", None)
    if windows is not None:
        atexit.unregister(windows.cleanup)
        windows.N_COM_ATTEMPTS = ATTEMPTS


def serve(class_id: str) -> None:
    """Answer Excel's calls until it lets go. ``class_id`` is what xlwings' DLL made up for this start."""
    import xlwings

    tame()
    xlwings.serve(class_id)  # type: ignore[call-arg]  # what it is outside Windows takes nothing
