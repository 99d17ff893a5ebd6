"""The interface for programs, `/api/v1`: no account, no cookie, exact bytes, problems with stable codes."""
