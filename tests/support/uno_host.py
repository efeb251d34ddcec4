"""Runs one script inside LibreOffice. Started by ``libreoffice.uno_run`` with the system's own Python.

Usage: uno_host.py PIPE REQUEST.json ANSWER.json
"""

import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".ods": "calc8",
    ".pdf": "calc_pdf_Export",
    ".csv": "Text - txt - csv (StarCalc)",
    ".docx": "MS Word 2007 XML",
}
CONNECT_SECONDS = 60


class Office:
    """What a script gets: the desktop, the component context, and loading and storing by path."""

    def __init__(self, context):
        self.context = context
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def load(self, path, **properties):
        """Open a file out of sight; ``properties`` are those of the media descriptor (Password=…)."""
        url = uno.systemPathToFileUrl(str(Path(path).resolve()))
        document = self.desktop.loadComponentFromURL(url, "_blank", 0, _properties(Hidden=True, **properties))
        if document is None:
            raise RuntimeError("LibreOffice cannot open " + str(path))
        return document

    def store(self, document, path, **properties):
        """Store a copy in the format of the suffix."""
        path = Path(path).resolve()
        properties.setdefault("FilterName", FILTERS[path.suffix])
        document.storeToURL(uno.systemPathToFileUrl(str(path)), _properties(**properties))
        if not path.exists():
            raise RuntimeError("LibreOffice wrote no " + str(path))


def _properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def _connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            return resolver.resolve("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _close_all(desktop):
    """Documents that a script left open must not reach the next one."""
    frames = desktop.Frames
    for index in reversed(range(frames.Count)):
        component = frames.getByIndex(index).Controller.Model
        component.setModified(False)
        component.close(True)


def main(pipe, request_file, answer_file):
    request = json.loads(Path(request_file).read_text(encoding="utf-8"))
    office = Office(_connect(pipe))
    names = {"__name__": "uno_script"}
    exec(compile(request["script"], "uno_script", "exec"), names)
    try:
        answer = names["run"](office, *request["args"])
    finally:
        _close_all(office.desktop)
    Path(answer_file).write_text(json.dumps(answer, default=str), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
