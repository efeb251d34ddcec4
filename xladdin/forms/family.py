"""Form families (表样系列): the sheets of one kind of workbook, and which of its tables says what.

A family is a folder in ``workbook_templates/forms`` with a ``family.toml`` and a file for each sheet; sheets that several
families share stand in ``common``. ``evaluation.form`` and the template's id in the workbook's properties select one.
"""

from functools import cache, cached_property
from pathlib import Path

import msgspec

from xladdin.errors import UserError
from xladdin.forms.definition import Block, Sheet
from xladdin.model.evaluation import FORMS
from xladdin.parsed import typed
from xladdin.resources import resource_dir

LISTING = "family.toml"
_COMMON = "common"


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which table of indicators says what; one table may have several parts.

    targets  names, targets, weights and scoring rules: where a row is filled in first, and what the others look up
    actuals  actual values and reasons; gives indicators their order
    scores   results of the rules, adjustments, declared scores
    """

    targets: str
    actuals: str
    scores: str


class _Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    template: str
    version: int
    title: str
    blank: str
    rows: tuple[int, ...]
    sheets: tuple[str, ...]
    tables: Tables


class Family(msgspec.Struct, frozen=True, eq=False, dict=True):
    """
    id        what ``evaluation.form`` says; title = the printed form
    template  id that stands in the properties of its workbooks; version grows with every change that old readers cannot read
    sheets    in the order of the workbook
    blank     how the names of its blank workbooks begin; rows = how many rows those that come with the program have
    """

    id: str
    template: str
    version: int
    title: str
    sheets: tuple[Sheet, ...]
    tables: Tables
    blank: str
    rows: tuple[int, ...]

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """Name → table, on whatever sheet it stands."""
        return {block.table: block for sheet in self.sheets for block in sheet.tables()}

    @property
    def plain_sums(self) -> bool:
        """Whether rows carry rounded scores and 总分 is their sum."""
        return FORMS[self.id].plain_sums

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Sources of money whose execution rate the family shows, ``total`` included, in the order of the form."""
        shown = (cell.result for sheet in self.sheets for block in sheet.block for row in block.rows for cell in row)
        return tuple(
            path[len("funds[") : -len("].execution_rate")] for path in shown if path.endswith("].execution_rate")
        )

    def sheet_of(self, table: str) -> Sheet:
        """The sheet on which a table stands."""
        return next(sheet for sheet in self.sheets if self.blocks[table] in sheet.block)

    @cached_property
    def indicator_tables(self) -> tuple[str, ...]:
        """Names of the tables that have a row for each indicator, in the order in which a row is filled in."""
        others = (name for name, block in self.blocks.items() if block.items == "indicators")
        return tuple(dict.fromkeys((self.tables.targets, self.tables.actuals, self.tables.scores, *others)))


def folder() -> Path:
    """Where the families are."""
    return resource_dir("workbook_templates") / "forms"


def families() -> tuple[Family, ...]:
    """All families, by id."""
    return tuple(_load(path) for path in _listings(folder()))


def family(form: str) -> Family:
    """The family of an evaluation's ``form``. Raises UserError for a form that no family offers."""
    listings = _listings(folder())
    for path, listing in listings.items():
        if listing.id == form:
            return _load(path)
    known = "、".join(f"{one.title}（form 为 {one.id}）" for one in listings.values())
    raise UserError("form-unsupported", form=form, known=known)


def blank_name(rows: int, form: str = "transfer") -> str:
    """File name of the blank workbook of a form with ``rows`` rows."""
    return f"{family(form).blank}（{rows}行）.xlsx"


def family_of_template(template: object) -> Family | None:
    """The family whose workbooks say that they are ``template``; None for workbooks that are not ours."""
    found = (path for path, listing in _listings(folder()).items() if listing.template == template)
    return next(map(_load, found), None)


@cache
def _listings(root: Path) -> dict[Path, _Listing]:
    """Where each family stands → what it says of itself, by id; its sheets are read when it is asked for."""
    return {path: typed(path, _Listing) for path in sorted(root.glob(f"*/{LISTING}"))}


@cache
def _load(path: Path) -> Family:
    listing = typed(path, _Listing)
    common = path.parent.parent / _COMMON
    sheets = tuple(_sheet(name, path.parent, common) for name in listing.sheets)
    return Family(
        listing.id,
        listing.template,
        listing.version,
        listing.title,
        sheets,
        listing.tables,
        listing.blank,
        listing.rows,
    )


@cache
def region_sheet() -> Sheet:
    """The front page of a summary workbook; it stands in the place of a working book's."""
    return _sheet("region", folder() / _COMMON)


def _sheet(name: str, *folders: Path) -> Sheet:
    paths = [folder / f"{name}.toml" for folder in folders]
    return typed(next(path for path in paths if path.is_file()), Sheet)
