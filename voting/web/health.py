"""For those who run the server: is it well, how many answers did it give. No personal data, no addresses."""

import os
import threading
import time
from collections import Counter, defaultdict

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request

from voting.services.errors import NotFound
from voting.web.door.access import public
from voting.web.door.limits import caller
from voting.web.wiring import services

blueprint = Blueprint("health", __name__)
_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


class Counters:
    """Answers of this process by endpoint and kind of status, and the seconds they took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: Counter[tuple[str, str]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def count(self, endpoint: str, status: int, seconds: float) -> None:
        """Adds one answer."""
        with self._lock:
            self._answers[endpoint, f"{status // 100}xx"] += 1
            self._seconds[endpoint] += seconds

    def lines(self) -> list[str]:
        """The counters in the Prometheus text format."""
        worker = os.getpid()
        with self._lock:
            answers, seconds = sorted(self._answers.items()), sorted(self._seconds.items())
        return [
            "# HELP dinh_answers_total Answers given, by endpoint and kind of status.",
            "# TYPE dinh_answers_total counter",
            *(f'dinh_answers_total{{worker="{worker}",endpoint="{e}",status="{s}"}} {n}' for (e, s), n in answers),
            "# HELP dinh_answer_seconds_total Seconds spent on answers, by endpoint.",
            "# TYPE dinh_answer_seconds_total counter",
            *(f'dinh_answer_seconds_total{{worker="{worker}",endpoint="{e}"}} {s:.6f}' for e, s in seconds),
        ]


def prepare(app: Flask) -> None:
    """Starts counting the answers of `app` and adds `/healthz` and `/metrics`."""
    counters = app.extensions["dinh.counters"] = Counters()

    def start() -> None:
        g.started_s = time.perf_counter()

    def finish(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("started_s", time.perf_counter())
        counters.count(request.endpoint or "unknown", response.status_code, seconds)
        return response

    app.before_request(start)
    app.after_request(finish)
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """200 when the database answers and takes something; a failing database becomes 503 in `errors.py`."""
    services().ping()
    services().writable()
    answer = jsonify(status="ok")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _from_this_machine() -> bool:
    """Whether a program of this machine asks by itself, and no proxy for somebody else."""
    return caller() is None and not any(name in request.headers for name in _FORWARDED)


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    """Counters of this process and the size of each commune's record, for Prometheus on this machine."""
    if not _from_this_machine():
        raise NotFound(code="not-found")
    counters: Counters = current_app.extensions["dinh.counters"]
    lines = [
        *counters.lines(),
        "# HELP dinh_record_entries Entries in a commune's record.",
        "# TYPE dinh_record_entries gauge",
        *(
            f'dinh_record_entries{{commune="{commune.code}"}} {services().logs.of_commune(commune.code).head().size}'
            for commune in services().communes.all()
        ),
    ]
    answer = Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4")
    answer.headers["Cache-Control"] = "no-store"
    return answer
