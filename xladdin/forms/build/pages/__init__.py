"""Printed pages: where they end (``planner``, of row heights alone) and how a sheet is made to print so (``set_up``)."""
