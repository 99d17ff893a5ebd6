"""Reading a household list as a village keeps it: bytes in, rows and faults or a named error out."""
