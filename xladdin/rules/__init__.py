"""The arithmetic of self-evaluation: rates, scores, levels, grade.

One rule, one file, three faces: a Python function on Decimals, ``native`` – the same rule as an Excel formula made of
functions that Excel 2010, WPS and LibreOffice 7 share – and, where a score needs it, the sentence that explains it.
Numbers come from a rule profile (``rules.profile``), never from code.
"""
