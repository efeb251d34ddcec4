"""Review checks (审核要点): what a reviewer would find, at the cell, and how to mend it.

One check a file (``c01_execution_rate`` …), a visible list of them (``registry``), one runner. A check is a pure
function from a ``Subject`` to the cases it looked at: ``PASSED`` or a ``Fault``. The runner turns faults into findings
with sheet, cell and text; findings are values, nothing stops at the first one.
"""
