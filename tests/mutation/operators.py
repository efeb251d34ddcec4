"""Small wrong changes to a module's source, each one a slip a person could make.

``mutants(path, source)`` lists them all: turned and shifted comparisons, other arithmetic, ``and`` for ``or`` and a
condition left out, a number one off, a guard that never holds, a removed call, nothing returned, a letter of a text or
a pattern changed, an element of a list forgotten, an immutable record left open. Annotations, docstrings and sentences
for readers are left alone, and so are assurances (``strict=True``).
"""

from __future__ import annotations

import ast
import copy
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

STRANGE = "¤"

_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "reversed": "list"}
_METHODS = {"startswith": "endswith", "endswith": "startswith", "find": "rfind", "rfind": "find"}
_CLEANERS = {"strip", "lstrip", "rstrip", "lower", "upper", "casefold", "removeprefix", "removesuffix"}
#: ``PASSED`` is what a check says of a case that is in order.
_NOTHING = {"None", "PASSED"}
#: Arguments by which Python objects to a slip in our own code: nothing depends on them while there is none.
_ASSURANCES = {"kw_only", "strict"}
_FOR_READERS = {"title", "basis", "remedy", "message", "help", "description", "prog", "when", "not_applied"}
_SENTENCE = re.compile(r"[。，；：？！].|[a-z]+ [a-z]+ ")
_TYPE_NAME = re.compile(r"(?:[A-Z]\w*|str|int|bool|bytes|float|object|type|None)\Z")


