"""Evaluations → blocks: the outline of 绩效自评报告, every figure from the model at its declared rounding."""
