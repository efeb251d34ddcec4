"""Whether a deadline was kept is said only when every reading of the two texts agrees."""

from __future__ import annotations

import pytest

from xladdin.model.grammar.deadline import kept, read_deadline, read_moment, without_dates


@pytest.mark.parametrize(
    ("deadline", "moment", "year", "expected"),
    [
        ("9月前", "7月", 2024, True),
        ("9月前", "8月31日", 2024, True),
        ("9月前", "9月", 2024, None),  # before 1 September, or before its end?
        ("9月前", "9月30日", 2024, None),
        ("9月前", "10月", 2024, False),
        ("12月底之前完成", "11月底", 2024, True),
        ("12月底之前完成", "12月31日", 2024, True),
        ("12月底之前完成", "12月", 2024, True),
        ("2021年11月30日前", "2021年11月30日", 2021, True),
        ("2021年11月30日前", "2021年12月1日", 2021, False),
        ("2021年11月30日前", "2021年11月", 2021, True),
        ("2021年11月15日前", "2021年11月", 2021, None),
        ("2021年11月30日前", "10月", 2021, True),
        ("2021年11月30日前", "10月", 2022, False),
        ("2021年11月30日前", "10月", 0, None),  # a year on one side only, and nobody says which year it was
        ("9月前", "2023年11月", 2024, True),
        ("9月前", "2025年1月", 2024, False),
        ("9月前", "2024年7月", 0, None),
        ("9月前", "7月", 0, True),
        ("1月前", "1月1日", 2024, None),
        ("6月中旬前", "6月上旬", 2024, True),
        ("6月中旬前", "6月15日", 2024, None),
        ("6月中旬前", "6月下旬", 2024, False),
        ("11月底完成", "11月20日", 2024, True),
        ("11月底完成", "12月5日", 2024, False),
        ("2023年底", "2023年11月", 2023, True),
        ("2023年底前", "2024年1月", 2023, False),
        ("9月完成", "9月30日", 2024, True),
        ("2024年前", "2023年12月", 2024, True),
        ("2024年前", "2024年3月", 2024, None),
        ("12月底前", "7月至9月", 2024, True),  # a period is over at its end
        ("三季度末", "第四季度", 2024, False),
        ("2023年秋季学期开学前", "2023年8月20日", 2023, True),
        ("2023年秋季学期开学前", "2023年9月1日", 2023, None),
    ],
)
def test_a_moment_against_a_deadline(deadline: str, moment: str, year: int, expected: bool | None) -> None:
    due, done = read_deadline(deadline), read_moment(moment)
    assert due is not None
    assert done is not None
    assert kept(done, due, year) is expected


@pytest.mark.parametrize(
    "text", ["9月前完成5个", "前", "底", "0月前", "13月前", "2月30日前", "30日前", "9月前未完成", "3年", "月底前"]
)
def test_other_texts_are_no_deadline(text: str) -> None:
    assert read_deadline(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "9月前",
        "13月",
        "2023年2月29日",
        "2024-13-01",
        "2024.7",
        "7.15",
        "7",
        "月",
        "末",
        "11月底未完成",
        "11月前完成",
        "预计11月完成",
    ],
)
def test_other_texts_are_no_moment(text: str) -> None:
    assert read_moment(text) is None


