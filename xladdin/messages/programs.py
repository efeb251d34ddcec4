"""The add-in and the bundle."""

from __future__ import annotations

from xladdin.messages.message import Message

MESSAGES: dict[str, Message] = {
    # building the add-in
    "addin-build-extra": Message("制作加载项需要组件 pyOpenVBA。", "请先运行 pip install xladdin[build]。", 2),
    "addin-base": Message(
        "已安装的 xlwings（{found}）不是制作加载项所用的版本。", "请安装 xlwings=={wanted} 后重试。", 2
    ),
    # the add-in on a PC
    "addin-windows-only": Message("本命令只能在装有 Excel 的 Windows 电脑上运行。", "请在填报用的电脑上运行。", 2),
    "addin-excel-running": Message("Excel 或 WPS 表格正在运行。", "请先保存并关闭全部工作簿窗口，再重新运行。"),
    "addin-in-use": Message(
        "有程序文件正被占用，未作任何改动：{path}。", "请关闭 Excel，仍不行时重新登录 Windows，再重新运行。"
    ),
    "addin-python-fails": Message(
        "自带的 Python 无法启动（{cause}）。",
        "需要 Windows 10 或更高版本；若杀毒软件拦截了程序，请信任该文件夹后重新运行。",
    ),
    "bundle-incomplete": Message(
        "安装包不完整，缺少 {missing}。", "请先把整个压缩包解压到一个文件夹；若杀毒软件移走了文件，请恢复后重新运行。"
    ),
    "bundle-damaged": Message("安装包中的 {name} 已改变。", "请重新复制或下载安装包，再解压、安装。"),
    # building the bundle
    "bundle-download": Message("无法下载安装包所需的组件（{cause}）。", "请检查网络和软件源（pip config）后重试。"),
    "bundle-pin": Message("下载的 {name} 与锁定的校验值不符。", "请删除缓存后重试；仍不符时不要使用，请告知维护人员。"),
    "bundle-signature": Message("{name} 的数字签名无效（{cause}）。", "请不要使用该文件，并告知维护人员。"),
    "drop-nothing": Message("没有收到工作簿。", "请把一个或几个工作簿文件拖到“{script}”图标上再松手。", 2),
}
