"""What the add-in and the command line read and the sheet without the add-in does not, with the reason (docs/rules.md)."""

from __future__ import annotations

from typing import NamedTuple


class NotRead(NamedTuple):
    """A way of writing: an example and why the native formulas ask for a check."""

    example: str
    reason: str


#: Key → what is not read. Every other text of the tables in the tests is read alike.
NOT_READ = {
    "change": NotRead("较上年增长5%；较上年减少20件", "要把上年完成值读成数值，再区分填的是水平还是变化"),
    "either": NotRead("3612头（只）对 ≥3500只（头）；≥5个（处）", "括号里是另一种计数单位，要认出两种写法是同一单位"),
    "period": NotRead("2024年3月至9月", "起止日期要先取出终止日期"),
    "currency": NotRead("￥210万", "货币符号要先变成单位"),
    "said again": NotRead("95%以上（含95%）", "括号里重复了数值，要确认两个数相同"),
}
