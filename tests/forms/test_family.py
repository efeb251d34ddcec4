"""Form families: the evaluation's form, or the workbook's template, says which sheets and tables there are."""

from __future__ import annotations

import re

import pytest

from xladdin.errors import UserError
from xladdin.forms.defined_names import fields_by_name, headings
from xladdin.forms.family import Family, families, family, family_of_template
from xladdin.model.evaluation import FORMS


def test_a_form_that_no_family_offers_is_refused_with_those_that_are() -> None:
    with pytest.raises(UserError, match=r"转移支付项目绩效自评表.*") as refused:
        family("other")
    assert refused.value.code == "form-unsupported"
    assert "项目支出绩效自评表（form 为 project）" in str(refused.value)
    assert family_of_template("somebody-else") is None


def test_every_form_has_a_family() -> None:
    assert {one.id for one in families()} == set(FORMS)
    assert len({one.template for one in families()}) == len(families())


@pytest.mark.parametrize("one", families(), ids=lambda one: one.id)
def test_what_titles_and_echoes_name_has_a_cell_in_the_family(one: Family) -> None:
    cells = [cell for sheet in one.sheets for block in sheet.block for row in block.rows for cell in row]
    entered = {path for path, _ in fields_by_name(one).values()} | {cell.result for cell in cells}
    entered |= {
        f"echo.{sheet.id}.{c.ref}" for sheet in one.sheets for b in sheet.block for r in b.rows for c in r if c.ref
    }
    parts = [part for sheet in one.sheets for heading in headings(sheet) for part in heading.parts]
    named = {path for part in parts for path in re.findall(r"\{([^|}]+)", part)} | {c.ref for c in cells if c.ref}
    # named where the level sums are
    computed = {"total", "grade", "levels[execution].standard", "levels[execution].score"}
    assert named <= entered | computed
    echoed = {column.source for block in one.blocks.values() for column in block.columns if column.echo}
    assert echoed <= {(table, column.name) for table, block in one.blocks.items() for column in block.columns}


@pytest.mark.parametrize("one", families(), ids=lambda one: one.id)
def test_what_the_checks_ask_of_a_form_has_a_cell_in_its_family(one: Family) -> None:
    asks, fields = FORMS[one.id], {path for path, _ in fields_by_name(one).values()}
    assert {f"project.{head}" for head in asks.heads} <= fields
    assert asks.remarks is ("remarks" in fields)
    assert asks.arrivals is any(path.endswith("].arrived") for path in fields)
    assert asks.management is any(path.startswith("management[") for path in fields)
    tables = {column.field for block in one.blocks.values() for column in block.columns}
    printed = {path.rpartition(".")[2] for path in fields} | tables
    assert asks.last_year is ("last_year" in tables)
    assert set(asks.titles) - {"declared_rate"} <= printed
