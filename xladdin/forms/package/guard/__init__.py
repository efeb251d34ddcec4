"""What stands before every opening of a workbook: nothing that it refuses reaches a parser, ours or a library's.

In the order in which a file passes: kind and size (``xladdin.disk.bounded``), the zip's own structure (``entries``),
which parts there are (``part_lists``) and how each begins (``prolog``), where the relationships lead (``links``), and for
a locked submission that it has exactly the shape that our writer gives it (``submission``). ``limits`` holds every number.

What the guard does not read is left to exact reading: ``parts.texts``, ``parts.cells``, ``parts.merges``, which refuse
what could be read in two ways.
"""
