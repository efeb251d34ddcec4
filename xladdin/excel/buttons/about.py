"""关于, 诊断: which version this is, where its files lie, and whether all that it needs is there."""

from __future__ import annotations

from typing import Any

from xladdin import __version__
from xladdin.excel.book.session import quiet
from xladdin.excel.layout import ADDIN_TITLE, LOG_FOLDER, user_folder


def about(app: Any) -> None:
    """Version, rules and places, in one message."""
    from xladdin.rules import profile as profiles

    lines = [
        f"{ADDIN_TITLE} {__version__}",
        f"Excel {app.api.Version}",
        "",
        "评分规则：",
        *(f"· {profiles.load(name).title}（{name}）" for name in profiles.names()),
        "每份工作簿所用的规则写在“填报说明”表；推定或未见原文的数在“参数”表注明。",
        "",
        f"程序文件夹：{user_folder()}",
        f"日志：{user_folder() / LOG_FOLDER}",
    ]
    app.alert("\n".join(lines), ADDIN_TITLE)


def diagnose(app: Any) -> None:
    """The diagnosis of this PC, also as a text file for the help desk."""
    from xladdin.excel import doctor

    file = user_folder() / LOG_FOLDER / doctor.REPORT_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    told: list[str] = []

    def say() -> None:
        for text in told:
            app.alert(text, ADDIN_TITLE)

    with quiet(app.api, say):
        app.api.StatusBar = "正在诊断，约需十秒…"
        told.append(f"{doctor.run(file).text()}\n\n结果另存为：{file}")
