"""One number with its unit among plain words, in steps: each a short formula in a hidden cell of its own.

The only number of a text stands between its first and its last figure: ``实施改造项目37个`` → 37 with 个 behind it. Two numbers,
misplaced commas or a blank between figures leave no number. Behind it stand a unit and words: the longest word of the
list of units is the unit. A unit with a slash stands alone or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xladdin.model.grammar.decimals import LARGEST
from xladdin.rules.reading.native.fold import native_fold
from xladdin.rules.reading.native.names import UNIT_STEPS
from xladdin.rules.reading.native.tables import BEHIND, CODES, NOTHING, PREFIX, SIZES, TIMES, UNITS

#: Longest text and longest number, in characters, that are looked at.
LONGEST_TEXT, LONGEST_NUMBER = 60, 24

_FIGURES = "0123456789"

#: Where a number is a slip of the hand, as a formula writes it.
LARGEST_NUMBER = f"{LARGEST:.0E}".replace("E+", "E")


def array(words: Iterable[str | int]) -> str:
    """``{"a","b"}`` or ``{1,2}`` in a formula."""
    return "{" + ",".join(f'"{word}"' if isinstance(word, str) else str(word) for word in words) + "}"


def places(last: int) -> str:
    """``{1,2,3,…}`` in a formula."""
    return array(range(1, last + 1))


def only(signs: str, text: str, longest: int) -> str:
    """Formula: TRUE when the first ``longest`` characters of ``text`` are all among ``signs``.

    The text is padded with zeros, since looking for an empty text is an error in LibreOffice and 1 in Excel.
    """
    return f'SUMPRODUCT(--ISERROR(FIND(MID({text}&REPT("0",{longest}),{places(longest)},1),"{signs}")))=0'


def has_any(words: Iterable[str], text: str) -> str:
    """Formula: TRUE when one of these words occurs in ``text``."""
    return f"SUMPRODUCT(--ISNUMBER(FIND({array(words)},{text})))>0"


def is_bare(part: str, at: Mapping[str, str]) -> str:
    """Formula: TRUE when nothing but 万 or 亿 stands behind the number."""
    return f'AND({at[f"{part}_after"]}<>"",{at[f"{part}_rest"]}="",{at[f"{part}_times"]}>1)'


def has_no(list_name: str, text: str) -> str:
    """Formula: TRUE when no word of a list occurs in ``text``."""
    return f"SUMPRODUCT(--ISNUMBER(FIND({list_name},{text})))=0"


def is_in(list_name: str, text: str) -> str:
    """Formula: TRUE when ``text`` is a word of a list."""
    return f"ISNUMBER(MATCH({text},{list_name},0))"


def is_spelled(list_name: str, text: str) -> str:
    """Formula: TRUE when ``text`` is a word of a list in these very letters: Mb is not MB."""
    return f"SUMPRODUCT(--EXACT({list_name},{text}))>0"


def _without_blanks(text: str) -> str:
    return f'SUBSTITUTE({text}," ","")'


def number_steps(part: str, text: str, at: Mapping[str, str], behind: str = "after") -> dict[str, str]:
    """The number of ``text`` and what stands around it.

    part    ``a`` for the actual value, ``t`` for the target: step names begin with it
    at      step name → its cell
    behind  name of the step that says what stands behind the number, where ``after`` is made of it

    Steps: fold, first and last figure, figures (the text between), number (empty unless it is one), before, after.
    """
    fold, first, last, figures, after = (at[f"{part}_{step}"] for step in ("fold", "first", "last", "figures", "after"))
    found = f'FIND(MID({fold}&REPT("x",{LONGEST_TEXT}),{places(LONGEST_TEXT)},1),"{_FIGURES}")'
    return {
        f"{part}_fold": native_fold(text),
        f"{part}_first": f'IF({fold}="",1,MIN(FIND({array(_FIGURES)},{fold}&"{_FIGURES}")))',
        f"{part}_last": f"IF(LEN({fold})>{LONGEST_TEXT},0,SUMPRODUCT(MAX(ISNUMBER({found})*{places(LONGEST_TEXT)})))",
        f"{part}_figures": f'IF({first}>{last},"",MID({fold},{first},{last}-{first}+1))',
        f"{part}_number": native_number(figures),
        f"{part}_before": f'SUBSTITUTE(SUBSTITUTE({_without_blanks(f"LEFT({fold},{first}-1)")},"(",""),")","")',
        f"{part}_{behind}": _after(f"MID({fold},{last}+1,{LONGEST_TEXT})"),
    } | {f"{part}_{name}": formula for name, formula in unit_steps(part, after, at, tail=True).items()}


def _after(text: str) -> str:
    """Without blanks, a full stop at the end, or brackets around it; an upper bound in brackets has lost its first."""
    plain = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({_without_blanks(text)},"。",""),"；",""),"、","")'
    bare = f'IF(AND(LEFT({plain},1)="(",RIGHT({plain},1)=")"),MID({plain},2,LEN({plain})-2),{plain})'
    closed = f'AND(RIGHT({plain},1)=")",ISERROR(FIND("(",{plain})))'
    return f"IF({closed},LEFT({plain},LEN({plain})-1),{bare})"


def native_number(figures: str) -> str:
    """Formula: the number in ``figures`` (digits, one point, commas between groups of three), else empty."""
    point = f'FIND(".",{figures}&".")'
    whole = f"LEFT({figures},{point}-1)"
    every = places(LONGEST_NUMBER)
    grouped = (
        f'SUMPRODUCT((MID({whole}&REPT("x",{LONGEST_NUMBER}),{every},1)=",")*(MOD(LEN({whole})-{every}+1,4)<>0))=0,'
        f'LEN({whole})-LEN(SUBSTITUTE({whole},",",""))=INT(LEN({whole})/4)'
    )
    commas = f'IF(ISERROR(FIND(",",{figures})),TRUE,AND(ISERROR(FIND(",",{figures},{point})),{grouped}))'
    value = f'VALUE(SUBSTITUTE({figures},",",""))'
    sound = f'AND({figures}<>"",LEN({figures})<={LONGEST_NUMBER},{only(_FIGURES + ".,", figures, LONGEST_NUMBER)},LEN({figures})-LEN(SUBSTITUTE({figures},".",""))<=1)'
    return f'IF({sound},IF({commas},{value},""),"")'


def unit_steps(part: str, text: str, at: Mapping[str, str], *, tail: bool = False) -> dict[str, str]:
    """A unit text in steps.

    tail  words may stand behind the unit; without it the whole text must be the unit

    Steps: word (dots and brackets as the list has them), times (万 → 10000), rest (the word without it), unit (of the rest),
    tail (words behind the unit), top, by, per (lines of the list), key (what two units that convert have in common,
    empty for no unit), size (by which they convert).
    """
    cell = {name: at[f"{part}_{name}"] for name in UNIT_STEPS if name != "tail" or tail}
    word, rest, unit, times = cell["word"], cell["rest"], cell["unit"], cell["times"]
    dots = text
    for dot in "·•・‧":
        dots = f'SUBSTITUTE({dots},"{dot}",".")'
    dots = f'SUBSTITUTE(SUBSTITUTE({dots},"每","/"),"//","/")'
    with_slash = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({dots},"/(","/"),")",""),".","/")'
    plain = (
        f'IF(ISNUMBER(FIND(LEFT({text},1),".,-+")),"¿",SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({dots},".",""),"(",""),")",""))'
    )
    length = f"IF({is_in(UNITS, word)},0,IF({is_in(PREFIX, f'LEFT({word},2)')},2,IF({is_in(PREFIX, f'LEFT({word},1)')},1,0)))"
    slash = f'ISNUMBER(FIND("/",{rest}))'
    longest = f"LEFT({rest},SUMPRODUCT(MAX((LEFT({rest},LEN({UNITS}))={UNITS})*LEN({UNITS}))))"
    behind = f'MID({rest},FIND("/",{rest}&"/")+1,{LONGEST_TEXT})'
    low = f'LEFT({behind},FIND("/",{behind}&"/")-1)'
    lower = f'MID({behind},FIND("/",{behind}&"/")+1,{LONGEST_TEXT})'
    own = f"OR({is_in(UNITS, rest)},NOT({slash}))"
    spelled = f"NOT({is_spelled('JX_W_no_unit', unit)})"
    whole = "TRUE" if tail else f"OR({slash},{unit}={rest})"
    top, by, per = cell["top"], cell["by"], cell["per"]
    steps = {
        "word": f'IF({text}="","",IF({is_in(UNITS, text)},{text},IF(ISNUMBER(FIND("/",{dots})),{with_slash},{plain})))',
        "times": f"IF({length}=0,1,INDEX({TIMES},MATCH(LEFT({word},{length}),{PREFIX},0)))",
        "rest": f"MID({word},{length}+1,{LONGEST_TEXT})",
        "unit": f'IF({is_in(UNITS, rest)},{rest},IF({slash},LEFT({rest},FIND("/",{rest})-1),{longest}))',
        "tail": f'IF({own},MID({rest},LEN({unit})+1,{LONGEST_TEXT}),"")',
        "top": f'IF({unit}="",0,IF(AND({spelled},{whole}),IFERROR(MATCH({unit},{UNITS},0),0),0))',
        "by": _line(low, own),
        "per": _line(lower, own),
        "key": f'IF(OR(MIN({top},{by},{per})=0,RIGHT({word},1)="/"),"",INDEX({CODES},{top})&"/"&(INDEX({CODES},{by})+INDEX({CODES},{per})))',
        "size": f'IF(MIN({top},{by},{per})=0,"",{times}*INDEX({SIZES},{top})/(INDEX({SIZES},{by})*INDEX({SIZES},{per})))',
    }
    return {name: formula for name, formula in steps.items() if name in cell}


def _line(name: str, none: str) -> str:
    """Formula: the line of the list in which ``name`` stands as what is behind a slash; 0 where it is unknown."""
    nothing = f'MATCH("{NOTHING}",{UNITS},0)'
    return f'IF({none},{nothing},IF({name}="",{nothing},IFERROR(MATCH("/"&{name},{UNITS},0),IFERROR(MATCH({name},{UNITS},0),0))))'


def behind_length(text: str) -> str:
    """Formula: how many characters at the end of ``text`` say a comparison (以上, 以内)."""
    return f"SUMPRODUCT(MAX((RIGHT({text},LEN({BEHIND}))={BEHIND})*LEN({BEHIND})))"
