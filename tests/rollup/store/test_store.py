"""What a store keeps, what it forgets, and what is in its tables."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.rollup.many import county, put
from tests.rollup.small import row, table
from xladdin.errors import UserError
from xladdin.rollup.engines.run import read_into
from xladdin.rollup.store.store import Store, is_store

pytest.importorskip("pyarrow")


def test_the_tables_say_what_the_files_say(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    read_into(store, put(tmp_path / "收件", [county(5)]), engine="loop")
    assert is_store(tmp_path / "store")
    assert not (tmp_path / "store" / "parts").exists()
    (file,) = store.table("files").to_pylist()
    assert (file["source"], file["unit"], file["budget"], file["executed"], file["central"]) == (
        "005县.json", "005县", Decimal(105), Decimal(55), None,
    )  # fmt: skip
    roads, share, text = store.table("indicators").to_pylist()
    assert (roads["name"], roads["unit"], roads["nature"], roads["direction"]) == (
        "道路（公里）",
        "公里",
        "绝对量",
        "≥",
    )
    assert (roads["low"], roads["actual"], roads["weight"], roads["met"]) == (7, Decimal("8.5"), 10, True)
    assert (share["nature"], share["low"], share["actual"], share["met"]) == ("相对量", 90, 85, False)
    assert (text["low"], text["reached"], text["reason"]) == (None, 1, "雨季")
    (total,) = store.table("funds").to_pylist()
    assert (total["source"], total["budget"], total["executed"], total["arrived"]) == ("total", 105, 55, None)


def test_a_number_that_does_not_fit_stands_in_words_and_the_others_in_their_columns(tmp_path: Path) -> None:
    odd = table(
        "长县", row("道路（公里）", "≥0.12345678", "3"), row("房屋（户）", "≥7", "8", key="q2"), profile="mof-2020"
    ).evaluation
    store = Store(tmp_path / "store")
    read_into(store, put(tmp_path / "收件", [odd, county(1)]), engine="loop")
    rows = {one["name"]: one for one in store.table("indicators").to_pylist() if one["weight"] != 0}
    long = next(one for one in store.table("indicators").to_pylist() if one["exact"])
    assert (long["low"], long["actual"]) == (None, None)
    assert '"low": "0.12345678"' in long["exact"]
    assert (rows["房屋（户）"]["low"], rows["房屋（户）"]["exact"]) == (7, None)


def test_a_store_of_another_format_is_read_anew(tmp_path: Path) -> None:
    items = put(tmp_path / "收件", [county(1), county(2)])
    read_into(Store(tmp_path / "store"), items, engine="loop")
    about = tmp_path / "store" / "about.json"
    about.write_text(about.read_text("utf-8").replace('"format":1', '"format":0'), "utf-8")
    store = Store(tmp_path / "store")
    assert store.known == {}
    read_into(store, items, engine="loop")
    assert len(store.table("files")) == 2


def test_a_part_that_is_not_whole_is_read_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert store.known == {}
    (tmp_path / "store" / "parts").mkdir()
    (tmp_path / "store" / "parts" / "000000000.part").write_bytes(b"\x93\x00")
    again = Store(tmp_path / "store")
    read_into(again, put(tmp_path / "收件", [county(1)]), engine="loop")
    assert len(again.table("files")) == 1


def test_tables_that_are_damaged_are_said(tmp_path: Path) -> None:
    read_into(Store(tmp_path / "store"), put(tmp_path / "收件", [county(1)]), engine="loop")
    (tmp_path / "store" / "files.parquet").write_bytes(b"PAR1")
    with pytest.raises(UserError) as caught:
        Store(tmp_path / "store").known  # noqa: B018
    assert caught.value.code == "store-damaged"
