"""The one place where an error becomes what people see: a page in their language, or problem+json with a code."""

import logging
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from flask import Flask, Response, current_app, json, render_template, request
from flask_babel.speaklater import LazyString
from werkzeug.exceptions import HTTPException

from voting.services.errors import DATABASE_TROUBLE, Forbidden, RefusedStatement, ServiceError, Unavailable
from voting.web.complaints import complain
from voting.web.door.sessions import current_actor
from voting.web.speech.sentences import FAULTS, REFUSALS, SPOKEN
from voting.web.speech.words import _, _l

PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Trouble:
    """What went wrong, for a reader: status, stable code, a heading, and what to do now."""

    status: int
    code: str
    heading: LazyString | str
    advice: LazyString | str
    retry_after_s: int | None = None


GENERAL = {
    400: ("malformed", _l("Yêu cầu gửi lên chưa đúng"), _l("Hãy quay lại trang trước, tải lại trang rồi làm lại.")),
    403: (
        "forbidden",
        _l("Trang này dành cho người khác"),
        _l("Nếu đây là việc của ông/bà, hãy báo cán bộ quản trị của xã."),
    ),
    404: (
        "not-found",
        _l("Không tìm thấy trang này"),
        _l("Địa chỉ có thể bị gõ sai hoặc thiếu. Hãy về trang đầu rồi tìm lại."),
    ),
    405: ("method-not-allowed", _l("Yêu cầu gửi lên chưa đúng"), _l("Hãy quay lại trang trước rồi làm lại.")),
    409: (
        "conflict",
        _l("Việc này chưa làm được lúc này"),
        _l("Có người vừa thay đổi. Hãy tải lại trang để xem hiện trạng."),
    ),
    410: ("gone", _l("Không còn dùng được nữa"), _l("Hãy về trang đầu rồi tìm lại.")),
    413: ("too-large", _l("Tệp gửi lên quá lớn"), _l("Hãy chọn tệp nhỏ hơn rồi gửi lại.")),
    422: ("invalid", _l("Có chỗ điền chưa đúng"), _l("Hãy quay lại trang trước và sửa chỗ được chỉ ra.")),
    429: ("rate-limited", _l("Thử lại nhanh quá"), _l("Hãy chờ một phút rồi thử lại.")),
    500: (
        "internal",
        _l("Máy chủ gặp lỗi"),
        _l("Việc vừa rồi chưa được ghi. Hãy thử lại sau ít phút; nếu vẫn lỗi, hãy báo người hỗ trợ."),
    ),
    503: ("unavailable", _l("Máy chủ tạm thời bận"), _l("Chưa có gì bị mất. Hãy thử lại sau ít phút.")),
}
STATUS = {
    "unknown-credential": 403, "closed-credential": 403, "not-open": 409, "duplicate": 409, "old-sequence": 409,
    "too-many": 409, "wrong-election": 422, "unknown-pseudonym": 403, "wrong-subject": 422, "wrong-value": 422,
    "wrong-words": 422, "bad-proof": 422, "too-large": 413, "rate-limited": 429, "malformed": 400,
    "not-found": 404, "forbidden": 403, "invalid": 422, "conflict": 409, "wrong-password": 403,
    "too-many-attempts": 429, "unavailable": 503, "outcome-unknown": 503, "damaged": 500, "revoked-card": 410,
    "unknown-witness": 422, "signature-invalid": 422, "cosignature-dated": 422,
    "desk-closed": 403, "wrong-passkey": 403, "passkey-counter-back": 403, "unknown-identity": 403,
    "identity-not-shown": 403, "identity-level": 403,
}  # fmt: skip

RETRY_AFTER_S = {503: 10, 429: 60}
"""When to come again, where nobody knows better."""
_LOUD = {503: logging.WARNING, 500: logging.ERROR}


def prepare(app: Flask) -> None:
    """Lets `app` answer every error with the pages and problems of this module."""
    app.register_error_handler(ServiceError, _refused)
    for kind, code in DATABASE_TROUBLE.items():
        app.register_error_handler(kind, partial(_database_trouble, code))
    app.register_error_handler(HTTPException, _plain)
    app.register_error_handler(Exception, _unexpected)


def trouble_of(error: ServiceError) -> Trouble:
    """What a service's refusal means for a reader."""
    status = STATUS.get(error.code) or _status_by_kind(error)
    _code, heading, advice = GENERAL.get(status, GENERAL[409])
    if isinstance(error, Forbidden) and current_actor() is None:
        heading = _l("Hãy đăng nhập trước")
    wait_s = getattr(error, "retry_after_s", None)
    said = SPOKEN if isinstance(error, RefusedStatement) else REFUSALS
    return Trouble(status, error.code, heading, said.get(error.code) or REFUSALS.get(error.code, advice), wait_s)


def _status_by_kind(error: ServiceError) -> int:
    for kind in type(error).__mro__:
        status = STATUS.get(getattr(kind, "code", ""))
        if status:
            return status
    return HTTPStatus.CONFLICT


def sentence(code: str) -> str:
    """The sentence for a fault's or a refusal's code; an unknown code gives a general sentence, never a raw code."""
    known = FAULTS.get(code) or REFUSALS.get(code)
    return str(known or _("Chỗ này điền chưa đúng."))


def answer(trouble: Trouble) -> Response:
    """The page or the problem, with its status."""
    to_program = request.path.startswith("/api/") or request.is_json
    response = _problem(trouble) if to_program else _page(trouble)
    response.status_code = trouble.status
    response.headers["Cache-Control"] = "no-store"
    wait_s = RETRY_AFTER_S.get(trouble.status) if trouble.retry_after_s is None else trouble.retry_after_s
    if wait_s is not None:
        response.headers["Retry-After"] = str(wait_s)
    return response


def _problem(trouble: Trouble) -> Response:
    body = {
        "type": f"/api/v1/openapi.json#{trouble.code}",
        "title": str(trouble.heading),
        "status": trouble.status,
        "code": trouble.code,
        "detail": str(trouble.advice),
    }
    return Response(json.dumps(body, ensure_ascii=False, sort_keys=False), mimetype=PROBLEM)


def _page(trouble: Trouble) -> Response:
    return Response(
        render_template(
            "errors/trouble.html", trouble=trouble, without_place=trouble.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        ),
        mimetype="text/html",
    )


def _refused(error: ServiceError) -> Response:
    """A service's refusal; what lies behind an `Unavailable` is the operator's trouble too, not only the reader's."""
    if isinstance(error, Unavailable) and error.__cause__ is not None:
        _complain(HTTPStatus.SERVICE_UNAVAILABLE, error.__cause__)
    return answer(trouble_of(error))


def _complain(status: int, error: BaseException) -> None:
    complain(_LOUD[status], f"database: {type(error).__name__} at {request.endpoint}: {error}")


def _database_trouble(code: str, error: Exception) -> Response:
    """The database is away (503, come again), or what it has is damaged (500): logged by kind, no value is named."""
    status = STATUS[code]
    _complain(status, error)
    return answer(Trouble(status, code, GENERAL[status][1], REFUSALS[code]))


def _plain(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status < HTTPStatus.BAD_REQUEST:
        return current_app.make_response(error.get_response())
    known = GENERAL.get(status, GENERAL[400 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500])
    response = answer(Trouble(status, *known))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    """A programmer's error: logged with its place, never shown."""
    current_app.logger.error("unexpected %s at %s", type(error).__name__, request.endpoint, exc_info=error)
    if current_app.testing:
        raise error
    return answer(Trouble(500, *GENERAL[500]))
