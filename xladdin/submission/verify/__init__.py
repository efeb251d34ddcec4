"""Is this submission what the unit handed in? One verdict, with the reason in one Chinese line."""
