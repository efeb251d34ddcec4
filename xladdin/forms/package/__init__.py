"""Zip- and XML-level work on .xlsx packages. Nothing in here knows our forms.

openpyxl writes formulas without their results and drops much of what it does not model. So workbooks are built with
openpyxl, *finished* here (``finish``), and from then on only patched (``cached``, ``cells``): every part that is not
touched keeps its bytes.
"""
