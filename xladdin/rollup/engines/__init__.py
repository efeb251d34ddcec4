"""Who runs the chunk function: this process, several on this machine, or a cluster. The rows are the same."""
