"""The answers to what a rule may ask, from memory: for whoever replays a book from its start."""
