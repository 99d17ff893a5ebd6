"""What people ask of those above the village, and what they answer."""
