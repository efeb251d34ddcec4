"""The written report, beside python-docx opening and saving the template."""

from __future__ import annotations

import io
from pathlib import Path

from benchmarks.measure import beside, medians
from benchmarks.registry import RATIO, Measured, benchmark

_SAMPLES = Path(__file__).parents[1] / "xladdin" / "samples"


@benchmark(
    "the report of two projects in Word, beside python-docx opening and saving the template", limit=25, unit=RATIO
)
def reporting() -> Measured:
    """All of it: both files decoded and scored, eight tables, four charts, the list of claims."""
    import docx

    from xladdin.report.run import composed
    from xladdin.report.word.render import render
    from xladdin.report.word.template import template_path

    content = template_path().read_bytes()
    files = [_SAMPLES / f"{name}.json" for name in ("turpan-2024", "karamay-2024")]

    def ours() -> None:
        assert len(render(composed(files))) > 20_000

    def open_and_save() -> None:
        docx.Document(io.BytesIO(content)).save(io.BytesIO())

    spent, floor = medians(ours, open_and_save)
    return Measured(spent / floor, beside(spent, floor))
