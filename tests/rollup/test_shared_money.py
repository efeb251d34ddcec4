"""C33 in sums: a document's money that several tables have in full counts once, when a person says so."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from tests.rollup.small import MINISTRY, row, table
from xladdin.cli.main import main
from xladdin.model.funds import FundsRow
from xladdin.model.project_json import encode, load
from xladdin.model.report_matter import Document, ReportMatter
from xladdin.rollup.mapping import mapping_content, read_mapping
from xladdin.rollup.member import Member
from xladdin.rollup.region import Region, region
from xladdin.rollup.shared_money import APART, ONCE

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


LABEL = f"{NUMBER}的 2000 万元（中央财政资金）"
SAYS_ONCE, SAYS_APART = {LABEL: ONCE}, {LABEL: APART}


def test_nobody_guesses_whether_two_equal_amounts_are_one() -> None:
    """Equal shares of one document are as common as one amount that two projects claim: both count, and it is asked."""
    found = region([county("1县", "2000", "900"), county("2县", "2000", "700")], MINISTRY, name="市")
    assert amounts(found, "central") == (4000, 4000, 1600)
    (doubt,) = found.doubtful
    assert (doubt.label, doubt.amount, [one.unit for one in doubt.members]) == (LABEL, 2000, ["1县", "2县"])
    assert found.shared == ()


def test_confirmed_the_amount_counts_once_and_what_was_paid_is_added() -> None:
    """2000 万元 for both counties together; 900 and 700 were paid."""
    counties = [county("1县", "2000", "900"), county("2县", "2000", "700")]
    found = region(counties, MINISTRY, name="市", mapped=SAYS_ONCE)
    assert amounts(found, "central") == (2000, 2000, 1600)
    assert amounts(found, "local") == (200, 200, 200)
    assert amounts(found, "total") == (2200, 2200, 1800)
    assert (found.doubtful, [one.document for one in found.shared]) == ((), [NUMBER])


def test_denied_it_counts_in_each_and_is_not_asked_again() -> None:
    counties = [county("1县", "2000", "900"), county("2县", "2000", "700")]
    found = region(counties, MINISTRY, name="市", mapped=SAYS_APART)
    assert (found.doubtful, found.shared) == ((), ())
    assert amounts(found, "central")[0] == 4000


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
    found = region([first, other], MINISTRY, name="市", mapped=SAYS_ONCE)
    own = next(one.budget for one in other.evaluation.funds if one.source == "central")
    assert (found.shared, found.doubtful) == ((), ())
    assert own is not None
    assert amounts(found, "central")[0] == 2000 + own


def test_money_that_did_not_arrive_twice_is_not_taken_off_twice() -> None:
    counties = [county("1县", "2000", "0"), county("2县", "2000", "0", arrived="0")]
    found = region(counties, MINISTRY, name="市", mapped=SAYS_ONCE)
    assert amounts(found, "central")[:2] == (2000, 2000)


def test_three_tables_with_one_amount_count_once() -> None:
    counties = [county(f"{number}县", "2000", "100") for number in range(3)]
    found = region(counties, MINISTRY, name="市", mapped=SAYS_ONCE)
    assert amounts(found, "central") == (2000, 2000, 300)


def test_the_regions_documents_stand_there_once_with_the_shares_added_up() -> None:
    found = region([county("1县", "2000", "900"), county("2县", "1200", "700", amount="1200")], MINISTRY, name="市")
    assert [(one.number, one.amount) for one in found.evaluation.report.documents] == [(NUMBER, 3200)]


def test_a_person_decides_in_the_mapping_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    for name in ("1县", "2县"):
        (inbox / f"{name}.json").write_bytes(encode(county(name, "2000", "900").evaluation))
    command = ["rollup", str(inbox), "--profile", "mof-2020"]
    assert main([*command, "-o", str(tmp_path / "汇总.xlsx")]) == 1
    assert f"{LABEL}在1县、2县的预算里都是全额" in capsys.readouterr().err
    written = tmp_path / "汇总对照.csv"
    lines = list(csv.reader(io.StringIO(written.read_text("utf-8-sig"))))
    (money,) = [line for line in lines if line[0] == LABEL]
    assert money[1:4] == [ONCE, "", ""]
    for answer, budget in (("是", "2200"), ("否", "4200")):
        money[3] = answer
        confirmed = tmp_path / f"{answer}.csv"
        confirmed.write_text("\n".join(",".join(line) for line in (lines[0], money)), "utf-8")
        assert main([*command, "--mapping", str(confirmed), "--project", str(tmp_path / f"{answer}.json")]) == 0
        total = next(row for row in load(tmp_path / f"{answer}.json").funds if row.source == "total")
        assert total.budget == Decimal(budget)
        again = read_mapping(confirmed)
        assert mapping_content([], 2, again).decode("utf-8-sig").splitlines()[1].split(",")[3] == answer
