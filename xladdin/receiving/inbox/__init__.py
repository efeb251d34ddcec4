"""What lies in folders, mails and archives, one file at a time."""
