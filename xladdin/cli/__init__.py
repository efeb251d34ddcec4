"""The command line. ``main`` is the entry point; each command lives in a module of its own, imported when it runs."""

from xladdin.cli.main import main, process

__all__ = ["main", "process"]
