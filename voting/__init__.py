"""Đình: village voting that anyone can check."""
