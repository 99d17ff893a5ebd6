"""One village for all tests: its clock, its people, what it lives through, the states it is in, its server."""
