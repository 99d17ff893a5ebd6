"""What a browser hands in for a passkey costs no more memory than its own bytes."""

import json
import tracemalloc

import pytest
from flask import Flask
from village.device import Device
from village.life import Village

from voting.services.people.passkeys import WrongPasskey
from voting.web.door.passkeys import Handed, Purpose, to_make


def test_a_number_where_bytes_belong_reserves_no_memory(own_app: Flask, own_village: Village) -> None:
    """The library would make as many zero bytes of it."""
    with own_app.test_request_context():
        fields = json.loads(Device().make(to_make(own_village.actors["head"], [])))
        fields["response"]["attestationObject"] = 100_000_000
        tracemalloc.start()
        with pytest.raises(WrongPasskey):
            Handed.read(Purpose.ADD, json.dumps(fields)).made("Máy")
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 20_000_000
