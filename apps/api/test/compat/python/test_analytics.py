"""Queries in SQL, whose rows have the fields that the query selects."""

import time

from client import Client


def rows(client: Client, query: str) -> list[dict]:
    answer = client.analytics.get_verifications(query=query)
    return [row if isinstance(row, dict) else row.model_dump() for row in answer.data]


def test_verifications_are_counted_by_their_outcome(unkey, api_id):
    key = unkey.keys.create_key(api_id=api_id).data.key
    tag = f"test={time.time_ns()}"
    for _ in range(3):
        assert unkey.keys.verify_key(key=key, tags=[tag]).data.valid
    query = f"SELECT outcome, count() AS n FROM key_verifications_v1 WHERE has(tags, '{tag}') GROUP BY outcome"
    found: list[dict] = []
    # A verification is there some seconds after it was answered.
    while not found or found[0]["n"] < 3:
        found = rows(unkey, query)
    assert found == [{"outcome": "VALID", "n": 3}]


def test_an_empty_result_has_no_rows(unkey):
    assert rows(unkey, "SELECT key_id FROM key_verifications_v1 WHERE key_id = 'none'") == []


def test_limit_checks_and_empty_tables_can_be_queried(unkey):
    for name, table in {
        "get_ratelimits": "ratelimits_v1",
        "get_gateway_requests": "gateway_requests_v1",
        "get_runtime_logs": "runtime_logs_v1",
    }.items():
        method = getattr(unkey.analytics, name)
        assert len(method(query=f"SELECT count() AS n FROM {table}").data) == 1
