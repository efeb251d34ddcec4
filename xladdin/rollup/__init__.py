"""Consolidation (汇总): many units' tables become their region's, first the actual values, then rates and scores.

Amounts are added, shares are weighted by money, durations are never added, and rates are never averaged. What the rules are,
each with an example: docs/rollup.md.
"""
