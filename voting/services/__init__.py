"""One action, one transaction."""
