"""What a printed text says by itself: figures, rates, names that mean the same. Nothing here looks at the tables."""
