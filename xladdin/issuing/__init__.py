"""Sending goals down (目标下达): a plan in a workbook → a working workbook for each unit and project, and the list of what
is expected back."""
