"""Offline verification of archives, bundles and logs; no Flask, no database."""
