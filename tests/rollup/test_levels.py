"""Consolidating over levels and through stores: whoever adds up what, the region's values are those of all tables at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from tests.rollup.many import county, put
from tests.support.audit import assert_package_clean
from xladdin.cli.main import main
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.rollup.engines import many, run
from xladdin.rollup.gather import gather
from xladdin.rollup.rows import chunk
from xladdin.rollup.scope import Scope
from xladdin.rollup.store.reading import Reading
from xladdin.rollup.sums.carried import sums_in

Run = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def run_rollup(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, dict[str, Any], str]:
        code = main(["rollup", *map(str, arguments), "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else {}, said.err

    return call


def values(found: dict[str, Any]) -> dict[str, Any]:
    """What must be the same, however it was added up."""
    names = ("name", "nature", "low", "high", "actual", "met")
    rows = [{name: row[name] for name in names} for row in found["indicators"]]
    members = [(one["unit"], one["digest"]) for one in found["members"]]
    return {"score": found["score"], "indicators": rows, "members": members}


@pytest.fixture
def at_once(tmp_path: Path, run_rollup: Run) -> dict[str, Any]:
    put(tmp_path / "全省", [county(number) for number in range(7)])
    code, found, _ = run_rollup(tmp_path / "全省", "--region", "省")
    assert code == 0
    (roads,) = [one for one in found["indicators"] if one["name"] == "道路（公里）"]
    assert (roads["low"], roads["actual"]) == (str(sum(range(2, 9))), "45.5")  # Σ (n+2), Σ (n+3.5)
    return values(found)


@pytest.fixture
def province(tmp_path: Path, at_once: dict[str, Any], run_rollup: Run) -> Path:
    """Two cities' summaries and one county that reports to the province itself."""
    folder = tmp_path / "省"
    folder.mkdir()
    for name, numbers in (("甲市", range(3)), ("乙市", range(3, 6))):
        put(tmp_path / name, [county(number) for number in numbers])
        run_rollup(tmp_path / name, "--region", name, "-o", folder / f"{name}.xlsx")
    (folder / "汇总对照.csv").unlink()
    put(folder, [county(6)])
    return folder


def test_summaries_and_tables_give_what_all_tables_give(
    province: Path, at_once: dict[str, Any], run_rollup: Run, tmp_path: Path
) -> None:
    code, found, told = run_rollup(province, "--region", "省", "-o", tmp_path / "省汇总.xlsx")
    assert (code, told) == (0, "")
    assert values(found) == at_once
    book = openpyxl.load_workbook(tmp_path / "省汇总.xlsx")
    units = [[cell.value for cell in line] for line in book["单位得分"].iter_rows()]
    listed = [line[1] for line in units if line[1] in {f"{number:03d}县" for number in range(7)}]
    assert len(listed) == 7  # every county has its line, whoever sent it
    country = tmp_path / "国"
    country.mkdir()
    (tmp_path / "省汇总.xlsx").rename(country / "省.xlsx")
    _, again, _ = run_rollup(country, "--region", "省")
    assert values(again) == at_once  # and once more, one level up


def test_what_is_there_twice_changes_nothing(province: Path, at_once: dict[str, Any], run_rollup: Run) -> None:
    (province / "甲市（2）.xlsx").write_bytes((province / "甲市.xlsx").read_bytes())
    put(province / "又报", [county(1), county(6)])
    code, found, told = run_rollup(province, "--region", "省")
    assert code == 0
    assert values(found) == at_once
    assert "已在汇总工作簿 甲市.xlsx 中，只计一次" in told
    assert "都已在 甲市.xlsx 中，只计一次" in told


def test_a_newer_table_of_what_a_summary_counts_is_for_somebody_to_see(province: Path, run_rollup: Run) -> None:
    put(province, [county(1, version=2)], "新版.json")
    code, _, told = run_rollup(province, "--region", "省")
    assert code == 1
    assert "新版.json：汇总工作簿 甲市.xlsx 计入的是这个项目的另一份（第 1 版）" in told


def test_summaries_that_share_a_table_do_not_count(province: Path, tmp_path: Path, run_rollup: Run) -> None:
    put(tmp_path / "丙市", [county(2), county(9)])
    run_rollup(tmp_path / "丙市", "--region", "丙市", "-o", province / "丙市.xlsx")
    code, found, told = run_rollup(province, "--region", "省")
    assert code == 1
    assert {one["unit"] for one in found["members"]} == {"003县", "004县", "005县", "006县"}
    assert told.count("合计数无法拆开，都没有计入") == 2


