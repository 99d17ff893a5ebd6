"""Household lists, good and bad."""
