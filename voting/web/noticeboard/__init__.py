"""What everyone may read: villages, votes, results, how to check."""
