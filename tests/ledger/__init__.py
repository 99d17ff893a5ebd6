"""Tests of voting/ledger."""
