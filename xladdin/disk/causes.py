"""Why the system refused, in the users' language: the cause in ``file-unreadable`` and ``file-unwritable``."""

from __future__ import annotations

import errno
import os

#: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
_SHARING_VIOLATIONS = (32, 33)

_CAUSES = {
    errno.EACCES: "没有权限，或文件正被别的程序打开",
    errno.EPERM: "没有权限，或文件正被别的程序打开",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EEXIST: "同名的文件或文件夹已存在",
    errno.EFBIG: "文件超过允许的大小",
    errno.EINVAL: "名称中有不能使用的字符",
    errno.EIO: "磁盘读写出错",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ELOOP: "快捷链接互相指向，找不到真正的文件",
    errno.EMFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "文件名或路径过长",
    errno.ENODEV: "设备不可用",
    errno.ENOENT: "目录不存在",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EROFS: "磁盘是只读的",
    errno.ESTALE: "网络磁盘已断开",
    errno.ETIMEDOUT: "网络磁盘没有响应",
    errno.ETXTBSY: "文件正在使用",
}


def cause_of(error: OSError | UnicodeError) -> str:
    """The cause as half a Chinese sentence; an error that is not in the table is named by its number."""
    if isinstance(error, UnicodeError):
        return "当前系统区域设置不支持中文文件名，请设置环境变量 PYTHONUTF8=1"
    return _CAUSES.get(error.errno or 0) or f"系统错误 {getattr(error, 'winerror', None) or error.errno}"


def is_sharing_violation(error: OSError) -> bool:
    """Whether Windows refused because another program holds the file.

    Python reports it as a bare ``PermissionError`` when opening (the C runtime keeps only errno 13), and with a
    Windows error code when renaming.
    """
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
        return True
    return os.name == "nt" and isinstance(error, PermissionError)
