"""The line beside a title: what it says before and after a review. Its cell is written by ``build``, renewed by ``closed``."""

NOT_CHECKED = "尚未校验"


def said(errors: int, warnings: int) -> str:
    """What the line says after a review."""
    return f"校验：错误 {errors} 项，警告 {warnings} 项"
