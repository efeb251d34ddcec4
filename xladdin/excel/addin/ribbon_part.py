"""The ribbon's XML and the VBA it calls, held against each other: in Excel a missing callback says nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from xladdin.excel.addin.sources import Module

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACK_MODULE = "JxRibbon"

_CALLBACKS = "//@onAction | //@onLoad | //@*[starts-with(name(), 'get')]"


def check_callbacks(customui: bytes, modules: Iterable[Module]) -> None:
    """Raise ValueError unless every callback has its Sub and every public Sub of ``JxRibbon`` is called."""
    root = etree.fromstring(customui)
    if root.tag != f"{{{NAMESPACE}}}customUI":
        raise ValueError(f"{root.tag}: the part needs namespace {NAMESPACE}")
    called = {str(value) for value in root.xpath(_CALLBACKS)}
    there = set()
    for module in modules:
        if module.name == CALLBACK_MODULE:
            there = {f"{CALLBACK_MODULE}.{sub}" for sub in re.findall(r"(?m)^Public Sub (\w+)\(", module.source)}
    if called != there:
        raise ValueError(
            f"callbacks without Sub: {sorted(called - there)}; Subs without button: {sorted(there - called)}"
        )
