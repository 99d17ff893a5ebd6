"""Household lists and household cards."""
