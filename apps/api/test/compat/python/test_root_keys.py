import time

import pytest
from unkey.py import errors

from client import needs, new_client
from conftest import URL

pytestmark = needs("rootKeys.createKey")

RIGHTS = ["api.*.create_api", "api.*.read_api"]


def row_of(unkey, key_id):
    rows = unkey.read_list(unkey.root_keys.list_keys(limit=2))
    return next((row for row in rows if row.key_id == key_id), None)


def test_root_keys_are_made_listed_changed_rerolled_and_deleted(unkey, mode):
    made = unkey.root_keys.create_key(permissions=RIGHTS, name="Deployment").data
    with new_client(mode, URL, made.key) as client:
        assert client.apis.create_api(name="Weather").data.api_id
    row = row_of(unkey, made.key_id)
    assert (row.name, row.enabled, row.expires) == ("Deployment", True, None)
    assert sorted(row.permissions) == RIGHTS
    assert made.key.startswith(row.start) and made.key.endswith(row.end)
    assert row.created_at > 0 and row.last_used_at >= 0

    unkey.root_keys.update_key(key_id=made.key_id, name=None, permissions=["api.*.read_api"])
    row = row_of(unkey, made.key_id)
    assert (row.name, row.permissions) == (None, ["api.*.read_api"])
    with new_client(mode, URL, made.key) as client:
        with pytest.raises(errors.ForbiddenErrorResponse):
            client.apis.create_api(name="Weather")

    replaced = unkey.root_keys.reroll_key(key_id=made.key_id, expiration=0).data
    assert replaced.key_id != made.key_id
    with new_client(mode, URL, made.key) as client:
        with pytest.raises(errors.ForbiddenErrorResponse, match="expired"):
            client.apis.get_api(api_id="api_missing")
    unkey.root_keys.delete_key(key_id=replaced.key_id)
    assert row_of(unkey, replaced.key_id) is None
    with new_client(mode, URL, replaced.key) as client:
        with pytest.raises(errors.UnauthorizedErrorResponse):
            client.apis.get_api(api_id="api_missing")
    with pytest.raises(errors.NotFoundErrorResponse):
        unkey.root_keys.delete_key(key_id=replaced.key_id)


def test_a_root_key_that_is_rerolled_without_an_expiration_goes_on(unkey, mode):
    made = unkey.root_keys.create_key(permissions=["api.*.create_api"]).data
    other = unkey.root_keys.reroll_key(key_id=made.key_id, expiration=None).data
    for key in (made.key, other.key):
        with new_client(mode, URL, key) as client:
            assert client.apis.create_api(name="Weather").data.api_id


def test_a_root_key_gives_no_more_than_it_has(unkey, mode):
    in_an_hour = int(time.time() * 1000) + 3_600_000
    rows = unkey.read_list(unkey.root_keys.list_keys())
    urns = [urn for row in rows for urn in row.permissions if urn.startswith("unkey:v1:")]
    workspace = urns[0].split(":")[2]
    rights = [f"unkey:v1:{workspace}:rootKeys/*#write", "api.*.read_api"]
    made = unkey.root_keys.create_key(permissions=rights, expires=in_an_hour).data
    with new_client(mode, URL, made.key) as client:
        with pytest.raises(errors.ForbiddenErrorResponse):
            client.root_keys.create_key(permissions=["api.*.create_api"], expires=in_an_hour)
        with pytest.raises(errors.ForbiddenErrorResponse):
            client.root_keys.create_key(permissions=["api.*.read_api"])


def test_who_may_read_no_root_key_gets_an_empty_list(unkey, mode):
    made = unkey.root_keys.create_key(permissions=["api.*.read_api"]).data
    with new_client(mode, URL, made.key) as client:
        assert client.read_list(client.root_keys.list_keys()) == []
