"""The level above: receives files, judges them, answers, approves, and hands on what it received."""
