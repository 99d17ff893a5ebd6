"""A try to show who somebody is: at the pace that guessing has, forgiven once one was right."""

from collections.abc import Iterator
from contextlib import contextmanager

from voting.web.door.devices import known_device
from voting.web.door.limits import forgive, guess, knock, knock_as


@contextmanager
def trying(login: str) -> Iterator[None]:
    """Counts one try for this login; `TooManyAttempts` or `TooFast` before it is made. What the block raises was wrong.

    Where this login was used before, tries are counted by the device: strangers' do not count there.
    """
    device = known_device(login)
    if device is None:
        knock("sign-in")
        guess(login)
    else:
        knock_as("device", device)
    yield
    if device is None:
        forgive(login)
