"""Excel without Excel: the real Windows code of xlwings against an object model in memory.

    com            what COM does to values, and objects as pywin32 hands them out
    pywin32        the modules of pywin32 that xlwings imports
    xlwings_live   xlwings as it is on Windows, once per process
    excel          Excel itself: pyOpenVBA's in-memory model, with what our add-in needs beside
    addin          the add-in loaded: its real VBA runs in pyOpenVBA's interpreter and asks xlwings' real server

What the model cannot do raises ``FakeLimitError``; nothing is made up silently.
"""
