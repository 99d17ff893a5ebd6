"""The command that asks every witness to co-sign the books now, and says what each answered."""

from dataclasses import dataclass

from voting.manage.witness_calls import ask
from voting.services.house import Services
from voting.services.record.witnessing import Answer, Told

_SAID = {
    Answer.SIGNED: "đã ký (signed)",
    Answer.UNUSABLE: "có trả lời nhưng chữ ký không đúng (answered, but no line of its own holds)",
    Answer.ROLLED_BACK: "BÁO ĐỘNG: đã thấy sổ dài hơn hoặc sổ khác; chứng cứ được giữ (ALARM: rolled back or forked)",
    Answer.INCONSISTENT: "BÁO ĐỘNG: sổ không nối tiếp phần đã ký; chứng cứ được giữ (ALARM: not consistent)",
    Answer.REFUSED: "không nhận dấu niêm này (refused this checkpoint)",
    Answer.UNKNOWN_LOG: "chưa nhận giám sát sổ này; mai hỏi lại (does not know this log yet)",
    Answer.BUSY: "chưa trả lời được; sẽ hỏi lại, cách nhau xa dần (no answer: again with growing pauses)",
}


def cosign(services: Services, *, stopped_too: bool) -> tuple[str, ...]:
    """Asks all who have not signed the newest checkpoint; a line for each."""
    told = services.witnessing.round(ask, at_once=True, stopped_too=stopped_too)
    return tuple(map(said, told)) or ("Không có bên nào phải hỏi (nobody has to be asked).",)


@dataclass(frozen=True)
class Restored:
    """What those who watch say of an older database that was put back: a line for each, and whether it may serve."""

    lines: tuple[str, ...]
    may_serve: bool


def ask_after_restore(services: Services) -> Restored:
    """Asks everybody who can be asked; names those whom the operator has to ring, because they come by themselves."""
    told = services.witnessing.after_restore(ask)
    lines = [said(one) for one in told]
    for commune in (one.code for one in services.communes.all()):
        watch = services.watchers.of(commune)
        lines += [
            f"{commune}: hãy hỏi {one.office} đã ký đến dòng nào; bản này có {watch.size} dòng "
            f"(ask them for the last size they signed; here are {watch.size} entries)"
            for one in watch.watchers
            if not one.url
        ]
    return Restored(tuple(lines), all(one.answer is Answer.SIGNED for one in told))


def said(told: Told) -> str:
    """What one witness answered."""
    status = f" [{told.status}]" if told.status else ""
    return f"{told.commune}, {told.size} dòng, {told.witness}: {_SAID[told.answer]}{status}"
