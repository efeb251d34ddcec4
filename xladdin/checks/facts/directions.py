"""Which way an indicator is better by its name, and targets whose sign says the other way (C08).

The score follows the sign as printed; what follows from a wrong sign is not reported a second time.
"""

from __future__ import annotations

from functools import lru_cache

from xladdin.checks.subject import Subject
from xladdin.checks.texts.readings import is_counter
from xladdin.model.grammar.quantity import Direction, Kind, Target
from xladdin.patterns import pattern

#: The more, the better.
_UPWARD = pattern(
    r"(合格|达标|优良|开工|完工|竣工|完成|执行|到位|及时|成活|保存|覆盖|利用|满意|知晓|参与|入学|就业|受益|合规|准确|公开|增收|增长|增加|"
    r"接种|入园|入户|巩固|结案|办结|息诉|调解|普及|签约|收集|无害化|绿化|保障|兑现|落实|完好|通过|参保|参合|投保|救治|治愈|毕业|持证|整改|"
    r"达产|投产|支付|拨付|发放|兑付|足额)(率|度|面)"
)
#: The less, the better.
_DOWNWARD = pattern(
    r"成本|费用|单价|造价|投诉|事故|死亡|差错|违规|超支|损失|排放|能耗|(?:发案|发病|空置|逾期|不良|损耗|漏损|失业|辍学|流失|故障|信访)率"
)
#: What is done about them is wanted high.
_MITIGATED = pattern(
    r"降低|下降|减少|节约|压缩|控制率|挽回|避免|处理|处置|办结|化解|赔付|修复|报告|整改|治理|防治|防范|救助|救治|保险|监测|筛查|排查|"
    r"宣传|培训|演练|受理|答复|回复|及时|覆盖|报销|补助|补偿|减免|减排"
)
#: A rate that is wanted from this many per cent on is wanted high, whatever it is of; these apart.
_HIGH_RATE = 80
_RATE = pattern(r"(率|度|比例|比重|占比)(?:[（(][^（）()]*[）)])?$")
_LOW_RATE = pattern(
    r"负债|含水|偏差|费用|成本|控制|上限|降低|下降|减少|使用强度|容积|密度|风险|负荷|占用|入住|床|近视|消耗|折旧"
)

#: Counts that are to be kept small: what goes wrong, what is rationed, how long something takes.
_RATIONED = pattern(
    r"控制|上限|限额|超|压减|减少|下降|降低|削减|淘汰|事件|事故|投诉|信访|上访|违|亡|伤|病例|火灾|污染|误|错|缺|漏|停|坏|损|"
    r"逾期|欠|拖|退|罚|接待|出国|出境|公车|公务|会议|干部|职工|人员|辅警|聘|编外|在职|供养|车辆|用车|时间|天数|用时|时限|时长|周期|间隔|响应|"
    r"等待|时效|费|编制"
)

LOW = (Direction.AT_MOST, Direction.LESS_THAN)
HIGH = (Direction.AT_LEAST, Direction.MORE_THAN)


def is_sane(name: str, target: Target, counted: bool) -> bool:
    """Whether name and sign go together; a name that does not tell goes with any sign, but for a count of what is done."""
    if target.direction in LOW:
        wanted = _wanted(name)
        high = not wanted and _is_high_rate(name, target)
        return wanted != "upward" and not high and not (counted and _is_done(name, target))
    return target.direction not in HIGH or _wanted(name) != "downward"


def _is_high_rate(name: str, target: Target) -> bool:
    unit, bound = target.unit, target.high
    if unit is None or not unit.is_share or unit.is_points or bound is None or bound < _HIGH_RATE:
        return False
    return _RATE.search(name.strip()) is not None and _LOW_RATE.search(name) is None


def _is_done(name: str, target: Target) -> bool:
    """培训人数 ≤120人: a number of things or people under 数量指标, and no word in the name that wants it small."""
    unit, bound = target.unit, target.high
    if unit is None or not is_counter(unit) or not bound:
        return False
    return _wanted(name) != "downward" and _RATIONED.search(name) is None


@lru_cache(maxsize=8192)
def _wanted(name: str) -> str:
    """Which way is better by the name: ``upward``, ``downward``, or empty where it does not tell."""
    if _UPWARD.search(name):
        return "upward"
    return "downward" if _DOWNWARD.search(name) and not _MITIGATED.search(name) else ""


def turned(subject: Subject) -> frozenset[str]:
    """Keys of rows whose own target has the wrong sign."""
    return frozenset(
        row.indicator.key
        for row in subject.rows
        if row.target.kind is Kind.NUMBER
        and not is_sane(row.indicator.level3, row.target, "数量" in row.indicator.level2)
    )
