"""Rates written as fractions: 0.956 for 95.6 %."""

#: From this target on, in per cent, a number up to 1 without a % may be the rate as a fraction: 0.956 or 1 of ≥90%.
FRACTION_FROM = 20
