"""Typed texts as 评分表 shows them, and the same as formulas."""

from __future__ import annotations

import re

#: What an input cell with an error value (#REF! and the like) counts as: a text that needs a person's eye.
ERROR_VALUE = "#N/A"
_ERROR_VALUES = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))

#: Signs that the native reader makes one of, in this order; blanks go last.
TARGET_SIGNS = (("＝", "="), (">=", "≥"), ("<=", "≤"), ("≧", "≥"), ("≦", "≤"), (" ", ""))


def clean_text(text: str) -> str:
    """``text`` as 评分表 shows it: a blank for a line break, none at the ends, none doubled; the plain percent sign; one
    text for all error values."""
    if text in _ERROR_VALUES:
        return ERROR_VALUE
    text = text.replace("％", "%").replace("　", " ").replace("\n", " ").replace("\t", " ")
    if not text.isprintable():
        text = "".join(sign for sign in text if sign >= " ")
    return (re.sub(" +", " ", text) if "  " in text else text).strip(" ")


def native_clean(text: str) -> str:
    """Formula: ``clean_text`` of ``text``."""
    return f'TRIM(CLEAN(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({text}&"","％","%"),"　"," "),CHAR(10)," "),CHAR(9)," ")))'


def native_text(source: str) -> str:
    """Formula: what was typed into ``source`` as text; one text for all error values."""
    return f'IFERROR({native_clean(source)},"{ERROR_VALUE}")'


def target_text(target: str) -> str:
    """What ``native_target_text`` gives for a target."""
    text = clean_text(target)
    for old, new in TARGET_SIGNS:
        text = text.replace(old, new)
    return text


def native_target_text(source: str) -> str:
    """Formula: the target in cell ``source`` as text with single-character operators and without blanks."""
    text = native_text(source)
    for old, new in TARGET_SIGNS:
        text = f'SUBSTITUTE({text},"{old}","{new}")'
    return text