def test_a_summary_of_other_rules_or_of_other_years_does_not_count(
    province: Path, tmp_path: Path, run_rollup: Run
) -> None:
    put(tmp_path / "丁市", [county(9, profile="xinjiang-2024")])
    run_rollup(tmp_path / "丁市", "-o", province / "丁市.xlsx")
    put(tmp_path / "戊市", [county(8, year=2023)])
    run_rollup(tmp_path / "戊市", "-o", province / "戊市.xlsx")
    put(tmp_path / "己市", [county(11, year=2023)])
    code, _, told = run_rollup(province, "--profile", "mof-2020", "--year", "2024")
    assert code == 1
    assert "丁市.xlsx：按评分规则 xinjiang-2024 汇总，本次按 mof-2020" in told
    assert "戊市.xlsx：是 2023 年度的" in told


def test_a_summary_without_its_sums_is_refused(province: Path, run_rollup: Run) -> None:
    path = province / "甲市.xlsx"
    openpyxl.load_workbook(path).save(path)  # drops parts that it does not know
    code, found, told = run_rollup(province)
    assert (code, "（sums-missing）" in told) == (1, True)
    assert "000县" not in {one["unit"] for one in found["members"]}


@pytest.mark.parametrize(("was", "becomes"), [(b"005", b"006"), (b'"format":1', b'"format":2'), (b"<sums", b"<xums")])
def test_sums_that_somebody_changed_are_refused(province: Path, was: bytes, becomes: bytes) -> None:
    archive = Archive.read(province / "乙市.xlsx")
    content = archive["customXml/item2.xml"]
    assert was in content
    changed = content.replace(was, becomes).replace(b"</sums", b"</xums" if becomes == b"<xums" else b"</sums")
    with pytest.raises(UserError) as caught:
        sums_in(archive.replaced({"customXml/item2.xml": changed}), "乙市.xlsx")
    assert caught.value.code == "sums-damaged"


def forged(archive: Archive, was: bytes, becomes: bytes) -> Archive:
    """With a digest that fits, as anybody can write it."""
    import hashlib

    content = archive["customXml/item2.xml"]
    head, _, rest = content.partition(b'">')
    said = rest.removesuffix(b"</sums>")
    assert was in said
    said = said.replace(was, becomes, 1)
    digest = hashlib.sha256(said).hexdigest().encode("ascii")
    made = head[: head.index(b'digest="')] + b'digest="' + digest + b'">' + said + b"</sums>"
    return archive.replaced({"customXml/item2.xml": made})


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b'"cells":[[["', b'"cells":[[["x'),
        (b'"45.5"', b'"NaN"'),
        (b'"format":1', b'"format":7'),
        (b'"told":[', b'"more":1,"told":['),
    ],
)
def test_sums_that_do_not_hang_together_are_refused(
    tmp_path: Path, run_rollup: Run, was: bytes, becomes: bytes
) -> None:
    put(tmp_path / "市", [county(number) for number in range(7)])
    run_rollup(tmp_path / "市", "-o", tmp_path / "市.xlsx")
    archive = Archive.read(tmp_path / "市.xlsx")
    assert len(sums_in(archive, "市.xlsx").sums.members) == 7
    with pytest.raises(UserError) as caught:
        sums_in(forged(archive, was, becomes), "市.xlsx")
    assert caught.value.code == "sums-damaged"


