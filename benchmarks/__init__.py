"""Speed, as ratios within one run: what counts is not the machine but what the work costs beside its floor."""
