"""The settings sheet of the add-in, which alone decides what Python runs.

xlwings looks a setting up in a sheet ``<project>.conf`` of the *active workbook*, then of the add-in, then in files
beside the workbook and in the user's profile. A workbook that came by mail must have no say in this: our copy of its
code asks the add-in's sheet only (``xladdin.excel.addin.server``), and the sheet holds every key there is.
"""

from __future__ import annotations

from xladdin.excel import layout

PROJECT = "xladdin"
"""xlwings' PROJECT_NAME: the sheet is called ``xladdin.conf``."""
SHEET = f"{PROJECT}.conf"

CONF: dict[str, str | bool] = {
    "INTERPRETER_WIN": layout.windows_path(layout.PYTHON_EXE),
    "INTERPRETER": "python",
    # one folder; an empty text would put the current directory on sys.path
    "PYTHONPATH": layout.windows_path(layout.OVERLAY_FOLDER),
    # or a decimal.py beside a mailed workbook would be imported in place of Python's own
    "ADD_WORKBOOK_TO_PYTHONPATH": "false",
    "UDF MODULES": "xladdin.excel.udf.functions",
    # booleans are never empty: xlwings compares them with True
    "USE UDF SERVER": True,
    "DEBUG UDFS": False,
    "SHOW CONSOLE": False,
    "SHOW_ERROR_POPUPS": "True",
    "TEMP DIR": "%TEMP%",
    "CONDA PATH": "",
    "CONDA ENV": "",
    "LICENSE_KEY": "",
    "ONEDRIVE_CONSUMER_WIN": "",
    "ONEDRIVE_COMMERCIAL_WIN": "",
    "SHAREPOINT_WIN": "",
}
"""Key → value, in the order of the sheet: keys in column A, values in column B, from A1 on, without gaps."""
