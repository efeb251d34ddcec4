"""A profile that contradicts itself: standards that do not add up, a threshold without its factor, a fold to nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xladdin.model.grammar.decimals import plain_text
from xladdin.model.grammar.fold import fold
from xladdin.model.grammar.quantity import BLANK_MARKS, Kind, read_actual
from xladdin.patterns import pattern
from xladdin.rules.profile.lines import Path
from xladdin.rules.profile.nouns import BENEFIT, Profile, with_suffix

#: Where, what is wrong, what to do.
Contradiction = tuple[Path, str, str]

_ID = pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_LEVEL_ID = pattern(r"[a-z]{2,20}")
#: Level names stand in formulas and drop-downs.
_ODD = pattern(r"""[\s"'*?~<>=,;\[\]{}|()（）]|^[-+@]""")
_MOST_LEVELS = 12
_LONGEST = {"id": 40, "name": 20, "word": 40, "text": 1000}
_YEARS = range(1990, 2101)


def contradiction(profile: Profile) -> Contradiction | None:
    """The first one; None for a profile that can be used."""
    for look in (_head, _levels, _standards, _folds, _over, _missing, _grades, _tiers, _bands, _words):
        for found in look(profile):
            return found
    return None


def _head(profile: Profile) -> Iterator[Contradiction]:
    if not _ID.fullmatch(profile.id) or len(profile.id) > _LONGEST["id"]:
        yield ("id",), f"规则名称“{profile.id[:50]}”不可用", "请用小写字母、数字和连字符，如 hubei-2024，最长 40 个字符"
    for key in ("title", "source"):
        if not getattr(profile, key).strip():
            yield (key,), f"{key} 空着", "请写明规则的名称和依据的文件"
    for key in ("title", "source", "note"):
        if len(getattr(profile, key)) > _LONGEST["text"]:
            yield (key,), f"{key} 过长", f"请缩短到 {_LONGEST['text']} 个字以内"
    for key in ("issued", "effective_from"):
        if getattr(profile, key).year not in _YEARS:
            yield (key,), f"日期 {getattr(profile, key)} 不合理", "请写成 2024-01-01 这样的日期"


def _levels(profile: Profile) -> Iterator[Contradiction]:
    ids: set[str] = set()
    names: set[str] = set()
    if not profile.indicator_levels:
        yield ("level",), "没有任何按指标计分的一级指标", "请写出至少一个 [[level]]，或写明 extends"
    if len(profile.levels) > _MOST_LEVELS:
        yield ("level",), f"一级指标有 {len(profile.levels)} 个", f"最多 {_MOST_LEVELS} 个"
    for number, level in enumerate(profile.levels):
        at: Path = ("level", number)
        name = with_suffix(level.name)
        if not _LEVEL_ID.fullmatch(level.id):
            yield (
                (*at, "id"),
                f"一级指标的标识“{level.id[:30]}”不可用",
                "请用 2 到 20 个小写英文字母，如 output、process",
            )
        if level.id in ids:
            yield (*at, "id"), f"一级指标的标识“{level.id}”重复", "每个一级指标的 id 都要不同"
        if not level.name.strip() or _ODD.search(level.name) or len(level.name) > _LONGEST["name"]:
            yield (
                (*at, "name"),
                f"一级指标的名称“{level.name[:30]}”不可用",
                "请写 1 到 20 个字，不带空格、引号、括号和运算符号",
            )
        if name in names:
            yield (*at, "name"), f"一级指标“{level.name}”重复", "同一个一级指标只写一次"
        if level.is_execution and profile.execution is not level:
            yield (*at, "role"), "有两个一级指标的 role 都是 execution", "预算执行只能有一个，其余的删去 role"
        ids.add(level.id)
        names.add(name)


def _standards(profile: Profile) -> Iterator[Contradiction]:
    total = sum((level.points for level in profile.levels), Decimal(0))
    if total != profile.total:
        sums = "＋".join(plain_text(level.points) for level in profile.levels)
        wanted = plain_text(profile.total)
        cause = f"各级标准分合计 {sums}＝{plain_text(total)}，不等于满分 {wanted}"
        yield ("level",), cause, f"请改正标准分，使合计为 {wanted}；满分另有规定的，请写明 total"


def _folds(profile: Profile) -> Iterator[Contradiction]:
    names = {level.name for level in profile.indicator_levels}
    known = {with_suffix(level.name) for level in profile.levels}
    for printed, into in profile.fold.items():
        at: Path = ("fold", printed)
        if into not in names:
            listed = "、".join(level.name for level in profile.indicator_levels)
            yield (
                at,
                f"“{printed}”并入的“{into}”不是本规则按指标计分的一级指标",
                f"请改为 {listed} 之一，或写 fold = {{}}",
            )
        if with_suffix(printed) in known:
            yield at, f"“{printed}”既单列为一级指标，又并入“{into}”", "请只留一种；不并入的，写 fold = {}"
        if not printed.strip() or _ODD.search(printed) or len(printed) > _LONGEST["name"]:
            yield at, f"一级指标的名称“{printed[:30]}”不可用", "请写 1 到 20 个字，不带空格、引号、括号和运算符号"


