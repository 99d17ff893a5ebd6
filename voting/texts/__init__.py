"""What a text may hold, and when two texts are the same: for what organisers type and what the record carries."""
