"""Submissions as rows: what consolidating needs of a file, without the file."""
