"""``python -m xladdin``."""

import sys

from xladdin.cli import process

if __name__ == "__main__":
    sys.exit(process())
