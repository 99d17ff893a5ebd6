"""From bytes to `Evidence`: a bundle's zip or its members, a bare archive. What they say is for the checks."""

from collections.abc import Mapping

from voting.ballots.archive import HEADER_NAME
from voting.record.bundle import MalformedBundle, read_bundle, unzip
from voting.verifier import limits
from voting.verifier.errors import BrokenBundle, UnknownInput
from voting.verifier.evidence import Evidence, Kind

_ZIP = b"PK"
_TAR_NAME_BYTES = 100


def read_bytes(data: bytes, source: str) -> Evidence:
    """A bundle's zip or a bare archive, told apart by how it begins; raises an `UnreadableInput`."""
    if data.startswith(_ZIP):
        limits.require_plain_zip(data)
        try:
            return bundle_evidence(unzip(data), source)
        except MalformedBundle as error:
            raise BrokenBundle(str(error)) from error
    if data[:_TAR_NAME_BYTES].rstrip(b"\0") == HEADER_NAME.encode():
        return Evidence(source, Kind.ARCHIVE, archive=data)
    raise UnknownInput("neither a bundle.zip nor a .bel archive")


def bundle_evidence(members: Mapping[str, bytes], source: str) -> Evidence:
    """A bundle from its members by name; raises `BrokenBundle`."""
    try:
        found = read_bundle(members)
    except MalformedBundle as error:
        raise BrokenBundle(str(error)) from error
    return Evidence(
        source,
        Kind.BUNDLE,
        vote=found.vote,
        checkpoint=found.checkpoint,
        cosigned=found.cosigned,
        vkey=found.vkey,
        policy=found.policy,
        leaves=found.leaves,
        entries=found.entries,
        payloads=found.payloads,
        archive=found.archive,
    )
