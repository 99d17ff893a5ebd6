"""What a supervising board sees."""
