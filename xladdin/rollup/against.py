"""C22: a consolidated table that somebody states, held against what its members give.

Amounts may differ by ``sum_tolerance``; a mean may be rounded to the decimals in which it is written. What the members cannot say
(a value is missing somewhere) is not held against anybody, but a value stated for it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from xladdin.checks import show
from xladdin.checks.finding import Finding, Severity
from xladdin.checks.subject import Subject
from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import SOURCE_TITLES, total_of
from xladdin.model.grammar.decimals import plain_text, round_half_up
from xladdin.model.place import Places
from xladdin.rollup.combine import Combined
from xladdin.rollup.member import BASES
from xladdin.rollup.region import Region
from xladdin.rules.indicators.nature import Nature
from xladdin.rules.score_sheet import ScoredRow

_RULE, _TITLE, _BASIS = "C22", "汇总数等于下级之和或加权平均", "常见问题：逐级汇总时漏加、重加，或把比率简单平均"
_AMOUNTS = {"budget": "全年预算数", "arrived": "到位数", "executed": "全年执行数"}
_SHOWN = 4
"""Decimals of 应为 at most."""
_REMEDY = "要么改正汇总表，要么请下级更正后重新汇总。"


def against(stated: Evaluation, places: Places, region: Region) -> list[Finding]:
    """What differs, in the order of the stated table; indicators that only one side has stand at the end.

    stated  the table as somebody handed it in; places: field path → cell, empty where there is no workbook
    """
    subject = Subject(stated, region.sheet.profile, places=places)
    tolerance = region.sheet.profile.required("sum_tolerance")
    found = [*_money(subject, region, tolerance)]
    rows = _by_key(region)
    own_names = {_own_key(region, one): key for key, (one, _) in rows.items()}
    seen: set[tuple[object, ...]] = set()
    extra = []
    for row in subject.rows:
        key = _key(region, row)
        if key in rows:
            seen.add(key)
            found += _row(subject, row, *rows[key], region, tolerance)
        elif key in own_names:  # 5 年 itself, where ours says which share of the money kept it: nothing to compare
            seen.add(own_names[key])
        elif row.target.printed.strip() or row.indicator.actual.strip():
            extra.append(_extra(subject, row))
    missing = [_missing(subject, one) for key, (one, _) in rows.items() if key not in seen]
    return [*found, *extra, *missing]


_Rows = Mapping[tuple[object, ...], tuple[Combined, ScoredRow]]


def _by_key(region: Region) -> _Rows:
    return {_key(region, scored): (one, scored) for one, scored in zip(region.combined, region.sheet.rows, strict=True)}


def _own_key(region: Region, one: Combined) -> tuple[object, ...]:
    """Of the indicator as the units' tables have it."""
    return region.told.of("", one.name, one.unit)[0]


def _key(region: Region, row: ScoredRow) -> tuple[object, ...]:
    return region.told.of("", row.indicator.level3, row.target.unit)[0]


def _finding(
    subject: Subject,
    path: str,
    message: str,
    figures: tuple[str, str, str],
    name: str = "",
    severity: Severity = "error",
) -> Finding:
    place = subject.place(path)
    found, expected, difference = figures
    return Finding(
        rule=_RULE,
        severity=severity,
        sheet=place.sheet,
        cell=place.cell,
        indicator=name,
        found=found,
        expected=expected,
        difference=difference,
        message=message,
        remedy=_REMEDY,
        basis=_BASIS,
        path=path,
        title=_TITLE,
    )


def _money(subject: Subject, region: Region, tolerance: Decimal) -> Iterator[Finding]:
    ours = {row.source: row for row in (total_of(region.evaluation.funds), *region.evaluation.funds)}
    for row in subject.evaluation.funds:
        for amount, title in _AMOUNTS.items():
            found, expected = getattr(row, amount), getattr(ours.get(row.source), amount, None)
            if found is not None and expected is not None and abs(found - expected) > tolerance:
                message = f"{SOURCE_TITLES[row.source]}的{title}不等于 {len(region.members)} 个项目之和。"
                yield _finding(subject, f"funds[{row.source}].{amount}", message, _figures(found, expected))


def _row(
    subject: Subject, row: ScoredRow, one: Combined, scored: ScoredRow, region: Region, tolerance: Decimal
) -> Iterator[Finding]:
    name, key = show.name(row.indicator.level3), row.indicator.key
    how = f"按{BASES[region.base]}加权的平均数" if one.nature is Nature.RELATIVE else "下级之和"
    if one.nature not in (Nature.ABSOLUTE, Nature.RELATIVE):
        how = "下级达标的资金占比"
    bounds = (
        ("target", "指标值", _bound(row), _bound(scored)),
        ("actual", "完成值", row.terms.number, scored.terms.number),
    )
    for field, title, found, expected in bounds:
        path = f"indicators[{key}].{field}"
        if expected is not None:
            expected = _in_units_of(expected, scored, row)
        if found is not None and expected is None and field == "actual":
            who = "、".join(dict.fromkeys(part.member.unit for part in one.left))
            message = f"“{name}”填了完成值，而{who or '下级'}的表中没有能汇总的完成值。"
            yield _finding(subject, path, message, (plain_text(found), "待补", ""), name, "warning")
        elif found is not None and expected is not None and not _same(found, expected, tolerance, one):
            message = f"“{name}”的{title}不等于{how}（{len(one.counted)} 个项目）。"
            yield _finding(subject, path, message, _figures(found, expected), name)
        elif found is None and expected is not None:
            message = f"“{name}”的{title}没有填或读不成数，下级汇总有数。"
            yield _finding(subject, path, message, (getattr(row.indicator, field), plain_text(expected), ""), name)


