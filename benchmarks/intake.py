"""Import: a report in Word, beside a library that opens it and walks its cells."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path

from benchmarks.measure import beside, medians
from benchmarks.registry import RATIO, Measured, NotYetError, benchmark

_REPORT = Path(__file__).parents[1] / "tests" / "data" / "report-twin.docx"


@benchmark(
    "importing a report in Word (two projects, eight tables), beside python-docx walking its cells", limit=3, unit=RATIO
)
def importing() -> Measured:
    """All of it: guard, reading, understanding, joining rows, both evaluations decoded."""
    if importlib.util.find_spec("docx") is None:
        raise NotYetError("python-docx is not installed")
    import docx

    from xladdin.intake.run import run_import

    content = _REPORT.read_bytes()

    def ours() -> None:
        assert len(run_import([_REPORT]).projects) == 2

    def walk() -> int:
        document = docx.Document(io.BytesIO(content))
        return sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)

    spent, floor = medians(ours, walk)
    return Measured(spent / floor, beside(spent, floor))
