"""How gunicorn serves this folder: it reads this by itself when it is started here. Its command line wins."""

import gc
import sys

bind = "127.0.0.1:8000"
workers = 2
threads = 24  # leaves room for 16 readers of large files and 8 ballots
worker_class = "voting.manage.worker.PatientWorker"  # lets go of clients that only dribble: after PATIENCE_S (15)
keepalive = 30
preload_app = "--reload" not in sys.argv
control_socket_disable = True  # nobody steers a running server through a file in somebody's home

gc.disable()  # what a start loads stays: looking for garbage among it takes a seventh of the start


def when_ready(_arbiter: object) -> None:
    """All is loaded, no worker is forked yet: what there is stays, shared; garbage is looked for again from here."""
    gc.freeze()
    gc.enable()
