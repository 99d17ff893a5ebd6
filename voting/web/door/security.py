"""The headers every answer carries. The policy allows this origin's own files and nothing else."""

from http import HTTPStatus

from flask import Flask, Response, request, session

from voting.services.matters.terms import PAPER_STYLE
from voting.web.door.sessions import SAME_FOR_ALL, has_session
from voting.web.settings import WebSettings

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
# Pages whose script reads a QR code with the camera, or offers a picture to press and hold.
CAMERA = frozenset({
    "booth.card", "booth.receipt", "booth.find_receipt", "booth.check_machine", "booth.statement", "committee.key",
    "committee.count", "organizer.cards", "booth.help_desk",
})  # fmt: skip
DATA_IMAGES = frozenset({"booth.card", "booth.help_desk", "booth.receipt", "organizer.cards", "committee.key"})
PAPERS = frozenset(
    {
        "noticeboard.matter_paper", "noticeboard.announcement_paper", "noticeboard.disclosure_list_file",
        "account.disclosure_report", "account.board_report", "board.board_report", "organizer.draft_decision",
        "organizer.draft_notice", "organizer.annex",
    }
)  # fmt: skip
"""An official paper, or a draft of one: its own style, and nothing else."""
WORKS_BESIDE = frozenset({"noticeboard.check"})
"""Pages with a worker: its address alone is let through, by the one policy that is named (result_check.mjs)."""
WORKER, WORKER_RULES = "verify-", "default-src 'none'; connect-src 'self'"
"""The worker's script, by the beginning of its name, is no document, yet has rules of its own."""
NOTHING = {"default-src": "'none'", "form-action": "'none'", "base-uri": "'none'", "frame-ancestors": "'none'"}
FEATURES_OFF = ("geolocation", "microphone", "payment", "usb", "serial", "midi", "display-capture")
HSTS = "max-age=63072000; includeSubDomains"


def prepare(app: Flask, settings: WebSettings) -> None:
    """Adds the headers to every answer of `app`, error pages and files included."""

    def add(response: Response) -> Response:
        endpoint = request.endpoint or ""
        headers = response.headers
        if endpoint != "assets.built":  # a script or a style sheet is no document, and a phone pays for each header
            is_paper = endpoint in PAPERS and response.status_code == HTTPStatus.OK  # not the page that says why not
            headers["Content-Security-Policy"] = policy(
                endpoint if is_paper or endpoint not in PAPERS else "", https=settings.https
            )
        elif str((request.view_args or {}).get("name")).startswith(WORKER):
            headers["Content-Security-Policy"] = WORKER_RULES
        headers.pop("Date", None)  # the server writes it
        if not endpoint.startswith(SAME_FOR_ALL):  # these say something of documents only
            headers["Permissions-Policy"] = permissions(endpoint)
            headers["Referrer-Policy"] = "no-referrer"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if endpoint.startswith("api.") else "same-origin"
        if settings.https:
            headers["Strict-Transport-Security"] = HSTS
        if (has_session() or session.modified) and not endpoint.startswith(SAME_FOR_ALL):
            headers["Cache-Control"] = "no-store"
        headers.setdefault("Cache-Control", "no-cache")
        return response

    app.after_request(add)


def policy(endpoint: str, *, https: bool) -> str:
    """The Content-Security-Policy of the page behind `endpoint`."""
    rules = dict(POLICY)
    if endpoint in DATA_IMAGES:
        rules["img-src"] = "'self' data:"
    if endpoint in WORKS_BESIDE:
        rules |= {"worker-src": "'self'", "trusted-types": "dinh-check"}
    if endpoint in PAPERS:
        rules = {**NOTHING, "style-src": f"'{PAPER_STYLE}'"}
    if endpoint.startswith(SAME_FOR_ALL):
        rules = {"default-src": "'none'", "frame-ancestors": "'none'"}
    text = "; ".join(f"{name} {value}" for name, value in rules.items())
    return f"{text}; upgrade-insecure-requests" if https else text


def permissions(endpoint: str) -> str:
    """The Permissions-Policy: the camera only where a page scans a card, nothing else anywhere."""
    camera = "camera=(self)" if endpoint in CAMERA else "camera=()"
    return ", ".join([camera, *(f"{feature}=()" for feature in FEATURES_OFF)])
