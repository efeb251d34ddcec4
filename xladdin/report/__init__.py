"""自评报告: evaluations → the official report as neutral blocks (``compose``) → Word (``word``); and what differs since (``verify``)."""
