"""Vectors the Python and the JavaScript sides must both reproduce, and the programs that make them."""
