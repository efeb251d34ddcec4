"""What bad input gets: one Chinese line that says what is wrong, where, and what to do.

``UserError`` is the only exception that reaches a user; its texts live in ``xladdin.messages``. Anything else that
escapes is a defect of ours, which the rims (command line, ribbon) turn into a line of its own.
"""

from __future__ import annotations

from pathlib import PurePath

from xladdin.messages import MESSAGES


class UserError(Exception):
    """A mistake in the input that its author can mend.

    code      key of ``xladdin.messages.MESSAGES``
    file      path of the file at fault; only its name is shown
    sheet     sheet name, as the user sees it
    cell      A1 address, or another place inside the file such as a JSON path
    facts     values for the placeholders of the message and its remedy
    """

    def __init__(
        self, code: str, *, file: PurePath | str | None = None, sheet: str = "", cell: str = "", **facts: object
    ) -> None:
        message = MESSAGES[code]
        self.code = code
        self.file = PurePath(file).name if file is not None else ""
        self.sheet = sheet
        self.cell = cell
        self.facts = facts
        self.exit_code = message.exit_code
        self.what = message.text.format(**facts)
        self.remedy = message.remedy.format(**facts)
        super().__init__(self.line())

    def in_file(self, file: PurePath | str) -> UserError:
        """The same mistake, said of ``file`` where no file was named yet."""
        return UserError(self.code, file=self.file or file, sheet=self.sheet, cell=self.cell, **self.facts)

    def as_code(self, code: str) -> UserError:
        """The same mistake in the words of another message, for a file of another kind."""
        return UserError(code, file=self.file or None, sheet=self.sheet, cell=self.cell, **self.facts)

    def place(self) -> str:
        """``文件“a.xlsx” 工作表“绩效自评表” 单元格 F12``, or an empty text when the mistake has no place."""
        parts = []
        if self.file:
            parts.append(f"文件“{self.file}”")
        if self.sheet:
            parts.append(f"工作表“{self.sheet}”")
        if self.cell:
            parts.append(f"位置 {self.cell}")
        return " ".join(parts)

    def line(self) -> str:
        """The one line a user reads: place, what is wrong, what to do, and the code to tell a help desk."""
        place = self.place()
        body = f"{self.what}{self.remedy}（{self.code}）".replace("\n", " ")
        return f"{place}：{body}" if place else body
