"""Sums of many tables: Σx, Σw·x and Σw for every place of every shape, exact, so that sums of sums are sums of all."""
