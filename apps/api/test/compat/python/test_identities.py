import uuid

import pytest
from unkey.py import errors

LIMIT = {"name": "requests", "limit": 10, "duration": 3_600_000, "auto_apply": True}


def test_identities_are_made_shown_changed_and_deleted(unkey):
    external_id = f"user_{uuid.uuid4()}"
    meta = {"plan": "pro", "seats": 3}
    arguments = {"external_id": external_id, "meta": meta, "ratelimits": [LIMIT]}
    identity_id = unkey.identities.create_identity(**arguments).data.identity_id
    for reference in (identity_id, external_id):
        shown = unkey.identities.get_identity(identity=reference).data
        assert (shown.id, shown.external_id, shown.meta) == (identity_id, external_id, meta)
        assert (shown.ratelimits[0].name, shown.ratelimits[0].limit) == ("requests", 10)
    with pytest.raises(errors.ConflictErrorResponse):
        unkey.identities.create_identity(**arguments)
    updated = unkey.identities.update_identity(
        identity=external_id, meta={"plan": "free"}, ratelimits=[{**LIMIT, "limit": 5}]
    ).data
    assert (updated.meta, updated.ratelimits[0].limit) == ({"plan": "free"}, 5)
    unkey.identities.delete_identity(identity=identity_id)
    with pytest.raises(errors.NotFoundErrorResponse):
        unkey.identities.get_identity(identity=external_id)
    with pytest.raises(errors.NotFoundErrorResponse):
        unkey.identities.delete_identity(identity=external_id)


def test_identities_are_listed_page_by_page(unkey):
    prefix = f"listed_{uuid.uuid4()}_"
    made = [f"{prefix}{number}" for number in range(5)]
    for external_id in made:
        unkey.identities.create_identity(external_id=external_id)
    listed = unkey.read_list(unkey.identities.list_identities(limit=2, search=prefix))
    assert sorted(identity.external_id for identity in listed) == made


def test_an_identity_limits_all_of_its_keys_together(unkey, api_id):
    external_id = f"limited_{uuid.uuid4()}"
    unkey.identities.create_identity(external_id=external_id, ratelimits=[{**LIMIT, "limit": 2}])
    one, other = (
        unkey.keys.create_key(api_id=api_id, external_id=external_id).data.key for _ in range(2)
    )
    codes = [unkey.keys.verify_key(key=key).data.code for key in (one, other, one)]
    assert codes == ["VALID", "VALID", "RATE_LIMITED"]