def _over(profile: Profile) -> Iterator[Contradiction]:
    threshold, factor = profile.number("over_threshold"), profile.number("over_factor")
    if threshold is not None and factor is None:
        yield (
            ("parameter", "over_threshold"),
            "写了起扣线 over_threshold，没有写扣减系数 over_factor",
            "请补上扣减系数；不扣减的，两个都空着",
        )
    if factor is not None and threshold is None:
        yield (
            ("parameter", "over_factor"),
            "写了扣减系数 over_factor，没有写起扣线 over_threshold",
            "请补上起扣线；不扣减的，两个都空着",
        )


def _missing(profile: Profile) -> Iterator[Contradiction]:
    if profile.number("missing_level") and profile.level(BENEFIT) is None:
        cause = f"missing_level 要把缺少的一级指标的分值并入效益指标，但没有 id 为 {BENEFIT} 的一级指标"
        yield ("parameter", "missing_level"), cause, "请把 missing_level 改为 0，或写出效益指标"


def _grades(profile: Profile) -> Iterator[Contradiction]:
    bounds = [("满分", profile.total)]
    for key, title in (("grade_excellent", "优"), ("grade_good", "良"), ("grade_medium", "中")):
        value = profile.required(key)
        above, bound = bounds[-1]
        if value >= bound and not (above == "满分" and value == bound):
            cause = f"“{title}”的下限 {plain_text(value)} 不低于{above} {plain_text(bound)}"
            yield ("parameter", key), cause, "等级下限应从优到中逐级降低，且不高于满分"
        bounds.append((f"“{title}”的下限", value))


def _tiers(profile: Profile) -> Iterator[Contradiction]:
    first, second = profile.required("tier_first"), profile.required("tier_second")
    if second >= first:
        cause = f"第二档的下限 {plain_text(second)} 不低于第一档的下限 {plain_text(first)}"
        yield ("parameter", "tier_second"), cause, "请改正：评判等级的三档应从高到低，如 0.8、0.6"


def _bands(profile: Profile) -> Iterator[Contradiction]:
    above: tuple[Decimal, Decimal] | None = None
    ended = ""
    for number in (1, 2, 3):
        start, share = profile.number(f"band{number}_from"), profile.number(f"band{number}_share")
        at, other = f"band{number}_from", f"band{number}_share"
        if (start is None) != (share is None):
            given, blank = (other, at) if start is None else (at, other)
            yield ("parameter", given), f"写了 {given}，没有写 {blank}", "一档的执行率和得分比例要么都写，要么都空着"
        if start is None or share is None:
            ended = ended or at
            continue
        if profile.execution is None:
            yield (
                ("parameter", at),
                "预算执行不计分，却写了执行率的分档",
                "请删去分档，或写出 role 为 execution 的一级指标",
            )
        if ended:
            yield ("parameter", at), f"写了第 {number} 档，前面的 {ended} 空着", "请从 band1_from 起依次填写"
        if above is not None and (start >= above[0] or share >= above[1]):
            cause = f"第 {number} 档（执行率 {plain_text(start)}、比例 {plain_text(share)}）不低于上一档"
            yield ("parameter", at), cause, "各档的执行率和得分比例都应从高到低"
        above = (start, share)


def _words(profile: Profile) -> Iterator[Contradiction]:
    seen: dict[str, str] = {}
    for key, words in (("met", profile.met_words), ("unmet", profile.unmet_words)):
        at: Path = ("words", key)
        if not words:
            yield at, f"words.{key} 没有任何说法", "请至少写一个说法，或删去这一行以沿用上级规则"
        for word in words:
            folded = fold(word)
            if not folded or len(word) > _LONGEST["word"]:
                yield at, "有空着的或过长的说法", "请删去，每个说法 1 到 40 个字"
            if seen.get(folded, key) != key:
                yield at, f"“{word}”既算达成又算未达成", "请只留在一边"
            if folded in seen:
                yield at, f"“{word}”写了两次", "请删去一个"
            if folded.casefold() in BLANK_MARKS:
                yield at, f"“{word}”是表示空白的写法，不能当作结果", "请删去"
            if read_actual(word, None).kind is Kind.NUMBER:
                yield at, f"“{word}”会读成数值，不能当作说法", "请删去"
            seen[folded] = key
