"""The client repeats what failed with 5xx. What the service answers must not stop it."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from unkey.py import errors, utils

from client import SHARED_OPERATIONS, call_example, new_client
from conftest import URL

PROBLEM = {
    "meta": {"requestId": "req_1234567890123456"},
    "error": {
        "title": "Service Unavailable",
        "detail": "The service cannot answer now.",
        "status": 503,
        "type": "http://127.0.0.1/docs/errors/unkey/application/service_unavailable",
    },
}


@contextmanager
def failing_server(failures: int):
    """Answers 503 so many times, then passes on to the service. It counts all requests."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"] or 0))
            seen.append(self.path)
            if len(seen) <= failures:
                answer = httpx.Response(503, json=PROBLEM)
            else:
                kept = {"authorization", "content-type", "accept"}
                headers = {name: self.headers[name] for name in kept if self.headers[name]}
                answer = httpx.post(f"{URL}{self.path}", content=body, headers=headers)
            self.send_response(answer.status_code)
            self.send_header("content-type", answer.headers["content-type"])
            self.send_header("content-length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def root_key(unkey) -> str:
    return unkey.unkey.sdk_configuration.security.root_key


def test_a_failure_is_repeated_until_it_ends(mode, root_key):
    with failing_server(2) as (url, seen), new_client(mode, url, root_key) as client:
        assert client.apis.create_api(name="Weather").data.api_id
        assert len(seen) == 3


@pytest.mark.parametrize("operation", SHARED_OPERATIONS)
def test_every_operation_is_repeated_after_a_failure(mode, root_key, operation):
    soon = utils.RetryConfig("backoff", utils.BackoffStrategy(1, 1, 1, 10_000), True)
    with failing_server(1) as (url, seen):
        with new_client(mode, url, root_key, retry_config=soon) as client:
            try:
                call_example(client, operation)
            except errors.UnkeyError as refusal:
                # The ids of the example belong to nothing, so a refusal is an answer too.
                assert refusal.status_code < 500
    assert seen == [f"/v2/{operation}"] * 2


def test_a_failure_that_stays_is_raised_with_its_status(mode, root_key):
    once = utils.RetryConfig("backoff", utils.BackoffStrategy(1, 1, 1, 1), True)
    with failing_server(10**6) as (url, seen):
        with new_client(mode, url, root_key, retry_config=once) as client:
            with pytest.raises(errors.UnkeyError) as raised:
                client.keys.verify_key(key="any")
    assert raised.value.status_code == 503


def test_a_refusal_is_not_repeated(mode, root_key):
    with failing_server(0) as (url, seen), new_client(mode, url, root_key) as client:
        with pytest.raises(errors.NotFoundErrorResponse):
            client.apis.get_api(api_id="api_missing")
        assert len(seen) == 1
