"""A store that speaks S3, for the tests: prints its port, and ends with whoever holds its standard input.

It has two empty buckets, `papers` and `backups`, and `many` with more empty objects than a page of a list has. Everything lies
in memory.
"""

import os
import sys
import threading

from moto.core import DEFAULT_ACCOUNT_ID
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log(self, *_):
        pass


backend = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]
for bucket in ("papers", "backups", "many"):
    backend.create_bucket(bucket, "us-east-1")
for number in range(1003):
    backend.put_object("many", f"many/{number}", b"")
server = make_server(
    "127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=True, request_handler=Quiet
)
print(server.server_port, flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