Days = tuple[tuple[int, int], tuple[int, int]]
WHOLE_YEAR = ((1, 1), (12, 31))
#: text: (year, the days that it may mean, the last days allowed with 前 behind it)
DATES: dict[str, tuple[int, Days, Days]] = {
    "9月": (0, ((9, 1), (9, 30)), ((8, 31), (9, 30))),
    "9月份": (0, ((9, 1), (9, 30)), ((8, 31), (9, 30))),
    "9月底": (0, ((9, 21), (9, 30)), ((9, 30), (9, 30))),
    "9月末": (0, ((9, 21), (9, 30)), ((9, 30), (9, 30))),
    "9月初": (0, ((9, 1), (9, 10)), ((9, 1), (9, 10))),
    "9月上旬": (0, ((9, 1), (9, 10)), ((9, 1), (9, 10))),
    "9月中旬": (0, ((9, 11), (9, 20)), ((9, 11), (9, 20))),
    "9月下旬": (0, ((9, 21), (9, 30)), ((9, 21), (9, 30))),
    "2月下旬": (0, ((2, 21), (2, 29)), ((2, 21), (2, 29))),
    "9月5日": (0, ((9, 5), (9, 5)), ((9, 5), (9, 5))),
    "9月30号": (0, ((9, 30), (9, 30)), ((9, 30), (9, 30))),
    "2月29日": (0, ((2, 29), (2, 29)), ((2, 29), (2, 29))),
    "1月": (0, ((1, 1), (1, 31)), ((0, 0), (1, 31))),
    "2月": (0, ((2, 1), (2, 29)), ((1, 31), (2, 29))),
    "12月": (0, ((12, 1), (12, 31)), ((11, 30), (12, 31))),
    "2023年3月": (2023, ((3, 1), (3, 31)), ((2, 28), (3, 31))),
    "2024年度9月": (2024, ((9, 1), (9, 30)), ((8, 31), (9, 30))),
    "1900年9月": (1900, ((9, 1), (9, 30)), ((8, 31), (9, 30))),
    "2099年9月": (2099, ((9, 1), (9, 30)), ((8, 31), (9, 30))),
    "本年9月": (0, ((9, 1), (9, 30)), ((8, 31), (9, 30))),
    "本年度9月": (0, ((9, 1), (9, 30)), ((8, 31), (9, 30))),
    "当年度9月": (0, ((9, 1), (9, 30)), ((8, 31), (9, 30))),
    "今年9月": (0, ((9, 1), (9, 30)), ((8, 31), (9, 30))),
    "一季度": (0, ((1, 1), (3, 31)), ((0, 0), (3, 31))),
    "第二季度": (0, ((4, 1), (6, 30)), ((3, 31), (6, 30))),
    "三季度": (0, ((7, 1), (9, 30)), ((6, 30), (9, 30))),
    "四季度": (0, ((10, 1), (12, 31)), ((9, 30), (12, 31))),
    "1季度": (0, ((1, 1), (3, 31)), ((0, 0), (3, 31))),
    "第4季度": (0, ((10, 1), (12, 31)), ((9, 30), (12, 31))),
    "三季度末": (0, ((9, 21), (9, 30)), ((9, 30), (9, 30))),
    "三季度底": (0, ((9, 21), (9, 30)), ((9, 30), (9, 30))),
    "2023年一季度": (2023, ((1, 1), (3, 31)), ((0, 0), (3, 31))),
    "上半年": (0, ((1, 1), (6, 30)), ((0, 0), (6, 30))),
    "下半年": (0, ((7, 1), (12, 31)), ((6, 30), (12, 31))),
    "上半年底": (0, ((6, 21), (6, 30)), ((6, 30), (6, 30))),
    "下半年末": (0, ((12, 21), (12, 31)), ((12, 31), (12, 31))),
    "年底": (0, ((12, 21), (12, 31)), ((12, 31), (12, 31))),
    "年末": (0, ((12, 21), (12, 31)), ((12, 31), (12, 31))),
    "年终": (0, ((12, 21), (12, 31)), ((12, 31), (12, 31))),
    "2023年底": (2023, ((12, 21), (12, 31)), ((12, 31), (12, 31))),
    "2023年年终": (2023, ((12, 21), (12, 31)), ((12, 31), (12, 31))),
    "本年底": (0, ((12, 21), (12, 31)), ((12, 31), (12, 31))),
    "今年年底": (0, ((12, 21), (12, 31)), ((12, 31), (12, 31))),
    "2024年": (2024, WHOLE_YEAR, ((0, 0), (12, 31))),
    "2024年内": (2024, WHOLE_YEAR, ((0, 0), (12, 31))),
    "2024年度内": (2024, WHOLE_YEAR, ((0, 0), (12, 31))),
    "今年": (0, WHOLE_YEAR, ((0, 0), (12, 31))),
    "本年度": (0, WHOLE_YEAR, ((0, 0), (12, 31))),
    "当年": (0, WHOLE_YEAR, ((0, 0), (12, 31))),
    "2024-07-15": (2024, ((7, 15), (7, 15)), ((7, 15), (7, 15))),
    "2024/7/5": (2024, ((7, 5), (7, 5)), ((7, 5), (7, 5))),
    "2024.7.15": (2024, ((7, 15), (7, 15)), ((7, 15), (7, 15))),
    "2024-12-0100:00:00": (2024, ((12, 1), (12, 1)), ((12, 1), (12, 1))),
}


