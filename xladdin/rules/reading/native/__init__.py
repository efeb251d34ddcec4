"""Reading without the add-in: what people type, read by native formulas in small hidden steps.

The text grammar has one full face, Python (``model.grammar``). Here the same meaning is found for the ways that most people
write: a number with its unit among plain words, a comparison in signs or words, a date. What these formulas do not
understand becomes 需核对; they never read a text that Python refuses, and never as another number.
"""
