"""What an indicator is, beside what is scored: its nature (性质), and what a programme's catalogue says of it."""
