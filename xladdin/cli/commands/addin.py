"""``xladdin addin build | bundle | install | uninstall | doctor``: the Excel add-in and the package for county PCs."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="命令", metavar="命令", required=True, dest="action")
    for name, text in (
        ("build", "生成加载项 xladdin.xlam"),
        ("bundle", "生成离线安装包（含 Python，供不能联网的电脑使用）"),
    ):
        command = actions.add_parser(name, help=text, description=text)
        command.add_argument("-o", "--output", type=Path, required=True, metavar="目录", help="放到哪个目录")
    actions.add_parser("install", help="为当前用户登记加载项", description="为当前用户登记加载项（不需要管理员权限）")
    actions.add_parser("uninstall", help="卸载加载项", description="卸载加载项，不留文件和登记")
    doctor = actions.add_parser("doctor", help="诊断：逐项检查并给出办法", description="逐项检查，给出办法")
    doctor.add_argument("-o", "--output", type=Path, metavar="文件.txt", help="另存为文本，可发给技术支持")


def run(options: argparse.Namespace) -> int:
    return {"build": _build, "bundle": _bundle, "install": _install, "uninstall": _uninstall, "doctor": _doctor}[
        options.action
    ](options)


def _build(options: argparse.Namespace) -> int:
    from xladdin.disk.writing import make_folder
    from xladdin.excel.addin.build import build_addin

    make_folder(options.output)
    print(f"已生成 {build_addin(options.output)}")
    return 0


def _bundle(options: argparse.Namespace) -> int:
    from xladdin.disk.writing import make_folder
    from xladdin.excel.bundle.build import build_bundle

    make_folder(options.output)
    report = build_bundle(options.output, progress=lambda line: print(line, flush=True))
    for line in report.lines():
        print(line)
    return 0


def _install(options: argparse.Namespace) -> int:
    from xladdin.excel.install.add import install

    for line in install():
        print(line)
    return 0


def _uninstall(options: argparse.Namespace) -> int:
    from xladdin.excel.install.remove import uninstall

    for line in uninstall():
        print(line)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from xladdin.excel import doctor

    diagnosis = doctor.run(options.output)
    print(diagnosis.text())
    return 0 if diagnosis.is_fine else 1
