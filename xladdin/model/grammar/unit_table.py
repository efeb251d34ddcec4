"""The units of measurement that the grammar knows, as data: names by dimension, counters, prefixes, compounds.

Two names stand in one dimension only where everybody converts them the same way. Counters (个、处、起 …) are dimensions of
their own: 10 处 are not 10 个. GB and TB are too, since one office counts in 1000 and another in 1024.
"""

from __future__ import annotations

from fractions import Fraction

#: Dimension: names with their factor to the dimension's base.
SCALED = {
    "area": (
        "亩=1 公顷=15 ha=15 hm2=15 平方公里=1500 平方千米=1500 平方km=1500 km2=1500 平方米=3/2000 平米=3/2000 平方=3/2000 "
        "平方m=3/2000 m2=3/2000 平方厘米=3/20000000 cm2=3/20000000"
    ),
    "length": (
        "米=1 m=1 延米=1 延长米=1 公里=1000 千米=1000 km=1000 里=500 分米=1/10 dm=1/10 厘米=1/100 cm=1/100 毫米=1/1000 "
        "mm=1/1000 海里=1852"
    ),
    "volume": "立方米=1 立方=1 m3=1 方=1 升=1/1000 公升=1/1000 l=1/1000 毫升=1/1000000 ml=1/1000000",
    "mass": (
        "吨=1 t=1 公斤=1/1000 千克=1/1000 kg=1/1000 斤=1/2000 市斤=1/2000 克=1/1000000 g=1/1000000 "
        "毫克=1/1000000000 mg=1/1000000000 微克=1/1000000000000 μg=1/1000000000000 ug=1/1000000000000"
    ),
    "money": "元=1 人民币=1",
    "share": "%=1 百分比=1 个百分点=1 百分点=1 ‰=1/10 千分比=1/10 ‱=1/100",
    "time": "小时=1 h=1 分钟=1/60 min=1/60 秒=1/3600 天=24 日=24 周=168 星期=168",
    "working time": "工作日=1 个工作日=1",
    "months": "月=1 个月=1 月份=1",
    "quarters": "季度=1 个季度=1",
    "power": "千瓦=1 kw=1 瓦=1/1000 兆瓦=1000 mw=1000 吉瓦=1000000 gw=1000000",
    "apparent power": "千伏安=1 kva=1 兆伏安=1000 mva=1000",
    "peak power": "千瓦峰=1 kwp=1 兆瓦峰=1000 mwp=1000",
    "voltage": "千伏=1 kv=1 伏=1/1000 v=1/1000",
    "energy": "千瓦时=1 kwh=1 度=1 兆瓦时=1000 mwh=1000",
    "bandwidth": "bps=1 kbps=1000 mbps=1000000 gbps=1000000000",
    "pressure": "兆帕=1 mpa=1 千帕=1/1000 kpa=1/1000",
    "temperature": "°c=1 摄氏度=1",
    "noise": "分贝=1 db=1 db(a)=1",
    "人": "人=1 名=1 生=1",
    "株": "株=1 棵=1",
    "场": "场=1 场次=1",
    "批": "批=1 批次=1",
    "册": "册=1 本=1",
    "栋": "栋=1 幢=1",
    "台套": "台套=1 台(套)=1 套(台)=1 台/套=1 套/台=1",
    "人次": "人次=1",
}

COUNTERS = (
    "个 处 条 起 次 种 户 家 座 台 套 件 项 部 份 篇 期 班 班次 辆 头 只 羽 尾 块 片 间 所 村 镇 乡 县 市 区 乡镇 社区 行政村 "
    "自然村 车次 点 段 孔 眼 口 张 幅 例 宗 亩次 学时 课时 分 年 学年 学期 学分 学位 标段 图斑 小班 地块 床 床位 张床 位 支 组 团 轮 门 节 款 "
    "枚 门次 店 站 艘 架 顶 瓶 袋 箱 公里年 对 盏 遍 届 倍 级 粒 户次 台次 件次 辆次 架次 艘次 家次 份次 例次 项次 条次 期次 点次 人份 "
    "剂 剂次 针次 头份 羽份 毫升份 头次 只次 公顷次 台班 工日 穴 丛 茬 根 杆 基 盒 罐 桶 筐 捆 卷 集 版 页 字 首 则 笔 单 票 柜 车 列 趟 "
    "吨公里 航次 班列 标箱 teu 道 面 把 副 双 席 校 院 名次 站点 点位 断面 美元 千字 公顷年 亩年 类 层 扇 包 堂 讲 队 网点 路段 案件 kb mb gb tb pb dn"
).split()

PREFIXES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}

#: Names that only mean a unit behind a slash: m3/d, t/a, m3/s.
BEHIND_SLASH = {"d": ("time", Fraction(24)), "a": ("年", Fraction(1)), "s": ("time", Fraction(1, 3600))}

#: Two units written without a dot: 元/人年, 万人天. The first halves and the second.
PAIR_HEADS = ("人", "生", "户", "村", "床", "亩", "台", "班", "校", "公里")
PAIR_TAILS = ("学期", "学年", "年", "月", "天", "日")

#: Written so, letters are no unit: 4G is a network, 5T may be tons or terabytes, Mb are bits.
NO_UNIT = frozenset(("G", "T", "M", "K", "Kb", "Mb", "Gb", "Tb"))

#: In the brackets of a name these words may as well say where or when: 硬化道路（村） with 5公里.
PLACE_OR_TIME = frozenset(
    "村 镇 乡 县 市 区 乡镇 社区 行政村 自然村 年 月 日 天 周 季度 学期 学年 期 批 批次 组 段 级 站 店 校 院 站点 点位".split()
)


def _atoms() -> dict[str, tuple[str, Fraction]]:
    one = Fraction(1)
    atoms = {name: (name, one) for name in COUNTERS}
    for dimension, entries in SCALED.items():
        for entry in entries.split():
            name, _, factor = entry.partition("=")
            above, _, below = factor.partition("/")
            atoms[name] = (dimension, Fraction(int(above), int(below or 1)))
    return atoms


#: Name → dimension and factor to the base of the dimension.
ATOMS = _atoms()
