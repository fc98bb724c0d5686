"""Which operations the client has, and which of them the service has."""

import json
import os

from client import CLIENT_OPERATIONS, CONTRACT

with open(os.environ["DIFFERENCES"], encoding="utf-8") as file:
    DIFFERENCES = json.load(file)


def test_what_the_client_has_and_the_service_has_not_is_listed():
    assert sorted(CLIENT_OPERATIONS.keys() - CONTRACT.keys()) == DIFFERENCES["absent"]


def test_what_the_service_has_beyond_the_client_is_listed():
    assert sorted(CONTRACT.keys() - CLIENT_OPERATIONS.keys()) == DIFFERENCES["extensions"]
