"""Import (导入): tables that arrive as Word, Excel or text become PROJECT.json.

``readers`` turn a file into one neutral shape (``document``), ``understand`` finds the official tables in it by header
words and structure, ``join`` brings the rows of different tables together, ``compose`` writes the evaluation.
"""
