"""One file from a stranger, read in a process of its own that may die of it."""