@dataclass(frozen=True)
class Mutant:
    """One change of one file: bytes ``start`` to ``end`` of the source become ``text``."""

    path: str
    line: int
    last_line: int
    kind: str
    start: int
    end: int
    original: str
    text: str
    at_import: bool
    native: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays when lines move: file, original text, mutated text."""
        return self.path, " ".join(self.original.split()), self.text

    def applied(self, source: bytes) -> bytes:
        return source[: self.start] + self.text.encode() + source[self.end :]


def mutants(path: str, source: bytes) -> list[Mutant]:
    """Every mutant of a module, in the order of the source; the same every time."""
    found = _Finder(path, source)
    found.visit(ast.parse(source))
    unique = {(m.start, m.end, m.text): m for m in found.found}
    return sorted(unique.values(), key=lambda m: (m.start, m.end, m.kind, m.text))


class _Finder(ast.NodeVisitor):
    def __init__(self, path: str, source: bytes) -> None:
        self.path, self.source = path, source
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.found: list[Mutant] = []
        self.functions: list[ast.FunctionDef] = []
        self.formatted: ast.JoinedStr | None = None
        self.quiet = 0
        self.pattern = 0

    # ── where a change is put ────────────────────────────────────────────────────────────────────────────────────
    def _add(self, kind: str, node: ast.expr | ast.stmt, new: ast.AST | str) -> None:
        """A change of ``node``; within an f-string the whole string is written anew, as inner positions are not known."""
        if self.quiet:
            return
        site: ast.expr | ast.stmt = node if self.formatted is None else self.formatted
        if isinstance(new, ast.AST) and site is not node:
            memo: dict[int, object] = {}
            whole = copy.deepcopy(site, memo)
            new = _Swap(memo[id(node)], new).visit(whole)
        try:
            text = new if isinstance(new, str) else ast.unparse(ast.fix_missing_locations(new))
        except ValueError:  # an f-string that this Python cannot write
            return
        if isinstance(new, ast.Compare | ast.BoolOp | ast.BinOp | ast.UnaryOp | ast.IfExp):
            text = f"({text})"
        assert site.end_lineno is not None and site.end_col_offset is not None
        start = self.starts[site.lineno - 1] + site.col_offset
        end = self.starts[site.end_lineno - 1] + site.end_col_offset
        original = self.source[start:end].decode()
        native = "/native/" in self.path or any("native" in f.name for f in self.functions)
        at_import = not self.functions
        self.found.append(
            Mutant(self.path, site.lineno, site.end_lineno, kind, start, end, original, text, at_import, native)
        )

    # ── what is left alone ───────────────────────────────────────────────────────────────────────────────────────
    def visit_Module(self, node: ast.Module) -> None:
        self._body(node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.keywords):
            self.visit(part)
        self._body(node.body)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)):
            self.visit(part)
        self.functions.append(node)
        self._body(node.body)
        self.functions.pop()

    def _body(self, body: list[ast.stmt]) -> None:
        for number, statement in enumerate(body):
            text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            if not (number == 0 and text):
                self.visit(statement)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None and ast.unparse(node.annotation) != "TypeAlias":
            self.visit(node.value)

    def visit_Import(self, node: ast.Import) -> None:
        pass

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        pass

    def visit_Assert(self, node: ast.Assert) -> None:
        pass

    def visit_Match(self, node: ast.Match) -> None:
        self.visit(node.subject)
        for case in node.cases:
            self._body(case.body)

    def _silently(self, node: ast.AST) -> None:
        self.quiet += 1
        self.generic_visit(node)
        self.quiet -= 1

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.value, ast.Name) and _TYPE_NAME.match(node.value.id):
            self._silently(node)
        else:
            self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg in _ASSURANCES:
            return
        if node.arg in _FOR_READERS and not isinstance(node.value, ast.Call):
            self._silently(node)
        else:
            self.generic_visit(node)

    # ── statements ───────────────────────────────────────────────────────────────────────────────────────────────
    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self._add("call removed", node, "pass")
        elif isinstance(node.value, ast.Yield | ast.YieldFrom):
            self._add("nothing given", node, "yield from ()")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if any(isinstance(t, ast.Attribute | ast.Subscript) for t in node.targets):
            self._add("assignment removed", node, "pass")
        self.visit(node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._add("assignment removed", node, "pass")
        new = copy.copy(node)
        if type(node.op) in _ARITHMETIC:
            new.op = _ARITHMETIC[type(node.op)]()
            self._add("arithmetic", node, new)
        self.visit(node.value)

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is None:
            return
        if ast.unparse(node.value) not in _NOTHING:
            self._add("nothing returned", node, f"return {self._nothing(node.value)}")
        self.generic_visit(node)

    def _nothing(self, value: ast.expr) -> str:
        annotation = self.functions[-1].returns
        says = ast.unparse(annotation) if annotation is not None else ""
        if says == "bool":
            return "False" if isinstance(value, ast.Constant) and value.value is True else "True"
        empty = {"str": '""', "int": "0", "bytes": 'b""'}
        if says in empty and ast.unparse(value) != "''":
            return empty[says]
        if says.startswith(("tuple", "list", "dict", "frozenset")):
            return f"{says.split('[')[0]}()"
        return "None"

    def visit_Raise(self, node: ast.Raise) -> None:
        self._add("nothing raised", node, "pass")
        self._silently(node)

    def visit_Continue(self, node: ast.Continue) -> None:
        self._add("loop", node, "break")

    def visit_Break(self, node: ast.Break) -> None:
        self._add("loop", node, "continue")

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) == "TYPE_CHECKING":
            return
        self._condition(node.test)
        if not node.orelse:
            self._add("guard", node.test, ast.Constant(False))
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._condition(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self._add("guard", test, ast.Constant(True))
        self.generic_visit(node)

    def _condition(self, test: ast.expr) -> None:
        if not isinstance(test, ast.Compare | ast.UnaryOp | ast.BoolOp):
            self._add("condition turned", test, ast.UnaryOp(ast.Not(), test))

    # ── expressions ──────────────────────────────────────────────────────────────────────────────────────────────
    def visit_Compare(self, node: ast.Compare) -> None:
        for place, operator in enumerate(node.ops):
            for other in _COMPARE[type(operator)]:
                new = copy.copy(node)
                new.ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
                self._add("comparison", node, new)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        self._add("and/or", node, ast.BoolOp(other, node.values))
        for place in range(len(node.values)):
            rest = [*node.values[:place], *node.values[place + 1 :]]
            self._add("part left out", node, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        names = [ast.unparse(side).split("[")[0].split(".")[-1] for side in (node.left, node.right)]
        of_types = isinstance(node.op, ast.BitOr) and any(_TYPE_NAME.match(name) for name in names)
        if of_types:
            return
        if type(node.op) in _ARITHMETIC:
            self._add("arithmetic", node, ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right))
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not | ast.USub):
            self._add("not/minus removed", node, node.operand)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func
        if isinstance(name, ast.Name) and name.id in _FUNCTIONS:
            self._add("function", node, ast.Call(ast.Name(_FUNCTIONS[name.id]), node.args, node.keywords))
        if isinstance(name, ast.Attribute):
            if name.attr in _METHODS:
                self._add("function", node, ast.Call(ast.Attribute(name.value, _METHODS[name.attr]), node.args, []))
            if name.attr in _CLEANERS:
                self._add("cleaning removed", node, name.value)
        called = ast.unparse(name)
        if called == "Decimal" and len(node.args) == 1 and isinstance(node.args[0], ast.Constant):
            for step in ("+ 1", "- 1"):
                self._add("number", node, f"({ast.unparse(node)} {step})")
            return
        if (called == "pattern" or called.startswith("re.")) and called != "re.escape" and node.args:
            self.pattern += 1
            self.visit(node.args[0])
            self.pattern -= 1
            for argument in (*node.args[1:], *node.keywords):
                self.visit(argument)
            return
        self.generic_visit(node)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        self._elements(node)

    def visit_List(self, node: ast.List) -> None:
        self._elements(node)

    def visit_Set(self, node: ast.Set) -> None:
        self._elements(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        if len(node.keys) > 1 and all(node.keys):
            place = self._choice(node).randrange(len(node.keys))
            keys, values = list(node.keys), list(node.values)
            del keys[place], values[place]
            self._add("element forgotten", node, ast.Dict(keys, values))
        self.generic_visit(node)

    def _elements(self, node: ast.Tuple | ast.List | ast.Set) -> None:
        constant = all(isinstance(e, ast.Constant | ast.Attribute | ast.Tuple) for e in node.elts)
        if constant and len(node.elts) > 1 and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            place = self._choice(node).randrange(len(node.elts))
            new = copy.copy(node)
            new.elts = [*node.elts[:place], *node.elts[place + 1 :]]
            self._add("element forgotten", node, new)
        self.generic_visit(node)

    def _choice(self, node: ast.expr) -> random.Random:
        return random.Random(f"{self.path}:{ast.unparse(node)}")

    # ── constants ────────────────────────────────────────────────────────────────────────────────────────────────
    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        outer = self.formatted
        self.formatted = outer or node
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)
            else:
                self.visit(part)
        self.formatted = outer

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool):
            self._add("switch", node, ast.Constant(not value))
        elif isinstance(value, int):
            self._add("number", node, ast.Constant(value + 1))
            self._add("number", node, ast.Constant(value - 1))
        elif isinstance(value, str) and self.pattern:
            for text in self._patterns(value, node):
                self._add("pattern", node, ast.Constant(text))
        elif isinstance(value, str) and value and not _SENTENCE.search(value):
            place = self._choice(node).randrange(len(value))
            self._add("text", node, ast.Constant(value[:place] + STRANGE + value[place + 1 :]))

    def _patterns(self, pattern: str, node: ast.expr) -> Iterator[str]:
        """Patterns that read a little more or a little less: an anchor or an option removed, a letter changed."""
        for found in re.finditer(r"\\[AZb]|(?<![(\\?*+}])[?]|(?<!\\)[*+](?![?+])|(?<!\\)[$]|(?<![\\\[])\^", pattern):
            other = {"*": "+", "+": "*"}.get(found.group(), "")
            yield pattern[: found.start()] + other + pattern[found.end() :]
        letters = [m.start() for m in re.finditer(r"(?<!\\)(?<!\(\?P<)[一-鿿]", pattern)]
        if letters:
            place = self._choice(node).choice(letters)
            yield pattern[:place] + STRANGE + pattern[place + 1 :]


class _Swap(ast.NodeTransformer):
    def __init__(self, old: object, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)
