"""Blocks → Word: WordprocessingML in the layout of GB/T 9704, put into a template that docxtpl fills in."""
