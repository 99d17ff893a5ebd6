"""What is read across all quarters: the desk of an official."""
