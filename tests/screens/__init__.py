"""The booth's states in one table: `make screens` takes a picture of each, tests walk the same table."""