def _same(found: Decimal, expected: Decimal, tolerance: Decimal, one: Combined) -> bool:
    if one.nature is Nature.ABSOLUTE and abs(found - expected) <= tolerance:
        return True
    return round_half_up(expected, _decimals(found)) == found


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _bound(row: ScoredRow) -> Decimal | None:
    return row.terms.low if row.terms.low is not None else row.terms.high


def _in_units_of(value: Decimal, own: ScoredRow, other: ScoredRow) -> Decimal:
    """万人 of ours in 人 of theirs."""
    unit, wanted = own.target.unit, other.target.unit
    if unit is None or wanted is None or unit.factor == wanted.factor:
        return value
    factor = unit.factor / wanted.factor
    return value * factor.numerator / factor.denominator


def _figures(found: Decimal, expected: Decimal) -> tuple[str, str, str]:
    shown = expected if _decimals(expected) <= _SHOWN else round_half_up(expected, _SHOWN)
    return plain_text(found), plain_text(shown), plain_text(found - shown)


def _extra(subject: Subject, row: ScoredRow) -> Finding:
    name = show.name(row.indicator.level3)
    message = f"“{name}”在下级的表中都没有，汇总数无从核对。"
    figures = (row.indicator.actual, "", "")
    return _finding(subject, f"indicators[{row.indicator.key}].actual", message, figures, name, "warning")


def _missing(subject: Subject, one: Combined) -> Finding:
    units: Sequence[str] = list(dict.fromkeys(part.member.unit for part in one.parts))
    message = f"“{show.name(one.name)}”没有汇总进来，{show.listed(list(units))}的表中有。"
    return _finding(subject, "indicators", message, ("", "", ""), show.name(one.name), "warning")


_C15, _C15_TITLE, _C15_BASIS = "C15", "分项之和与合计", "常见问题：目标值中分项之和等于合计，实际完成值却不等"


def parts_and_wholes(region: Region) -> list[Finding]:
    """C15 by the catalogue, which says what is part of what: parts that are more than their whole, or that add up in the targets only."""
    programme = region.told.programme
    rows = {
        one.code: (one, row) for one, row in zip(region.combined, region.evaluation.indicators, strict=True) if one.code
    }
    tolerance = region.sheet.profile.required("sum_tolerance")
    found = []
    for code in dict.fromkeys(entry.part_of for entry in (programme.indicator if programme is not None else ())):
        if code not in rows or programme is None:
            continue
        whole, row = rows[code]
        parts = [rows[entry.code][0] for entry in programme.indicator if entry.part_of == code and entry.code in rows]
        actual, aimed = _added(parts, whole, "actual"), _added(parts, whole, "low")
        if actual is None or whole.actual is None:
            continue
        gap = actual - whole.actual
        exact = aimed is not None and whole.low is not None and abs(aimed - whole.low) <= tolerance
        if gap > tolerance or (exact and abs(gap) > tolerance):
            found.append(_broken(_subject(region), row.key, whole, parts, actual))
    return found


def _subject(region: Region) -> Subject:
    return Subject(region.evaluation, region.sheet.profile, sheet=region.sheet)


def _added(parts: Sequence[Combined], whole: Combined, name: str) -> Decimal | None:
    """Σ of the parts in the whole's unit of measure; None while one is missing or there are none."""
    values = []
    for one in parts:
        value = getattr(one, name)
        if value is None or one.unit is None or whole.unit is None:
            return None
        factor = one.unit.factor / whole.unit.factor
        values.append(value * factor.numerator / factor.denominator)
    return sum(values, Decimal(0)) if values else None


def _broken(subject: Subject, key: str, whole: Combined, parts: Sequence[Combined], actual: Decimal) -> Finding:
    names = show.listed([show.name(one.name) for one in parts])
    message = f"“{show.name(whole.name)}”的完成值与分项之和不等（{names}，按指标目录）。"
    figures = _figures(whole.actual or Decimal(0), actual)
    one = _finding(subject, f"indicators[{key}].actual", message, figures, show.name(whole.name), "warning")
    return replace(
        one, rule=_C15, title=_C15_TITLE, basis=_C15_BASIS, remedy="要么请下级核对分项和合计，要么写明差额是什么。"
    )
