"""What all tests share: a client for each way to call, and the report for the test that runs these."""

import json
import os

import pytest

from client import CALLED, Client, new_client

URL = os.environ["UNLATCH_URL"]

outcomes: list[dict[str, str]] = []


@pytest.fixture(params=["sync", "async"], scope="session")
def mode(request: pytest.FixtureRequest) -> str:
    """Each test runs twice: with the methods that block, and with those to await."""
    return request.param


@pytest.fixture(scope="session")
def unkey(mode: str):
    """A client with a root key that may do everything. To make one takes long, so tests share it."""
    with new_client(mode, URL, os.environ["UNLATCH_ROOT_KEY"]) as client:
        yield client


@pytest.fixture(scope="session")
def powerless(mode: str):
    """A client whose root key has a right that concerns nothing here."""
    with new_client(mode, URL, os.environ["POWERLESS_ROOT_KEY"]) as client:
        yield client


@pytest.fixture(scope="session")
def stranger(mode: str):
    """A client whose root key does not exist."""
    with new_client(mode, URL, "unkey_unknown") as client:
        yield client


@pytest.fixture(scope="session")
def limited(mode: str):
    """A client of a workspace that may send one request per minute."""
    with new_client(mode, URL, os.environ["LIMITED_ROOT_KEY"]) as client:
        yield client


@pytest.fixture
def api_id(unkey: Client) -> str:
    return unkey.apis.create_api(name="Weather").data.api_id


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" or report.outcome != "passed":
        outcome = {"test": report.nodeid, "outcome": report.outcome}
        outcomes.append({**outcome, "why": report.longreprtext})


def pytest_sessionfinish() -> None:
    called = {operation: sorted(modes) for operation, modes in CALLED.items()}
    with open(os.environ["REPORT"], "w", encoding="utf-8") as file:
        json.dump({"outcomes": outcomes, "called": called}, file)
