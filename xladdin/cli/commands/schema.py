"""``xladdin schema``: the JSON Schema of PROJECT.json."""

from __future__ import annotations

import argparse
import json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(options: argparse.Namespace) -> int:
    from xladdin.model.project_json import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0
