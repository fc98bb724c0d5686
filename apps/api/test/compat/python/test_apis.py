import pytest
from unkey.py import errors


def test_apis_are_made_shown_and_deleted(unkey):
    api_id = unkey.apis.create_api(name="Weather").data.api_id
    shown = unkey.apis.get_api(api_id=api_id).data
    assert (shown.id, shown.name) == (api_id, "Weather")
    key = unkey.keys.create_key(api_id=api_id).data.key
    unkey.apis.delete_api(api_id=api_id)
    assert unkey.keys.verify_key(key=key).data.code == "NOT_FOUND"
    with pytest.raises(errors.NotFoundErrorResponse):
        unkey.apis.get_api(api_id=api_id)


def test_the_keys_of_an_api_are_listed_page_by_page(unkey, api_id):
    made = [
        unkey.keys.create_key(
            api_id=api_id,
            name=f"job-{number}",
            external_id="user_2" if number == 2 else "user_1",
        ).data.key_id
        for number in range(5)
    ]
    keys = unkey.read_list(unkey.apis.list_keys(api_id=api_id, limit=2))
    assert sorted(key.key_id for key in keys) == sorted(made)
    assert {key.name for key in keys} == {f"job-{number}" for number in range(5)}
    (key,) = unkey.read_list(unkey.apis.list_keys(api_id=api_id, external_id="user_2"))
    assert (key.key_id, key.identity.external_id) == (made[2], "user_2")


def test_an_api_that_is_protected_is_not_deleted(unkey, api_id):
    unkey.post("apis.updateApi", {"apiId": api_id, "deleteProtection": True})
    with pytest.raises(errors.PreconditionFailedErrorResponse):
        unkey.apis.delete_api(api_id=api_id)
