"""``python -m xladdin``."""

import sys

from xladdin.cli import main

if __name__ == "__main__":
    sys.exit(main())
