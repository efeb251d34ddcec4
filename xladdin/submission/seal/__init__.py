"""The seal of a submission: what every part of the file was when the unit handed it in, and who says so."""
