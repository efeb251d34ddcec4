"""Runs ONLYOFFICE's engine over workbooks: open, run a script, save. Started by ``onlyoffice.edited``, never imported.

Usage: onlyoffice_editor.py REQUEST.json

A process of its own, left with ``os._exit``: the library crashes when Python tears it down.
"""

import json
import os
import sys
from pathlib import Path

import docbuilder


def main(request):
    builder = docbuilder.CDocBuilder()
    for source, target, script in json.loads(Path(request).read_text(encoding="utf-8")):
        if builder.OpenFile(source, "") != 0:
            raise SystemExit("ONLYOFFICE cannot open " + source)
        if script:
            builder.ExecuteCommand(script)
        if builder.SaveFile(Path(target).suffix[1:], target) != 0:
            raise SystemExit("ONLYOFFICE cannot save " + target)
        builder.CloseFile()
    sys.stdout.flush()
    os._exit(0)


main(*sys.argv[1:])
