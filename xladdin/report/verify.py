"""Which figures, sentences, table cells and pictures of a report differ from what the workbooks say now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive, Source
from xladdin.forms.package.guard.kinds import DOCUMENT_KIND
from xladdin.report.blocks import MISSING, Block, Figure, Paragraph, Report, Table
from xladdin.report.claims import Claims, read_claims
from xladdin.report.printed import Item, of_blocks, of_document, plain, tight


class Difference(NamedTuple):
    """
    kind      数字, 文字, 表格, 图, 段落
    place     heading and beginning of the paragraph, or table, row and column
    found     what the report prints; expected = what the workbooks say
    path      field of a figure, empty otherwise
    filled    somebody wrote where the report had 【待填】: no fault
    """

    kind: str
    place: str
    found: str
    expected: str
    path: str = ""
    filled: bool = False


def open_report(source: Source, file: str) -> tuple[Archive, Claims]:
    """Raises UserError for a document that is none, or that no report of ours is."""
    archive = Archive.read(source, kind=DOCUMENT_KIND)
    claims = read_claims(archive)
    if claims is None:
        raise UserError("report-foreign", file=file)
    return archive, claims


def differences(archive: Archive, claims: Claims, report: Report) -> list[Difference]:
    """``report`` is composed anew of the workbooks."""
    now = of_document(archive)
    blocks: tuple[Block, ...] = (
        *(Paragraph((text,)) for text in claims.before),
        *report.blocks,
        *(Paragraph((text,)) for text in claims.after),
    )
    wanted = of_blocks(blocks)
    shown = [block for block in blocks if not isinstance(block, Paragraph) or plain(block.text)]
    found = list(_compared(now, wanted, shown))
    title = tight(report.title)
    if claims.before and title not in map(tight, claims.before) and not any(title == tight(item.text) for item in now):
        found.insert(0, Difference("文字", "标题", claims.before[0], report.title))
    return [*found, *_list(claims, report)]


def _list(claims: Claims, report: Report) -> Iterator[Difference]:
    """Figures of the list itself that the workbooks do not say any more."""
    new = report.claims()
    for path in sorted({*claims.figures, *new}):
        was, is_now = claims.figures.get(path, ""), new.get(path, "")
        if was != is_now:
            yield Difference("清单", "报告所附数字清单", was, is_now, path)


def _compared(now: Sequence[Item], wanted: Sequence[Item], blocks: Sequence[Block]) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, [_key(item) for item in now], [_key(item) for item in wanted], autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = _pairs(now[first:last], wanted[begin:end])
        for here, there in pairs:
            old = now[first + here] if here is not None else None
            new = wanted[begin + there] if there is not None else None
            at = begin + (there if there is not None else 0)
            yield from _item(old, new, blocks[begin + there] if there is not None else None, _heading(blocks, at))


def _key(item: Item) -> tuple[str, object]:
    return item.kind, item.rows


def _pairs(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int | None, int | None]]:
    """Which changed item became which: in order, of one kind, the likest first where their numbers differ."""
    found: list[tuple[int | None, int | None]] = []
    start = 0
    for position, item in enumerate(new):
        best = None
        for candidate in range(start, len(old)):
            if old[candidate].kind == item.kind and _like(old[candidate], item) > 0.5:
                best = candidate
                break
        if best is None:
            found.append((None, position))
            continue
        found += [(skipped, None) for skipped in range(start, best)]
        found.append((best, position))
        start = best + 1
    return [*found, *((rest, None) for rest in range(start, len(old)))]


def _like(old: Item, new: Item) -> float:
    if old.kind != "paragraph":
        return 1.0
    return SequenceMatcher(None, _open(old.text), _open(new.text), autojunk=False).ratio()


def _open(text: str) -> str:
    return text[:200]


def _item(old: Item | None, new: Item | None, block: Block | None, heading: str) -> Iterator[Difference]:
    if old is None or new is None:
        one = old or new
        assert one is not None
        kind = {"paragraph": "段落", "table": "表格", "picture": "图"}[one.kind]
        shown = _short(one.text if one.kind != "table" else "".join(one.rows[0][:2]) if one.rows else "")
        if old is None and MISSING in one.text:
            yield Difference(kind, heading, "", shown, filled=True)
        else:
            yield Difference(kind, heading, shown if old is not None else "", shown if new is not None else "")
    elif isinstance(block, Table):
        yield from _table(old, new, block)
    elif isinstance(block, Paragraph):
        yield from _paragraph(old.text, new.text, block, heading)
    else:
        yield Difference("图", new.text, _short("、".join(_flat(old, new))), _short("、".join(_flat(new, old))))


def _flat(one: Item, other: Item) -> list[str]:
    """Values of a picture that the other has not, in place."""
    mine = [value for row in one.rows for value in row]
    theirs = [value for row in other.rows for value in row]
    changed = [value for position, value in enumerate(mine) if theirs[position : position + 1] != [value]]
    return changed[:5] or ["少了一部分"]


def _table(old: Item, new: Item, block: Table) -> Iterator[Difference]:
    if len(old.rows) != len(new.rows):
        yield from _rows(old, new, block)
        return
    for number, (was, wanted) in enumerate(zip(old.rows, new.rows, strict=True)):
        yield from _row(was, wanted, block, number)


def _rows(old: Item, new: Item, block: Table) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, old.rows, new.rows, autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        for offset in range(max(last - first, end - begin)):
            here, there = first + offset, begin + offset
            if here < last and there < end:
                yield from _row(old.rows[here], new.rows[there], block, there)
            elif here < last:
                yield Difference("表格", f"{block.title} 第 {here + 1} 行", _short(" ".join(old.rows[here])), "")
            else:
                yield Difference("表格", f"{block.title} 第 {there + 1} 行", "", _short(" ".join(new.rows[there])))


def _row(was: Sequence[str], wanted: Sequence[str], block: Table, number: int) -> Iterator[Difference]:
    for column in range(max(len(was), len(wanted))):
        found = was[column] if column < len(was) else ""
        expected = wanted[column] if column < len(wanted) else ""
        if found == expected:
            continue
        cells = block.rows[number]
        piece = cells[column].piece if column < len(cells) else ""
        path = piece.path if isinstance(piece, Figure) else ""
        place = f"{block.title} 第 {number + 1} 行第 {column + 1} 格"
        yield Difference("表格", place, *_contrast(found, expected), path)


def _paragraph(old: str, new: str, block: Paragraph, heading: str) -> Iterator[Difference]:
    """The changed places of a sentence, widened to whole figures."""
    figures = _figures(block)
    place = f"{heading}，“{_short(new, 18)}”"
    told: set[tuple[int, int]] = set()
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        hit = next((one for one in figures if one[0] < max(end, begin + 1) and begin < one[1] + (begin == end)), None)
        if hit is None:
            wanted = new[max(0, begin - 6) : end + 6]
            filled = MISSING in new[max(0, begin - len(MISSING)) : end + len(MISSING)]
            yield Difference("文字", place, old[max(0, first - 6) : last + 6], wanted, filled=filled)
            continue
        start, stop, path = hit
        if (start, stop) in told:
            continue
        told.add((start, stop))
        found = old[max(0, first - max(0, begin - start)) : last + max(0, stop - end)]
        yield Difference("数字", place, _short(found), _short(new[min(begin, start) : max(stop, end)]), path)


def _figures(block: Paragraph) -> list[tuple[int, int, str]]:
    at, found = 0, []
    for piece in block.pieces:
        text = piece.text if isinstance(piece, Figure) else piece
        if isinstance(piece, Figure):
            found.append((at, at + len(text), piece.path))
        at += len(text)
    return found


def _heading(blocks: Sequence[Block], at: int) -> str:
    """The nearest headings above, the part's first."""
    near: dict[str, str] = {}
    for block in blocks[: at + 1]:
        if isinstance(block, Paragraph) and block.look in ("part", "h1", "h2", "h3"):
            for deeper in _DEEPER[block.look]:
                near.pop(deeper, None)
            near[block.look] = block.text
    part = near.get("part", "").partition("　")[0]
    last = near.get("h3") or near.get("h2") or near.get("h1") or "开头"
    return " ".join(filter(None, (part, last)))


_DEEPER = {"part": ("h1", "h2", "h3"), "h1": ("h2", "h3"), "h2": ("h3",), "h3": ()}


def _contrast(found: str, expected: str, before: int = 10) -> tuple[str, str]:
    """Both texts shortened to where they part."""
    same = next((at for at, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other), None)
    start = min(len(found), len(expected)) if same is None else same
    start = start - before if start > 2 * before else 0
    one, other = (f"{'…' if start else ''}{_short(text[start:])}" for text in (found, expected))
    return one, other


def _short(text: str, limit: int = 30) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"
