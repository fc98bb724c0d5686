import uuid

import pytest
from unkey.py import errors

HOUR_MS = 3_600_000


@pytest.fixture
def namespace() -> str:
    return f"sign-in-{uuid.uuid4()}"


def test_a_limit_lets_through_as_much_as_it_says(unkey, namespace):
    check = {"namespace": namespace, "identifier": "user", "limit": 3, "duration": HOUR_MS}
    first = unkey.ratelimit.limit(**check, cost=2).data
    assert (first.success, first.limit, first.remaining) == (True, 3, 1)
    assert not unkey.ratelimit.limit(**check, cost=2).data.success
    last = unkey.ratelimit.limit(**check).data
    assert (last.success, last.remaining) == (True, 0)


def test_limits_are_checked_together_all_or_nothing(unkey, namespace):
    requests = {"namespace": namespace, "identifier": "user", "limit": 10, "duration": HOUR_MS}
    tokens = {**requests, "namespace": f"{namespace}-tokens", "limit": 50, "cost": 40}
    passed = unkey.ratelimit.multi_limit(request=[requests, tokens]).data
    assert (passed.passed, [one.remaining for one in passed.limits]) == (True, [9, 10])
    refused = unkey.ratelimit.multi_limit(request=[requests, tokens]).data
    assert (refused.passed, [one.passed for one in refused.limits]) == (False, [True, False])
    assert refused.limits[0].remaining == 9


def test_a_limit_is_overridden_for_all_that_match(unkey, namespace):
    check = {"namespace": namespace, "limit": 1, "duration": HOUR_MS}
    unkey.ratelimit.limit(**check, identifier="first@example.com")
    override = {"identifier": "*@example.com", "limit": 100, "duration": HOUR_MS}
    override_id = unkey.ratelimit.set_override(namespace=namespace, **override).data.override_id
    limited = unkey.ratelimit.limit(**check, identifier="a@example.com").data
    assert (limited.success, limited.limit, limited.override_id) == (True, 100, override_id)
    reference = {"namespace": namespace, "identifier": "*@example.com"}
    shown = unkey.ratelimit.get_override(**reference).data
    assert (shown.override_id, shown.limit, shown.duration) == (override_id, 100, HOUR_MS)
    unkey.ratelimit.delete_override(**reference)
    with pytest.raises(errors.NotFoundErrorResponse):
        unkey.ratelimit.get_override(**reference)


def test_overrides_are_listed_page_by_page(unkey, namespace):
    unkey.ratelimit.limit(namespace=namespace, identifier="a", limit=1, duration=HOUR_MS)
    made = [f"user_{number}" for number in range(5)]
    for identifier in made:
        unkey.ratelimit.set_override(
            namespace=namespace, identifier=identifier, limit=5, duration=HOUR_MS
        )
    listed = unkey.read_list(unkey.ratelimit.list_overrides(namespace=namespace, limit=2))
    assert sorted(override.identifier for override in listed) == made


def test_a_deleted_namespace_is_gone(unkey, namespace):
    check = {"namespace": namespace, "identifier": "user", "limit": 3, "duration": HOUR_MS}
    unkey.ratelimit.limit(**check)
    unkey.post("ratelimit.deleteNamespace", {"namespace": namespace})
    with pytest.raises(errors.GoneErrorResponse):
        unkey.ratelimit.limit(**check)
