"""Building ``xladdin.xlam`` on any system: xlwings' shipped add-in, our VBA, our ribbon, our settings."""