# ---- through a store ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whole", [True, False])
def test_a_store_gives_what_the_loop_gives(
    tmp_path: Path, at_once: dict[str, Any], run_rollup: Run, monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    """With all tables taken from it, and with their sums only, as where they are too many."""
    pytest.importorskip("pyarrow")
    if not whole:
        monkeypatch.setattr(many, "WHOLE", 3)
    for _ in range(2):  # the second time nothing is read
        code, found, _ = run_rollup(
            tmp_path / "全省", "--region", "省", "--store", tmp_path / "基础数据", "--engine", "loop"
        )
        assert code == 0
        assert values(found) == at_once
        monkeypatch.setattr(chunk, "take", lambda data, item: pytest.fail("read again"))


def test_a_summary_counts_beside_a_store(
    province: Path, at_once: dict[str, Any], run_rollup: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    (province / "坏.xlsx").write_bytes(b"PK\x03\x04")
    for limit in (5_000, 0):
        monkeypatch.setattr(many, "WHOLE", limit)
        code, found, told = run_rollup(province, "--region", "省", "--store", tmp_path / f"store{limit}")
        assert values(found) == at_once
        assert (code, told.count("未计入")) == (1, 1)
        assert "坏.xlsx" in told


@pytest.mark.parametrize("limit", [5_000, 2])
def test_a_store_that_was_sent_up_counts_as_its_tables(
    province: Path,
    at_once: dict[str, Any],
    run_rollup: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: int,
) -> None:
    """Beside a summary, a table, and one of its own tables once more."""
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(many, "WHOLE", limit)
    (province / "甲市.xlsx").unlink()
    run_rollup(tmp_path / "甲市", "--store", province / "甲市.基础数据")
    put(province / "又报", [county(1)])
    code, found, told = run_rollup(province, "--region", "省", "-o", tmp_path / "汇总.xlsx")
    assert code == 0
    assert values(found) == at_once
    assert told.count("只计一次") == 1
    assert_package_clean(tmp_path / "汇总.xlsx")
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    lines = [[cell.value for cell in line] for line in book["汇总指标"].iter_rows()]
    (roads,) = [line for line in lines if line[3] == "道路（公里）"]
    assert roads[13] == 7  # rows, whatever they were added up from


def test_a_store_among_the_files_it_was_made_of_is_not_counted_again(
    tmp_path: Path, at_once: dict[str, Any], run_rollup: Run
) -> None:
    pytest.importorskip("pyarrow")
    folder = tmp_path / "全省"
    for _ in range(2):
        code, found, told = run_rollup(folder, "--region", "省", "--store", folder / "基础数据")
        assert (code, told, values(found)) == (0, "", at_once)


def test_a_ledger_gives_the_same_through_a_store(tmp_path: Path, run_rollup: Run, capsys: Any) -> None:
    pytest.importorskip("pyarrow")
    from tests.forms.conftest import sample
    from xladdin.rules import profile as profiles
    from xladdin.submission.seal.make import sealed

    folder = tmp_path / "收件"
    folder.mkdir()
    for name in ("turpan-2024", "karamay-2024"):
        sealed(sample(name), profiles.load("xinjiang-2024"))[0].write(folder / f"{name}.xlsx")
    ledger = tmp_path / "台账.db"
    assert main(["receive", str(folder), "--ledger", str(ledger), "--profile", "xinjiang-2024"]) == 0
    turpan = sample("turpan-2024")
    unit, project = turpan.unit.name, turpan.project.name
    for who, step in (("张三", ()), ("李四", ())):
        assert main(["approve", str(ledger), unit, project, "--all", "--by", who, *step]) in (0, 1)
    capsys.readouterr()
    _, loop, _ = run_rollup(ledger)
    _, stored, _ = run_rollup(ledger, "--store", tmp_path / "基础数据")
    assert values(stored) == values(loop)
    assert stored == loop


def test_a_table_that_names_no_rules_goes_by_those_of_the_others(tmp_path: Path, run_rollup: Run) -> None:
    pytest.importorskip("pyarrow")
    put(tmp_path / "县", [county(1), county(2, profile="")])
    _, loop, _ = run_rollup(tmp_path / "县")
    _, stored, _ = run_rollup(tmp_path / "县", "--store", tmp_path / "store")
    assert values(stored) == values(loop)
    put(tmp_path / "无", [county(3, profile="")])
    code, _, told = run_rollup(tmp_path / "无", "--store", tmp_path / "other")
    assert (code, "rollup-rules" in told) == (2, True)


def test_ctrl_c_ends_with_130_and_the_next_run_goes_on(
    tmp_path: Path, run_rollup: Run, at_once: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(run, "CHUNK", 2)
    take, opened = chunk.take, []

    def stops(data: bytes, item: chunk.Item) -> Any:
        if len(opened) == 5:
            raise KeyboardInterrupt
        opened.append(item.source)
        return take(data, item)

    monkeypatch.setattr(chunk, "take", stops)
    arguments = (
        tmp_path / "全省",
        "--region",
        "省",
        "--store",
        tmp_path / "store",
        "--engine",
        "loop",
        "--workers",
        "1",
    )
    code, _, told = run_rollup(*arguments)
    assert (code, "读完的 4 个文件保留着" in told, "（rollup-interrupted）" in told) == (130, True, True)
    opened.clear()
    monkeypatch.setattr(chunk, "take", lambda data, item: (opened.append(item.source), take(data, item))[1])
    _, found, _ = run_rollup(*arguments)
    assert len(opened) == 3  # four of the five were done: the fifth was in a task that was broken off
    assert values(found) == at_once


def test_small_sets_need_no_extra_and_a_wish_for_one_is_told_how(
    tmp_path: Path, at_once: dict[str, Any], run_rollup: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xladdin.rollup.store.reading.find_spec", lambda name: None)
    for name in ("pandas", "pyarrow", "pyarrow.parquet", "pyarrow.compute"):
        monkeypatch.setitem(__import__("sys").modules, name, None)
    _, found, _ = run_rollup(tmp_path / "全省", "--region", "省")
    assert values(found) == at_once
    code, _, told = run_rollup(tmp_path / "全省", "--engine", "processes")
    assert (code, "xladdin[rollup]" in told, told.count("\n")) == (2, True, 1)


def test_many_files_go_through_a_store_beside_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr("xladdin.rollup.store.reading.MANY", 3)
    put(tmp_path / "县", [county(number) for number in range(4)])
    found = gather(tmp_path / "县", reading=Reading())
    assert len(found.members) == 4
    assert (tmp_path / "县.基础数据" / "indicators.parquet").exists()
    assert replace(found.members[0].evaluation, version=1).unit.name == "000县"


# ---- a summary that counts for nothing takes nothing with it ------------------------------------------------------


def test_a_table_counts_when_the_summary_that_has_it_does_not(tmp_path: Path, run_rollup: Run) -> None:
    """The summary of other rules holds counties 1 and 2; county 1 lies beside it and is the only one that can be counted."""
    folder = tmp_path / "省"
    put(tmp_path / "市", [county(1), county(2)])
    put(folder, [county(1), county(3)])
    run_rollup(tmp_path / "市", "--profile", "xinjiang-2024", "-o", folder / "市.xlsx")
    code, found, told = run_rollup(folder, "--profile", "mof-2020")
    assert code == 1
    assert {one["unit"] for one in found["members"]} == {"001县", "003县"}
    assert "市.xlsx：按评分规则 xinjiang-2024 汇总" in told
    assert "只计一次" not in told


@pytest.mark.parametrize("whole", [{"year": 2023}, {"profile": "xinjiang-2024"}])
def test_a_summary_counts_when_the_one_that_has_it_does_not(
    tmp_path: Path, run_rollup: Run, whole: dict[str, object]
) -> None:
    """The larger one is partly of another year, or of other rules."""
    folder = tmp_path / "省"
    folder.mkdir()
    put(tmp_path / "小", [county(1), county(2)])
    put(tmp_path / "大", [county(1), county(2), county(3, **({"year": 2023} if "year" in whole else {}))])
    run_rollup(tmp_path / "小", "--profile", "mof-2020", "-o", folder / "小.xlsx")
    rules = str(whole.get("profile", "mof-2020"))
    if "year" in whole:
        run_rollup(tmp_path / "小", "-o", folder / "大.xlsx")
        _make_of_two_years(tmp_path / "大", folder / "大.xlsx")
    else:
        run_rollup(tmp_path / "大", "--profile", rules, "-o", folder / "大.xlsx")
    code, found, told = run_rollup(folder, "--profile", "mof-2020", "--year", "2024")
    assert code == 1
    assert {one["unit"] for one in found["members"]} == {"001县", "002县"}
    assert "未计入 大.xlsx" in told
    assert "未计入 小.xlsx" not in told


def _make_of_two_years(tables: Path, path: Path) -> None:
    """``rollup`` refuses two years in one, so its sums are put together here, as another program might."""
    from xladdin.rollup.sums.carried import with_sums
    from xladdin.rollup.sums.sums import sums_of
    from xladdin.rules import profile as profiles

    every = [one for year in (2023, 2024) for one in gather(tables, scope=Scope(year)).members]
    carrying = with_sums(path.read_bytes(), sums_of(every), profiles.load("mof-2020"), approved=False)
    assert carrying is not None
    path.write_bytes(carrying)


# ---- in a ledger ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("through", [(), ("--store",)])
def test_a_summary_that_was_received_counts_as_in_a_folder(
    tmp_path: Path, run_rollup: Run, capsys: pytest.CaptureFixture[str], through: tuple[str, ...]
) -> None:
    """The summary of both samples and one of them: 512.73 → 592.23, and nothing twice."""
    if through:
        pytest.importorskip("pyarrow")
    from tests.forms.conftest import sample
    from xladdin.rules import profile as profiles
    from xladdin.submission.seal.make import sealed

    both, sent = tmp_path / "各县", tmp_path / "报来"
    for folder in (both, sent):
        folder.mkdir()
    for name in ("turpan-2024", "karamay-2024"):
        sealed(sample(name), profiles.load("xinjiang-2024"))[0].write(both / f"{name}.xlsx")
    run_rollup(both, "--region", "新疆", "-o", sent / "新疆.xlsx")
    (sent / "汇总对照.csv").unlink()
    (sent / "turpan.xlsx").write_bytes((both / "turpan-2024.xlsx").read_bytes())
    ledger = tmp_path / "台账.db"
    main(["receive", str(sent), "--ledger", str(ledger), "--profile", "xinjiang-2024"])
    capsys.readouterr()
    options = (*through, *([tmp_path / "基础数据"] if through else []))
    _, of_folder, told = run_rollup(sent)
    assert "turpan.xlsx：已在汇总工作簿 新疆.xlsx 中，只计一次" in told
    _, of_ledger, told = run_rollup(ledger, *options)
    area = {one["name"]: one["actual"] for one in of_ledger["indicators"]}
    assert area["矿山生态修复面积（公顷）"] == "592.23"
    assert {one["unit"] for one in of_ledger["members"]} == {one["unit"] for one in of_folder["members"]}
    assert "turpan.xlsx：已在汇总工作簿 新疆.xlsx 中，只计一次" in told
