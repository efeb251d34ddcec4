"""Facts → lines: one pure function a line, in the order in which things must work.

Sources: Windows 10 is what CPython 3.13 needs; customUI14 ribbons need Excel 2010 (14.0).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PureWindowsPath

from xladdin.excel.doctor.facts import Facts
from xladdin.excel.doctor.line import Line, bad, ok, skipped

WINDOWS_10 = 10
WINDOWS_11_BUILD = 22000
OLDEST_EXCEL = 14.0
REINSTALL = "关闭 Excel，重新运行“安装.cmd”。"


def windows(facts: Facts) -> Line:
    name = "Windows 版本"
    major, minor, build = facts.windows
    if major < WINDOWS_10:
        remedy = "请换用 Windows 10 或更高版本的电脑；本机可用表格自带的公式填报。"
        return bad(name, f"Windows {major}.{minor}（{build}），自带的 Python 不支持", remedy)
    return ok(name, f"Windows {11 if build >= WINDOWS_11_BUILD else 10}（{build}）")


def excel(facts: Facts) -> Line:
    name = "Excel"
    if not facts.excel_program:
        found = "没有找到 Excel" + ("，但有 WPS 表格" if facts.wps_found else "")
        return bad(name, found, "WPS 中表格可照常填报；校验、导出请把工作簿拖到“校验.cmd”“导出.cmd”上。")
    if facts.excel_version and float(facts.excel_version) < OLDEST_EXCEL:
        return bad(name, f"版本 {facts.excel_version} 过旧", "请使用 Excel 2010 或更高版本。")
    return ok(name, f"{facts.excel_program}（{facts.excel_version or '版本不明'}）")


def interpreter(facts: Facts) -> Line:
    name = "Python 程序"
    if not facts.interpreter_exists:
        return bad(name, f"没有找到 {facts.interpreter}", f"未安装或被杀毒软件移走。{REINSTALL}")
    if facts.interpreter_failure:
        remedy = f"请在杀毒软件中信任该文件夹，再试；仍不行的，{REINSTALL}"
        return bad(name, f"{facts.interpreter} 无法启动（{facts.interpreter_failure}）", remedy)
    return ok(name, f"{facts.interpreter} 可以启动")


def bitness(facts: Facts) -> Line:
    name = "Excel 位数与 xlwings 组件"
    if not facts.excel_program:
        return skipped(name, "没有 Excel")
    if not facts.interpreter_exists:
        return skipped(name, "没有 Python 程序")
    if facts.excel_bits is None:
        return bad(name, "看不出 Excel 是 32 位还是 64 位", "请用“文件 → 账户 → 关于 Excel”查看位数，告知技术支持。")
    found = next((dll for dll in facts.dlls if dll.startswith(f"xlwings{facts.excel_bits}-")), "")
    if not found:
        return bad(name, f"Excel 为 {facts.excel_bits} 位，缺少 xlwings{facts.excel_bits} 组件", REINSTALL)
    return ok(name, f"Excel 为 {facts.excel_bits} 位，{found}")


def component_versions(facts: Facts) -> Line:
    """xlwings' VBA loads the DLL of exactly its version, and the DLL starts Python's xlwings."""
    name = "xlwings 版本一致"
    if not facts.xlwings_version:
        return skipped(name, "Python 程序不可用")
    others = [dll for dll in facts.dlls if not dll.endswith(f"-{facts.xlwings_version}.dll")]
    if others or not facts.dlls:
        found = "、".join(others) or "没有组件"
        return bad(name, f"Python 中为 {facts.xlwings_version}，旁边是 {found}", REINSTALL)
    return ok(name, facts.xlwings_version)


def addin_version(facts: Facts) -> Line:
    name = "加载项版本一致"
    if facts.record is None:
        return bad(name, "没有安装记录", REINSTALL)
    if facts.startup_addin_sha256 and facts.startup_addin_sha256 != facts.record.addin_sha256:
        return bad(name, "Excel 打开的加载项不是安装的那一份", REINSTALL)
    if facts.package_version and facts.package_version != facts.record.version:
        return bad(name, f"加载项为 {facts.record.version}，Python 中为 {facts.package_version}", REINSTALL)
    return ok(name, facts.record.version)


def registered(facts: Facts) -> Line:
    name = "加载项已登记"
    if not facts.startup_addin_sha256:
        return bad(name, f"没有 {facts.startup_addin}", REINSTALL)
    if facts.open_values:
        return bad(
            name,
            f"登记了两份：{facts.startup_addin} 和 {'、'.join(facts.open_values)}",
            "请在“文件 → 选项 → 加载项 → 转到”中取消勾选 xladdin，重新打开 Excel。",
        )
    return ok(name, facts.startup_addin)


def not_disabled(facts: Facts) -> Line:
    name = "加载项未被禁用"
    if facts.disabled_items:
        return bad(
            name,
            "Excel 在一次异常退出后禁用了加载项",
            "请在“文件 → 选项 → 加载项 → 管理：禁用项目 → 转到”中启用，重新打开 Excel。",
        )
    return ok(name, "不在 Excel 的禁用项目中")


def trusted_location(facts: Facts) -> Line:
    name = "受信任位置"
    folder = PureWindowsPath(facts.startup_addin).parent
    if facts.trusted_locations_off_by:
        remedy = f"请单位的系统管理员放行受信任位置 {folder}。"
        return bad(name, f"已全部停用（{facts.trusted_locations_off_by}）", remedy)
    if facts.trusted_locations and not any(PureWindowsPath(path) == folder for path in facts.trusted_locations):
        remedy = f"请在“文件 → 选项 → 信任中心 → 信任中心设置 → 受信任位置”中添加 {folder}。"
        return bad(name, f"{folder} 不在其中", remedy)
    return ok(name, f"{folder}")


def macros(facts: Facts) -> Line:
    name = "宏（VBA）可用"
    if facts.vba_off_by:
        return bad(name, f"VBA 已停用（{facts.vba_off_by}）", "请单位的系统管理员放行；其间可用表格自带的公式填报。")
    return ok(name, "没有被停用")


def addins_allowed(facts: Facts) -> Line:
    name = "加载项未被策略停用"
    if facts.addins_off_by:
        return bad(
            name, f"Excel 的加载项已停用，或只许有签名的（{facts.addins_off_by}）", "请单位的系统管理员放行本加载项。"
        )
    return ok(name, "没有停用加载项的策略")


def policies(facts: Facts) -> Line:
    """Named so that whoever manages the PC knows what to look at; none of them stops the add-in by itself."""
    name = "可能拦截的策略"
    if any(value.endswith("d4f940ab-401b-4efc-aadc-ad5f3c50688a") for value in facts.watched_by):
        return bad(
            name,
            "攻击面减少规则“阻止所有 Office 应用程序创建子进程”已启用，Excel 不能启动 Python",
            "请单位的系统管理员为本机的程序文件夹设例外；其间可用“校验.cmd”“导出.cmd”。",
        )
    return ok(name, "、".join(facts.watched_by) or "没有发现")


def answers(facts: Facts) -> Line:
    name = "应答 Excel 的程序"
    if not facts.answers_for_excel:
        return ok(name, "没有登记别的程序")
    program = facts.answers_for_excel.strip().strip('"').lower()
    if "excel.exe" not in program:
        return bad(
            name,
            f"登记的是 {facts.answers_for_excel}，不是 Excel",
            "请在 WPS 的“配置工具”中取消“兼容第三方系统和软件”，或修复 Office 安装。",
        )
    return ok(name, facts.answers_for_excel)


def not_blocked(facts: Facts) -> Line:
    name = "文件未被锁定"
    if facts.blocked_files:
        return bad(name, f"带有“来自网络”标记：{'、'.join(facts.blocked_files)}", REINSTALL)
    return ok(name, "没有“来自网络”标记")


def udf_server(facts: Facts) -> Line:
    name = "计算服务"
    if not facts.interpreter_exists or facts.interpreter_failure:
        return skipped(name, "Python 程序不可用")
    if facts.udf_failure:
        remedy = (
            "请重新登录 Windows 后再试；仍不行的，把本结果发给技术支持。表中结果由 Excel 自身的公式计算，不受影响。"
        )
        return bad(name, f"没有应答（{facts.udf_failure}）", remedy)
    if facts.udf_answer != facts.package_version:
        return bad(name, f"应答的版本是 {facts.udf_answer}，应为 {facts.package_version}", REINSTALL)
    return ok(name, f"已应答，版本 {facts.udf_answer}")


JUDGEMENTS: tuple[Callable[[Facts], Line], ...] = (
    windows,
    excel,
    interpreter,
    bitness,
    component_versions,
    addin_version,
    registered,
    not_disabled,
    trusted_location,
    macros,
    addins_allowed,
    policies,
    answers,
    not_blocked,
    udf_server,
)


def judge(facts: Facts) -> list[Line]:
    """All lines, in the order of the list above."""
    return [judgement(facts) for judgement in JUDGEMENTS]
