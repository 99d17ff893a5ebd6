"""Accounts, officials and their roles; communes and villages."""
