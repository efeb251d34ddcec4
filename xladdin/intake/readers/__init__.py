"""One reader a kind of file; every one gives a ``Document``."""
