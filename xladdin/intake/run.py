"""Import as a whole: files → documents → printed forms → projects → evaluations, with everything that was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from xladdin.errors import UserError
from xladdin.intake.compose import Composed
from xladdin.intake.document import Document
from xladdin.intake.join import Joined, join
from xladdin.intake.mapping_file import Mapping, kind_title, mapping_content
from xladdin.intake.open_document import open_document
from xladdin.intake.projects import Gathered, gather
from xladdin.intake.understand.found import NotRead, PrintedForm
from xladdin.intake.understand.printed import printed_forms
from xladdin.model.evaluation import Evaluation


@dataclass(frozen=True)
class Imported:
    """One project. ``counts`` rows per table; ``unmatched`` rows of the two tables that found no counterpart."""

    evaluation: Evaluation
    files: tuple[str, ...]
    counts: dict[str, int] = field(default_factory=dict)
    unmatched: tuple[str, ...] = ()


@dataclass
class Result:
    """``mapping`` is the content of the mapping file; empty where there was nothing to bring together."""

    projects: list[Imported] = field(default_factory=list)
    not_read: list[NotRead] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: list[UserError] = field(default_factory=list)
    cells_read: int = 0
    mapping: bytes = b""

    @property
    def is_whole(self) -> bool:
        """Nothing was refused, left out or left alone."""
        return not (self.refused or self.not_read or any(project.unmatched for project in self.projects))


def run_import(paths: list[Path], mapping: Mapping | None = None) -> Result:
    """Read ``paths`` together. A file that cannot be read is refused and the others go on; with one file it is raised.

    Raises UserError of the only file, mapping-row and its like for a mapping that names what is not there.
    """
    result = Result()
    forms: list[PrintedForm] = []
    for path in paths:
        try:
            opened = open_document(path)
        except UserError as error:
            if len(paths) == 1:
                raise error.in_file(path) from None
            result.refused.append(error.in_file(path))
            continue
        if isinstance(opened, Evaluation):
            result.projects.append(Imported(opened, (path.name,), {"indicators": len(opened.indicators)}))
        else:
            forms += _understand(opened, result)
    _bring_together(forms, mapping or Mapping(), result)
    if not result.projects and not result.refused:
        raise UserError("import-nothing", file=paths[0])
    return result


def _understand(document: Document, result: Result) -> list[PrintedForm]:
    printed = printed_forms(document)
    result.cells_read += printed.cells_read
    result.not_read += printed.not_read
    result.notes += [f"文件“{document.file}” {note}" for note in printed.notes]
    for form in printed.forms:
        if not form.kind and form.rows:
            form.kind = "annual"
            result.notes.append(
                f"文件“{form.file}” {form.place}：没有写明是总体目标还是年度目标，按年度绩效目标表读入，请核对"
            )
    return [form for form in printed.forms if form.kind]


def _bring_together(forms: list[PrintedForm], mapping: Mapping, result: Result) -> None:
    gathered = gather(forms, mapping.tables)
    shown: list[tuple[Gathered, str, Joined]] = []
    for project in gathered:
        for form in project.others:
            result.refused.append(
                UserError("import-twice", file=form.file, cell=form.place, kind=kind_title(form.kind), name=form.name)
            )
        weighted, found = project.forms.get("weighted"), project.result
        left = found.rows if found is not None else []
        right = weighted.rows if weighted is not None and found is not None else []
        label = project.label or project.name
        joined = join(left, right, *mapping.decided(label, left, right))
        shown.append((project, label, joined))
        try:
            composed = Composed(project, joined)
        except UserError as error:
            result.refused.append(error)
            continue
        result.notes += _said(project)
        result.notes += composed.lost
        result.projects.append(
            Imported(
                composed.evaluation,
                tuple(dict.fromkeys(form.file for form in project.forms.values())),
                {kind: len(form.rows) for kind, form in project.forms.items()},
                tuple(
                    [f"自评表“{left[row].level3}”" for row in joined.left if right]
                    + [f"目标表“{right[row].level3}”" for row in joined.right]
                ),
            )
        )
    if result.projects and shown:
        result.mapping = mapping_content(shown)


def _said(project: Gathered) -> list[str]:
    """Names that differ between the tables of one project, and years that do."""
    names = list(dict.fromkeys(form.name for form in project.forms.values() if form.name))
    said = []
    if len(names) > 1:
        said.append(f"这些名称按所在位置归为一个项目：{'；'.join(names)}。不是一个项目的，请在对照表中改正")
    years = {form.years[1] for kind, form in project.forms.items() if form.years is not None and kind != "overall"}
    if len(years) > 1:
        said.append(f"项目“{project.name}”各表的年度不同：{'、'.join(str(year) for year in sorted(years))}")
    return said