@pytest.mark.parametrize("text", DATES)
def test_a_date_in_words_is_a_span_of_days(text: str) -> None:
    year, days, before = DATES[text]
    moment = read_moment(text)
    assert moment is not None
    assert (moment.year, (moment.first, moment.last)) == (year, days)
    deadline = read_deadline(text)
    assert deadline is not None
    assert (deadline.year, deadline.earliest, deadline.latest) == (year, days[1], days[1])
    deadline = read_deadline(text + "前")
    assert deadline is not None
    assert (deadline.year, (deadline.earliest, deadline.latest)) == (year, before)


@pytest.mark.parametrize("term", ["春季", "春季学期", "秋季", "秋季学期"])
def test_schools_open_within_weeks_so_that_only_before_is_a_deadline(term: str) -> None:
    days = ((2, 10), (3, 10)) if term.startswith("春") else ((8, 20), (9, 15))
    assert read_deadline(f"{term}开学") is None
    assert read_deadline(f"不晚于{term}开学") is None
    deadline, moment = read_deadline(f"2024年{term}开学前"), read_moment(f"{term}开学")
    assert deadline is not None
    assert moment is not None
    assert (deadline.year, deadline.earliest, deadline.latest) == (2024, *days)
    assert (moment.first, moment.last) == days


@pytest.mark.parametrize(
    "text",
    "0月 13月 9月0日 9月31日 2月30日 2023年2月29日 5季度 中半年 冬季开学 年初 年内 内 底 2023底 1899年9月 2100年9月 年底验收 "
    "年底期 年底报 2024-13-01 2024-02-30 24-07-15 20240715 2024-7 3-5 3月至 9月底好 9月底5个 截9月".split(),
)
def test_a_day_that_does_not_exist_and_words_that_name_none_are_neither(text: str) -> None:
    assert read_deadline(text) is None
    assert read_moment(text) is None


VERBS = (
    "完成 完工 竣工 开工 到位 建成 投用 投入使用 支付 拨付 实施 验收 交付 发放 下达 办结 结束 启动 开通 通车 落实 投产 达到 实现 兑付 交工 上线 "
    "运行 移交 全部 全面 全额 如期 按期 按时"
).split()


@pytest.mark.parametrize("verb", VERBS)
def test_what_was_done_may_stand_behind_the_date(verb: str) -> None:
    for text in (f"9月底{verb}", f"9月底{verb}项目建设"):
        deadline, moment = read_deadline(text), read_moment(text)
        assert deadline is not None
        assert deadline.latest == (9, 30)
        assert moment is not None
        assert (moment.first, moment.last) == ((9, 21), (9, 30))
    assert read_moment(f"9月底已{verb}") == read_moment(f"9月底已经{verb}") == read_moment("9月底")
    assert read_deadline(f"9月底前{verb}") == read_deadline("9月底前")


@pytest.mark.parametrize("word", "未 不 没 待 拟 计划 预计 部分 半 尚 延期 推迟 推后 逾期".split())
def test_what_was_not_done_has_no_date(word: str) -> None:
    assert read_deadline(f"9月底前{word}完成") is None
    assert read_deadline(f"9月底完成{word}") is None
    assert read_moment(f"9月底完成{word}") is None


def test_nearly_done_meets_no_deadline_but_may_be_asked_for() -> None:
    assert read_moment("9月底基本完成") is None
    assert read_moment("9月底完成基本") is None
    assert read_deadline("9月底前基本完成") == read_deadline("9月底前")


