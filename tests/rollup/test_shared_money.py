"""C33 in sums: a document's money that several tables have in full counts once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.rollup.small import MINISTRY, row, table
from xladdin.cli.main import main
from xladdin.model.funds import FundsRow
from xladdin.model.project_json import encode
from xladdin.model.report_matter import Document, ReportMatter
from xladdin.rollup.member import Member
from xladdin.rollup.region import Region, region

NUMBER = "新财资环〔2024〕61号"


def county(
    name: str, central: str, executed: str, document: str = NUMBER, amount: str = "2000", arrived: str = "2000"
) -> Member:
    money = (
        FundsRow(source="central", budget=Decimal(central), arrived=Decimal(arrived), executed=Decimal(executed)),
        FundsRow(source="local", budget=Decimal(100), arrived=Decimal(100), executed=Decimal(100)),
    )
    documents = (Document(key="w1", number=document, title="下达预算", amount=Decimal(amount)),)
    return table(name, row("道路（公里）", "≥3", "3"), funds=money, report=ReportMatter(documents=documents))


def amounts(found: Region, source: str) -> tuple[Decimal | None, ...]:
    (money,) = [one for one in found.evaluation.funds if one.source == source]
    return money.budget, money.arrived, money.executed


def test_the_whole_amount_in_two_tables_counts_once_and_what_was_paid_is_added() -> None:
    """2000 万元 for both counties together; 900 and 700 were paid."""
    found = region([county("1县", "2000", "900"), county("2县", "2000", "700")], MINISTRY, name="市")
    assert amounts(found, "central") == (2000, 2000, 1600)
    assert amounts(found, "local") == (200, 200, 200)
    assert amounts(found, "total") == (2200, 2200, 1800)
    (shared,) = found.shared
    assert (shared.document, shared.amount, [one.unit for one in shared.members]) == (NUMBER, 2000, ["1县", "2县"])


@pytest.mark.parametrize(
    "other",
    [
        county("2县", "1200", "700"),  # its own share, though the document is cited with the whole
        county("2县", "2000", "700", document="新财资环〔2024〕62号"),
        county("2县", "2000", "700", amount="4000"),
    ],
    ids=["own share", "another document", "another amount"],
)
def test_money_of_its_own_is_added(other: Member) -> None:
    first = county("1县", "2000", "900")
    found = region([first, other], MINISTRY, name="市")
    own = next(one.budget for one in other.evaluation.funds if one.source == "central")
    assert found.shared == ()
    assert own is not None
    assert amounts(found, "central")[0] == 2000 + own


def test_money_that_did_not_arrive_twice_is_not_taken_off_twice() -> None:
    found = region([county("1县", "2000", "0"), county("2县", "2000", "0", arrived="0")], MINISTRY, name="市")
    assert amounts(found, "central")[:2] == (2000, 2000)


def test_three_tables_with_one_amount_count_once() -> None:
    found = region([county(f"{number}县", "2000", "100") for number in range(3)], MINISTRY, name="市")
    assert amounts(found, "central") == (2000, 2000, 300)


def test_the_regions_documents_stand_there_once() -> None:
    found = region([county("1县", "2000", "900"), county("2县", "2000", "700")], MINISTRY, name="市")
    assert [one.number for one in found.evaluation.report.documents] == [NUMBER]


def test_the_command_says_so_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("1县", "2县"):
        (tmp_path / f"{name}.json").write_bytes(encode(county(name, "2000", "900").evaluation))
    assert main(["rollup", str(tmp_path), "--profile", "mof-2020"]) == 1
    told = capsys.readouterr().err
    assert f"{NUMBER}的 2000 万元在1县、2县的“中央财政资金”预算里都写作全额，只计一次（C33）" in told
