"""Words and looks for the states of a vote and the roles of officials, so that every page says the same."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel.speaklater import LazyString

from voting.services import wording
from voting.services.permissions import Role
from voting.services.votes.summaries import Stage, VoteSummary
from voting.web.speech.languages import language, spoken
from voting.web.speech.words import _l


@dataclass(frozen=True)
class Label:
    """A word with its drawing (`icons.html`) and its style: "still", "warn" or none."""

    text: LazyString
    icon: str
    look: str


LOOKS = {
    Stage.UPCOMING: ("later", "still"),
    Stage.OPEN: ("now", ""),
    Stage.COUNTING: ("clock", ""),
    Stage.DECIDED: ("done", ""),
    Stage.CANCELLED: ("cross", "still"),
}
STATES = {stage: Label(LazyString(spoken, wording.STATES[stage]), *look) for stage, look in LOOKS.items()}
OPINION_STATES = {
    stage: Label(LazyString(spoken, wording.OPINION_STATES[stage]), *look) for stage, look in LOOKS.items()
}
PRACTICE_STATES = {
    stage: Label(LazyString(spoken, wording.PRACTICE_STATES[stage]), *look) for stage, look in LOOKS.items()
}
FINAL = Label(_l("Kết quả chính thức"), "done", "")
PROVISIONAL = Label(_l("Kết quả tạm thời"), "clock", "still")
ROLES = {
    Role.ADMIN: _l("Quản trị của xã"),
    Role.HEAD: _l("Trưởng thôn / Tổ trưởng tổ dân phố"),
    Role.FRONT: _l("Trưởng ban công tác Mặt trận"),
    Role.TEAM: _l("Tổ lấy ý kiến biểu quyết trực tuyến"),
    Role.CARDS: _l("Người in thẻ"),
    Role.COUNTING: _l("Thành viên ban kiểm phiếu"),
    Role.BOARD: _l("Thành viên ban giám sát"),
    Role.COMMUNE: _l("Cán bộ xã theo dõi"),
}


def prepare(app: Flask) -> None:
    """Gives templates the filters `state`, `finality`, `role_name`, `full_name` and `said`."""
    app.jinja_env.filters.update(state=state, finality=finality, role_name=role_name, full_name=full_name, said=said)


def state(vote: VoteSummary) -> Label:
    """The label of a vote's state."""
    return (PRACTICE_STATES if vote.practice else OPINION_STATES if vote.opinion else STATES)[vote.state]


def finality(vote: VoteSummary) -> Label:
    """Whether enough witnesses have signed the record since closing."""
    return FINAL if vote.final else PROVISIONAL


def role_name(role: Role, unit_kind: str = "") -> str:
    """What a role is called, in the reader's language; in a village of this kind, as it is called there."""
    return spoken(wording.head_of(unit_kind)) if role is Role.HEAD and unit_kind else str(ROLES[role])


def full_name(name: str, unit_kind: str) -> str:
    """A village's name with the word before it: "Thôn Đông Hòa"; the word is not said twice."""
    return name if name.lower().startswith(unit_kind) else f"{unit_kind[:1].upper()}{unit_kind[1:]} {name}"


def said(thing: Any, name: str) -> str:
    """The sentence `name` of something that carries it in both languages, such as a fault of a household list."""
    return str(getattr(thing, f"{name}_{language()}"))