@pytest.mark.parametrize("lead", "于 已于 在 不晚于 不迟于 最迟 最晚 截至 截止 截至到 截止到".split())
def test_words_that_lead_to_a_date(lead: str) -> None:
    assert read_deadline(f"{lead}9月") == read_deadline("9月")
    assert (read_moment(f"{lead}9月") == read_moment("9月")) is (lead in ("于", "已于", "在"))
    assert (read_moment(f"{lead}9月") is None) is (lead not in ("于", "已于", "在"))


def test_at_the_latest_allows_the_last_day() -> None:
    assert read_deadline("不晚于9月前") == read_deadline("9月")
    assert read_deadline("最迟9月初前") == read_deadline("9月初")


@pytest.mark.parametrize("before", ["前", "之前", "以前", "前完成", "前完成全部、部件安装", "前完成" + "好" * 18])
def test_before_may_have_twenty_words_behind_it(before: str) -> None:
    assert read_deadline(f"9月{before}") == read_deadline("9月前")
    assert read_deadline(f"9月前完成{'好' * 19}") is None


def test_without_before_sixteen_words_may_stand_behind_the_verb() -> None:
    assert read_deadline(f"9月底完成{'好' * 16}") == read_deadline("9月底")
    assert read_deadline(f"9月底完成{'好' * 17}") is None
    assert read_moment(f"9月底完成{'好' * 16}") == read_moment("9月底")
    assert read_moment(f"9月底完成{'好' * 17}") is None


@pytest.mark.parametrize("text", ["9月(含)前", "9月前(含)", "9月(含当日)前"])
def test_included_changes_nothing(text: str) -> None:
    assert read_deadline(text) == read_deadline("9月前")


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("3月-10月", "10月"),
        ("3-10月", "10月"),
        ("3月~10月", "10月"),
        ("3月至10月底", "10月底"),
        ("3月初到5月底", "5月底"),
        ("3月底-5月", "5月"),
        ("3月份-5月份", "5月份"),
        ("3月1日-10月5日", "10月5日"),
        ("2024年3月-10月", "2024年10月"),
        ("2024年3月-2025年2月", "2025年2月"),
        ("2024年1-6月", "2024年6月"),
        ("2024-03-01-2024-05-02", "2024年5月2日"),
        ("2024-03-01~2024-05-02", "2024年5月2日"),
        ("2024-03-01至2024-05-02", "2024年5月2日"),
        ("2024-03-01到2024-05-02", "2024年5月2日"),
        ("2024年3月至2024-05-02", "2024年5月2日"),
    ],
)
def test_a_period_is_over_at_its_end(period: str, end: str) -> None:
    assert read_moment(period) == read_moment(end) is not None
    assert read_deadline(period) == read_deadline(end)
    assert read_deadline(period + "前") == read_deadline(end + "前")


def test_a_day_and_half_a_period_is_no_date() -> None:
    assert read_moment("2024-03-01至5月") is None
    assert read_moment("1899年3月-10月") is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2023-2024学年", ""),
        ("2023至2025年", ""),
        ("2023~2024年度", ""),
        ("2023年完成", "完成"),
        ("2023年度5个", "5个"),
        ("3月5个", "5个"),
        ("03月5个", "5个"),
        ("12月份5个", "5个"),
        ("12月底", "12月底"),
        ("3月前", "3月前"),
        ("13月", "13月"),
        ("0月", "0月"),
        ("112月", "112月"),
        ("第3季度5个", "5个"),
        ("4季度", ""),
        ("5季度", "5季度"),
        ("1899年", "1899年"),
    ],
)
def test_without_its_dates_a_text_may_hold_a_quantity(text: str, rest: str) -> None:
    assert without_dates(text) == rest


def test_to_the_day_before_and_after() -> None:
    due = read_deadline("2024年9月前")
    assert due is not None
    for day, expected in (("8月31日", True), ("9月1日", None), ("9月30日", None), ("10月1日", False)):
        done = read_moment(f"2024年{day}")
        assert done is not None
        assert kept(done, due) is expected
