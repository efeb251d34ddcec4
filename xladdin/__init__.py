"""xladdin: performance self-evaluation tables (绩效自评表), from issued goals to a locked submission workbook."""

__version__ = "0.1.0"
