"""Which printed forms belong to one project.

Equal names (after normalisation) always; within one document also the run of tables between two headings 第X部分, or until
a table of the same kind comes again, where the names do not speak against it: reports print one project under three
names. What was joined by its place is said, and a person can part it in the mapping file.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from xladdin.intake.understand.found import PrintedForm
from xladdin.model.grammar.fold import name_key

#: Names of one project in one run are at least this much alike; below it they are two projects.
_APART = 0.5

RESULTS = ("transfer", "project")


@dataclass
class Gathered:
    """Forms of one project by kind; ``others`` came twice and are not used."""

    forms: dict[str, PrintedForm] = field(default_factory=dict)
    others: list[PrintedForm] = field(default_factory=list)
    label: str = ""

    @property
    def name(self) -> str:
        """The name in the table that counts most."""
        order = (*RESULTS, "annual", "weighted", "overall")
        return next((self.forms[kind].name for kind in order if kind in self.forms and self.forms[kind].name), "")

    @property
    def result(self) -> PrintedForm | None:
        return next((self.forms[kind] for kind in RESULTS if kind in self.forms), None)

    def takes(self, form: PrintedForm) -> bool:
        kinds = RESULTS if form.kind in RESULTS else (form.kind,)
        return not any(kind in self.forms for kind in kinds)


def gather(forms: list[PrintedForm], labels: dict[tuple[str, str], str]) -> list[Gathered]:
    """``labels`` say for (file, place) the project that a person named for a table."""
    found: list[Gathered] = []
    run: Gathered | None = None
    before: PrintedForm | None = None
    for form in forms:
        if before is not None and (before.file, before.part) != (form.file, form.part):
            run = None
        label = labels.get((form.file, form.place), "")
        project = _by_label(found, label) if label else _by_name(found, form) or _by_run(run, form)
        if project is None:
            project = Gathered(label=label)
            found.append(project)
        if project.takes(form):
            project.forms[form.kind] = form
        else:
            project.others.append(form)
        run, before = project, form
    return found


def _by_label(found: list[Gathered], label: str) -> Gathered | None:
    return next((project for project in found if name_key(project.label or project.name) == name_key(label)), None)


def _by_name(found: list[Gathered], form: PrintedForm) -> Gathered | None:
    """The project of that name, year and unit; one that has such a table already gets it a second time, and says so."""
    if not form.name:
        return None
    known = [
        project
        for project in found
        if not project.label
        and any(name_key(other.name) == name_key(form.name) for other in project.forms.values())
        and _same_year(project, form)
        and _same_unit(project, form)
    ]
    free = next((project for project in known if project.takes(form)), None)
    if free is not None:
        return free
    elsewhere = [project for project in known if any(_is_copy(other, form) for other in project.forms.values())]
    return elsewhere[0] if elsewhere else None


def _same_unit(project: Gathered, form: PrintedForm) -> bool:
    """Two cities may carry out projects of one name."""
    return all(
        not form.heads.get(field)
        or not other.heads.get(field)
        or name_key(form.heads[field]) == name_key(other.heads[field])
        for other in project.forms.values()
        for field in ("fund_user", "implementing_unit")
    )


def _is_copy(known: PrintedForm, form: PrintedForm) -> bool:
    """Whether a table was given before: in another file, or in the same part of this one."""
    same = (known.kind == form.kind) or (known.kind in RESULTS and form.kind in RESULTS)
    return same and not (known.file == form.file and known.part != form.part)


def _same_year(project: Gathered, form: PrintedForm) -> bool:
    """Last year's table of the same project is another evaluation; a goal of several years spans them."""
    if form.years is None:
        return True
    return all(
        known.years is None or (known.years[0] <= form.years[1] and form.years[0] <= known.years[1])
        for known in project.forms.values()
    )


def _by_run(run: Gathered | None, form: PrintedForm) -> Gathered | None:
    if run is None or run.label or not run.takes(form) or not _same_year(run, form):
        return None
    if not form.name or not run.name:
        return run
    likeness = difflib.SequenceMatcher(None, name_key(run.name), name_key(form.name), False).ratio()
    return run if likeness >= _APART else None
