"""The shape of a table: which indicators it has, in which order, in which units. Counties of one programme share one.

What matches rows of different tables (name, unit, level, place among equal names, total above) depends on the shape alone,
values do not come into it. So a hundred thousand tables are matched by matching their few shapes.
"""

from __future__ import annotations

import hashlib
from fractions import Fraction
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from xladdin.model.evaluation import Evaluation
from xladdin.model.grammar.unit import Unit
from xladdin.model.indicator import Indicator
from xladdin.patterns import pattern
from xladdin.rules.profile import Profile
from xladdin.rules.score_sheet import ScoredRow, score_row

_FIGURES = pattern(r"\d+(?:[.,，]\d+)*")


class Measure(msgspec.Struct, frozen=True, array_like=True):
    """A unit of measure in numbers: see ``model.grammar.unit.Unit``; ``factor`` as numerator and denominator."""

    printed: str
    dimensions: tuple[tuple[str, int], ...]
    factor: tuple[int, int]
    prefix: int

    @property
    def unit(self) -> Unit:
        return Unit(self.printed, self.dimensions, Fraction(*self.factor), self.prefix)


class ShapeRow(msgspec.Struct, frozen=True, array_like=True):
    """One indicator without its values.

    key, level1 … rule  as the table has them; target: with every number as 1, which says of what kind it is
    measure   unit of the target; None where there is none
    whole     place in the shape of the total whose part it is (其中); −1 for none
    """

    key: str
    level1: str
    level2: str
    level3: str
    unit: str
    target: str
    rule: str
    measure: Measure | None
    whole: int

    def scored(self, profile: Profile, form: str, year: int) -> ScoredRow:
        """A row to match by: its values mean nothing."""
        row = score_row(
            Indicator(
                key=self.key,
                level1=self.level1,
                level2=self.level2,
                level3=self.level3,
                unit=self.unit,
                target=self.target,
                scoring_rule=self.rule,
            ),
            profile,
            year,
        )
        return replace(row, target=replace(row.target, unit=self.measure.unit if self.measure is not None else None))


Shape = tuple[ShapeRow, ...]
_DECODER = msgspec.json.Decoder(Shape)


def shape_row(row: ScoredRow, whole: int) -> ShapeRow:
    one, unit = row.indicator, row.target.unit
    texts = (one.key, one.level1, one.level2, one.level3, one.unit, _FIGURES.sub("1", one.target), one.scoring_rule)
    return _shape_row(texts, unit, whole)


@lru_cache(maxsize=4096)
def _shape_row(texts: tuple[str, ...], unit: Unit | None, whole: int) -> ShapeRow:
    measure = None
    if unit is not None:
        factor = (unit.factor.numerator, unit.factor.denominator)
        measure = Measure(unit.printed, unit.dimensions, factor, unit.prefix)
    key, level1, level2, level3, column, target, rule = texts
    return ShapeRow(key, level1, level2, level3, column, target, rule, measure, whole)


def encoded(shape: Shape) -> tuple[str, bytes]:
    """A name that only this shape has, and its JSON."""
    content = msgspec.json.encode(shape)
    return hashlib.sha256(content).hexdigest()[:32], content


def decoded(content: bytes) -> Shape:
    """Raises ValueError for what ``encoded`` does not write."""
    return _DECODER.decode(content)


def wholes_of(shape: Shape) -> dict[int, int]:
    """Place of a part → place of its total."""
    return {place: row.whole for place, row in enumerate(shape) if row.whole >= 0}


def with_shape(head: Evaluation, shape: Shape) -> Evaluation:
    """A head with the shape's indicators, to be matched as any table."""
    rows = tuple(
        Indicator(
            key=row.key,
            level1=row.level1,
            level2=row.level2,
            level3=row.level3,
            unit=row.unit,
            target=row.target,
            scoring_rule=row.rule,
        )
        for row in shape
    )
    return replace(head, indicators=rows)
