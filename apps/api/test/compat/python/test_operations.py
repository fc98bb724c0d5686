"""The list of operations, by which the tests know what the service lacks, is that of the client."""

import json
import os

from client import CLIENT_OPERATIONS


def test_the_list_of_operations_is_that_of_the_client():
    with open(os.environ["REFERENCE"], encoding="utf-8") as file:
        assert json.load(file) == sorted(CLIENT_OPERATIONS)
