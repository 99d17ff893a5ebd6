"""Random names of what is kept and named in the books."""

import secrets

from voting.ballots.election import BASE58


def random_id() -> str:
    """14 random Base58 characters: the id of a matter, of an announcement."""
    return "".join(secrets.choice(BASE58) for _ in range(14))
