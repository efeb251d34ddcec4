"""Workbooks that are lists and no official form: the plan by which goals are sent down, the list of what is expected.

They look and are protected like the others. What is printed stands in ``workbook_templates/registers/<id>.toml``; cells and
columns are found by the defined names that writing left, rows by their hidden keys.
"""
