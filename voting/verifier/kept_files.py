"""Evidence as files again, in the layout it was read from: to be kept on disk, and shown to this program once more."""

from collections.abc import Iterator

from voting.record.bundle import Bundle, members_of
from voting.record.subject_bundle import SubjectBundle, members_of_subject
from voting.verifier.evidence import Evidence, Kind


def files_of(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    """A commune's book as a mirror keeps it, or an unpacked bundle."""
    one = evidence
    if one.kind is Kind.BUNDLE:
        yield from members_of(
            Bundle(
                one.vote,
                one.vkey,
                one.policy,
                one.commune,
                one.book,
                one.payloads,
                one.archive,
                cosigned=one.cosigned,
                policies=one.policies,
            )
        )
    elif one.kind is Kind.SUBJECT:
        yield from members_of_subject(
            SubjectBundle(
                one.subject,
                one.vkey,
                one.policy,
                one.commune,
                one.book,
                one.payloads,
                cosigned=one.cosigned,
                policies=one.policies,
            )
        )
    elif one.kind is Kind.COMMUNE:
        yield "log.vkey", f"{one.vkey}\n".encode()
        yield "policy", one.policy.encode()
        yield from ((f"policies/{index}", note) for index, note in sorted(one.policies.items()))
        yield from one.commune.members()
