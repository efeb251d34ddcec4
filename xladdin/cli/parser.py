"""The parser: commands, options and their help in Chinese. Only the command that is asked for is imported."""

from __future__ import annotations

import argparse
import importlib
import re
from collections.abc import Sequence
from typing import NoReturn

from xladdin.errors import UserError

# argparse asks the system's catalogues for each of its words, file by file: our translations begin with its English
argparse._ = str  # type: ignore[attr-defined]

#: The same for the level above; modules in ``xladdin.cli.commands.above``.
ABOVE = {
    "report": "生成 Word 自评报告，或核对已有的报告",
    "receive": "接收报送件：验证、校验、计分，记入台账",
    "ledger": "查看收件台账：应报、收到、退回、批准、未报",
    "approve": "批准或退回收到的报送件和评分调整",
    "answer": "写回执和退回意见（邮件），可直接发出",
    "forward": "做上报包：原件、清单和审批，用本级密钥签名",
    "diff": "比较两个版本，逐格列出改动",
    "rollup": "汇总：各单位的自评表合成本地区的，先汇总数，再算率和分",
}

#: Command → what it does. The module ``xladdin.cli.commands.<name>`` gives ``add_arguments(parser)`` and ``run(options)``.
COMMANDS = {
    "new": "由下达的绩效目标（PROJECT.json）生成自评工作簿",
    "template": "生成空白自评工作簿",
    "import": "把 Word、Excel 或文本里的目标表、自评表读成 PROJECT.json",
    "issue": "分解下达绩效目标：每个单位、每个项目一个工作簿，另有应报清单",
    "recalc": "重新计算工作簿中的完成率和得分",
    "score": "计算得分",
    "check": "校验：找出审核人会退回的问题",
    "export": "导出锁定的报送件",
    "upgrade": "把旧版工作簿的内容转到新版工作簿",
    "verify": "验证报送件：是否原样、是谁签的",
    **ABOVE,
    "key": "密钥：生成、登记、吊销、列出",
    "profile": "查看评分规则",
    "addin": "Excel 加载项：生成、打包、安装、诊断",
    "schema": "输出 PROJECT.json 的格式（JSON Schema）",
    "demo": "用两个真实项目演示全过程",
}

_TRANSLATIONS = (
    (r"the following arguments are required: (.*)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"argument .*: invalid choice: '?(.*?)'? \(.*", "没有“{0}”这个选择"),
    (r"argument (.*): expected one argument", "{0} 后面缺少内容"),
    (r"argument (.*): invalid int value: (.*)", "{0} 应为整数，实际为 {1}"),
    (r"argument (.*): expected at least one argument", "{0} 后面缺少内容"),
)


def _checking(prog: str) -> argparse.HelpFormatter:
    """For arguments that are declared, not printed: does not ask how wide the terminal is."""
    return argparse.HelpFormatter(prog, width=80)


class Parser(argparse.ArgumentParser):
    """An argparse parser that speaks Chinese and reports mistakes as UserError."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self.formatter_class = _checking
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示帮助")
        self.add_argument("--debug", action="store_true", help="出错时显示程序内部的详细信息")

    def error(self, message: str) -> NoReturn:
        for pattern, text in _TRANSLATIONS:
            match = re.match(pattern, message)
            if match:
                raise UserError("usage", cause=text.format(*match.groups()) + self._meant(match[1]))
        raise UserError("usage", cause=message)

    def _meant(self, typed: str) -> str:
        """What a slip of the fingers was probably meant to be; empty where nothing is near."""
        import difflib  # only after a mistake

        known = set(self._option_string_actions)
        for action in self._actions:
            for name, parser in (action.choices or {}).items() if isinstance(action.choices, dict) else ():
                known |= {name, *parser._option_string_actions}
            known |= {str(choice) for choice in action.choices or ()}
        for word in typed.split():
            near = difflib.get_close_matches(word.partition("=")[0], sorted(known - {word}), n=1, cutoff=0.7)
            if near and word not in known:
                return f"，是不是“{near[0]}”"
        return ""

    def format_usage(self) -> str:
        self.formatter_class = argparse.HelpFormatter
        return super().format_usage().replace("usage:", "用法：", 1)

    def format_help(self) -> str:
        self.formatter_class = argparse.HelpFormatter
        return super().format_help().replace("usage:", "用法：", 1)


def build_parser(arguments: Sequence[str]) -> Parser:
    """The parser for these arguments: all commands by name, with the arguments of the one that is asked for.

    Where a command comes first, nothing asks for the others, and they are left out.
    """
    from xladdin import __version__

    parser = Parser(prog="xladdin", description="绩效自评表：填报、计算、校验、导出")
    parser.add_argument("--version", action="version", version=f"xladdin {__version__}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", prog="xladdin", required=True, parser_class=Parser)
    wanted = next((argument for argument in arguments if not argument.startswith("-")), "")
    first = {wanted: COMMANDS[wanted]} if wanted in COMMANDS and arguments[0] == wanted else COMMANDS
    for name, text in first.items():
        command = commands.add_parser(name, help=text, description=text)
        if name == wanted:
            module = importlib.import_module(f"xladdin.cli.commands.{'above.' if name in ABOVE else ''}{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser
