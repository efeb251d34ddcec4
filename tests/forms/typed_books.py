"""Workbooks into which the hand-written tables of typed values and targets are filled, as a county would fill them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from tests.rules import batch
from tests.support.examples import SOAKING
from tests.support.typed import TypedTarget, TypedValue, typed_targets, typed_values
from xladdin.forms.build.workbook import build, build_blank
from xladdin.forms.closed.fill import fill
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.model.evaluation import Evaluation, Project, Unit
from xladdin.model.fields import FieldValue
from xladdin.model.indicator import Indicator
from xladdin.rules import profile as profiles

MOF = profiles.load("mof-2020")

#: Rows of one workbook; a workbook takes 300.
_MOST = 250


def indicator(row: TypedValue, key: str = "") -> Indicator:
    """The indicator of one row of the table."""
    return Indicator(
        key=key,
        level1=row.level1,
        level3=row.name,
        unit=row.unit,
        target=row.target,
        actual=row.actual,
        weight=Decimal(1),
        last_year=row.last_year,
        scoring_rule=row.rule,
        tier_percent=Decimal(row.tier) if row.tier else None,
    )


class ValueBook(NamedTuple):
    path: Path
    rows: dict[str, Indicator]
    year: int


def issued_book(path: Path, indicators: Sequence[Indicator], year: int) -> ValueBook:
    """A workbook made from issued goals, with actual values filled in."""
    evaluation = Evaluation(
        form="transfer",
        year=year,
        unit=Unit(name="某县"),
        project=Project(name="某项目"),
        funds=(),
        indicators=tuple(indicators),
    )
    path.write_bytes(build(evaluation, MOF))
    return ValueBook(path, {row.key: row for row in indicators}, year)


def value_books(folder: Path) -> list[tuple[ValueBook, dict[str, TypedValue]]]:
    """The whole table of typed values: a workbook for each year and 250 rows."""
    groups: dict[tuple[int, int], dict[str, TypedValue]] = {}
    for number, row in enumerate(typed_values()):
        groups.setdefault((row.year, number // _MOST), {})[f"r{number:03d}"] = row
    books = []
    for (year, part), rows in groups.items():
        made = issued_book(folder / f"{year}-{part}.xlsx", [indicator(row, key) for key, row in rows.items()], year)
        books.append((made, rows))
    return books


class TargetBook(NamedTuple):
    path: Path
    rows: dict[str, TypedTarget]


def target_book(path: Path) -> TargetBook:
    """The table of typed targets in a blank workbook, which has no unit column: the unit stands behind the name. Units
    that only a column knows are left out."""
    rows = [row for row in typed_targets() if row.unit != "绩点"]
    indicators = []
    for row in rows:
        unit = f"（{row.unit}）" if row.unit not in ("", "/") and not row.name.endswith(("）", ")")) else ""
        indicators.append(
            Indicator(
                level1=row.level1,
                level2=row.level2 or "数量指标",
                level3=row.name + unit,
                target=row.target,
                last_year=row.last_year,
            )
        )
    return TargetBook(path, dict(zip(_typed_into_a_blank(path, indicators), rows, strict=True)))


def batch_targets(folder: Path) -> list[ValueBook]:
    """The rules' own batch of targets, each under names with several units, and of names, in blank workbooks."""
    texts = [
        (f"指标{number}（{unit}）" if unit else f"指标{number}", text)
        for number, (text, unit) in enumerate(batch.printed_targets())
    ]
    texts += [(name, "≥5") for name in batch.printed_names()]
    rows = [Indicator(level1="产出指标", level2="数量指标", level3=name, target=text) for name, text in texts]
    books = []
    for start in range(0, len(rows), _MOST):
        part, path = rows[start : start + _MOST], folder / f"targets-{start}.xlsx"
        books.append(ValueBook(path, dict(zip(_typed_into_a_blank(path, part), part, strict=True)), 2024))
    return books


def _typed_into_a_blank(path: Path, rows: Sequence[Indicator]) -> list[str]:
    """Type names and targets into a blank workbook; the keys of the rows."""
    book = Archive.read(build_blank(len(rows), MOF))
    keys = list(read(PackageGrid(book)).rows["weighted"])
    values: dict[str, FieldValue] = {"year": 2024}
    for key, row in zip(keys, rows, strict=True):
        typed = {"level1": row.level1, "level2": row.level2, "level3": row.level3, "issued_target": row.target}
        typed |= {"last_year": row.last_year, "weight": Decimal(1)}
        values |= {f"indicators[{key}].{name}": value for name, value in typed.items()}
    path.write_bytes(fill(book, values).to_bytes())
    return keys


#: How a number may be wrapped; {a} is another row's actual value, {n} a number, {u} a unit.
_FORMS = (
    *(
        "{a}",
        "{a}",
        "{a}",
        "共{a}",
        "完成{a}",
        "实际完成{a}",
        "{a}。",
        "{a}以上",
        "约{a}",
        "{a}，已验收",
        "({a})",
        "{a} ",
    ),
    *("达到{a}", "已完成{a}建设", "其中{a}", "{n}{u}", "{n}{u}", "-{n}{u}", "{n} {u}", "{n}万{u}", "{n}{u}/年", "{n}%"),
    *("{n}", "{n}{u}个", "{n}月", "{n}年", "2024年{m}月", "{m}月底", "{m}月{d}日", "2024.{m}.{d}", "{n}{u}{n}", "{n}‰"),
    *("{n}个百分点", "第{n}{u}", "{n}余{u}", "≥{n}{u}", "{n}元/{u}", "{n}{u}·年", "{n}{u}每年", "12月底前", "{n}千{u}"),
    *("{n}.{d}{u}", "{n},{d}{u}", "０{n}{u}", "{n}(含)", "{n}{u}多", "{n}{u}左右", "{n}/{d}", "{n}{u}、{d}{u}", "+{n}"),
)
_NUMBERS = ("1", "3", "12", "20", "85", "95.5", "100", "0", "150", "1200", "2024", "0.5", "1,200", "００３")
_UNITS = ("个", "人", "亩", "公里", "万元", "元", "%", "小时", "天", "年", "平方米", "吨")


def crossed_books(folder: Path, seed: int, number: int) -> list[ValueBook]:
    """Rows of the table with the actual values of other rows and with random texts, and the rules' own batch."""
    chance = random.Random(seed)
    table = typed_values()
    books = []
    for part in range(number):
        rows = []
        for place in range(_MOST):
            row, other = chance.choice(table), chance.choice(table)
            text = chance.choice(_FORMS).format(
                a=other.actual,
                n=chance.choice(_NUMBERS),
                u=chance.choice((row.unit, other.unit, *_UNITS)),
                m=chance.randint(1, 12),
                d=chance.randint(1, 31),
            )
            rows.append(indicator(row._replace(actual=text), f"r{place:03d}"))
        books.append(issued_book(folder / f"crossed-{part}.xlsx", rows, 2024))
    cells = [cell for cell in batch.typed(seed) if isinstance(cell.value, str)]
    if not SOAKING:
        cells = chance.sample(cells, _MOST)
    for part in range(0, len(cells), _MOST):
        rows = [
            Indicator(
                key=f"b{place:03d}",
                level1="产出指标",
                level3=f"指标{place}",
                unit=cell.unit,
                target=cell.target,
                actual=str(cell.value),
                weight=Decimal(1),
                scoring_rule=cell.printed_rule,
                tier_percent=cell.tier,
            )
            for place, cell in enumerate(cells[part : part + _MOST])
        ]
        books.append(issued_book(folder / f"batch-{part}.xlsx", rows, 2024))
    return books
