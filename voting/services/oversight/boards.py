"""What sessions and recommendations of the boards share: how a session is found, who may take a board's step."""

from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.permissions import Actor, Role
from voting.storage import errors as storage_errors
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.supervision import Session

MOST_WORDS = 4000


def find_session(tx: Transaction, where: Village, session: str) -> Session:
    """A session of a village; ``NotFound``."""
    try:
        found = tx.supervision.session(where.commune_id, session)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-session") from error
    if found.village_code != where.code:
        raise NotFound(code="unknown-session")
    return found


def one_of(value: str, known: tuple[str, ...], field: str) -> None:
    """A choice that was offered; else ``Invalid`` at its field."""
    if value not in known:
        raise Invalid({field: "choice-missing"})


def require_role(actor: Actor, village: str, role: Role) -> None:
    """``Forbidden`` to whoever does not hold this role in a village; no commune official serves in a board (LAW.md 4).

    ``Conflict`` "board-official" to one who does, all the same.
    """
    held = {one.role for one in actor.grants if one.village in {"", village}}
    if role not in held:
        raise Forbidden(f"a step that is not {actor.login}'s")
    if role is Role.BOARD and Role.COMMUNE in held:
        raise Conflict(code="board-official")
