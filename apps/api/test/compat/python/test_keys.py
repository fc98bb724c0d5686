import base64
import hashlib
import uuid

import pytest
from unkey.py import errors

from client import needs

LIMIT = {"name": "requests", "limit": 1, "duration": 3_600_000, "auto_apply": True}


def test_keys_are_taken_from_creation_to_deletion(unkey, api_id):
    created = unkey.keys.create_key(
        api_id=api_id,
        prefix="prod",
        name="Reporting job",
        external_id="user_42",
        meta={"plan": "pro"},
        permissions=["docs.read"],
        credits={"remaining": 10},
        ratelimits=[{**LIMIT, "limit": 5}],
    ).data
    assert created.key.startswith("prod_")
    verified = unkey.keys.verify_key(
        key=created.key, permissions="docs.read OR admin", credits={"cost": 3}, tags=["path=/"]
    ).data
    assert (verified.valid, verified.code, verified.key_id) == (True, "VALID", created.key_id)
    assert (verified.credits, verified.permissions) == (7, ["docs.read"])
    assert (verified.identity.external_id, verified.meta) == ("user_42", {"plan": "pro"})
    assert (verified.ratelimits[0].name, verified.ratelimits[0].remaining) == ("requests", 4)
    shown = unkey.keys.get_key(key_id=created.key_id).data
    # The last use is recorded a moment after it, perhaps between the two reads.
    of_key = unkey.keys.whoami(key=created.key).data
    used = {"last_used_at": None}
    assert of_key.model_copy(update=used) == shown.model_copy(update=used)
    assert (shown.name, shown.credits.remaining) == ("Reporting job", 7)
    unkey.keys.delete_key(key_id=created.key_id)
    gone = unkey.keys.verify_key(key=created.key).data
    assert (gone.valid, gone.code, gone.key_id) == (False, "NOT_FOUND", None)


def test_a_key_is_changed_cleared_and_left_alone(unkey, api_id):
    created = unkey.keys.create_key(
        api_id=api_id, name="Old", meta={"plan": "free"}, external_id="user_1", ratelimits=[LIMIT]
    ).data
    unkey.keys.update_key(
        key_id=created.key_id,
        name=None,
        expires=4_102_444_800_000,
        enabled=False,
        ratelimits=[{**LIMIT, "limit": 9}],
    )
    shown = unkey.keys.get_key(key_id=created.key_id).data
    assert (shown.name, shown.enabled, shown.expires) == (None, False, 4_102_444_800_000)
    assert (shown.meta, shown.identity.external_id) == ({"plan": "free"}, "user_1")
    assert shown.ratelimits[0].limit == 9
    assert unkey.keys.verify_key(key=created.key).data.code == "DISABLED"


def test_a_key_has_as_many_credits_as_it_is_given(unkey, api_id):
    refill = {"interval": "monthly", "amount": 100, "refill_day": 15}
    created = unkey.keys.create_key(
        api_id=api_id, credits={"remaining": 10, "refill": refill}
    ).data
    change = unkey.keys.update_credits
    added = change(key_id=created.key_id, operation="increment", value=5).data
    assert (added.remaining, added.refill.refill_day) == (15, 15)
    assert change(key_id=created.key_id, operation="decrement", value=7).data.remaining == 8
    assert change(key_id=created.key_id, operation="set", value=1).data.remaining == 1
    assert unkey.keys.verify_key(key=created.key).data.credits == 0
    assert unkey.keys.verify_key(key=created.key).data.code == "USAGE_EXCEEDED"
    assert change(key_id=created.key_id, operation="set", value=None).data.remaining is None
    assert unkey.keys.verify_key(key=created.key).data.valid


def test_a_key_is_limited(unkey, api_id):
    key = unkey.keys.create_key(api_id=api_id, ratelimits=[LIMIT]).data.key
    assert unkey.keys.verify_key(key=key).data.ratelimits[0].remaining == 0
    refused = unkey.keys.verify_key(key=key).data
    assert (refused.code, refused.ratelimits[0].exceeded) == ("RATE_LIMITED", True)


def test_a_key_is_rerolled_at_once_or_with_some_time_left(unkey, api_id):
    first = unkey.keys.create_key(api_id=api_id, prefix="prod", permissions=["docs.read"]).data
    second = unkey.keys.reroll_key(key_id=first.key_id, expiration=3_600_000).data
    third = unkey.keys.reroll_key(key_id=second.key_id, expiration=0).data
    assert len({first.key_id, second.key_id, third.key_id}) == 3
    assert third.key.startswith("prod_")
    codes = [
        unkey.keys.verify_key(key=made.key, permissions="docs.read").data.code
        for made in (first, second, third)
    ]
    assert codes == ["VALID", "EXPIRED", "VALID"]


def test_what_a_key_may_do_follows_from_its_permissions(unkey, api_id):
    created = unkey.keys.create_key(api_id=api_id).data
    key_id = created.key_id
    slugs = lambda answer: [permission.slug for permission in answer.data]
    allowed = lambda query: unkey.keys.verify_key(key=created.key, permissions=query).data.valid
    added = unkey.keys.add_permissions(key_id=key_id, permissions=["a.read", "a.write"])
    assert slugs(added) == ["a.read", "a.write"]
    assert allowed("a.read AND a.write")
    assert slugs(unkey.keys.remove_permissions(key_id=key_id, permissions=["a.write"])) == [
        "a.read"
    ]
    assert not allowed("a.write")
    assert slugs(unkey.keys.set_permissions(key_id=key_id, permissions=["b.read"])) == ["b.read"]
    assert allowed("a.read OR b.read")
    refused = unkey.keys.verify_key(key=created.key, permissions="a.read").data
    assert refused.code == "INSUFFICIENT_PERMISSIONS"


def test_what_a_key_may_do_follows_from_its_roles(unkey, api_id):
    editor, viewer = f"editor-{uuid.uuid4()}", f"viewer-{uuid.uuid4()}"
    unkey.permissions.create_role(name=editor, permissions=["docs.write"])
    unkey.permissions.create_role(name=viewer, description="Looks only")
    created = unkey.keys.create_key(api_id=api_id).data
    key_id = created.key_id
    allowed = lambda: unkey.keys.verify_key(key=created.key, permissions="docs.write").data.valid
    added = unkey.keys.add_roles(key_id=key_id, roles=[viewer, editor]).data
    assert sorted(role.name for role in added) == sorted([editor, viewer])
    assert allowed()
    (left,) = unkey.keys.remove_roles(key_id=key_id, roles=[viewer]).data
    assert (left.name, left.permissions[0].slug) == (editor, "docs.write")
    (only,) = unkey.keys.set_roles(key_id=key_id, roles=[viewer]).data
    assert (only.name, only.description) == (viewer, "Looks only")
    assert not allowed()


def test_keys_of_another_system_are_imported_by_hash(unkey, api_id):
    migration = unkey.post("migrations.createMigration", {"name": "Old", "algorithm": "sha256"})
    key = f"old_{uuid.uuid4()}"
    digest = base64.b64encode(hashlib.sha256(key.encode()).digest()).decode()
    answer = unkey.keys.migrate_keys(
        migration_id=migration["migrationId"],
        api_id=api_id,
        keys=[{"hash": digest, "external_id": "user_42"}, {"hash": digest}],
    ).data
    assert ([one.hash for one in answer.migrated], answer.failed) == ([digest], [digest])
    verified = unkey.keys.verify_key(key=key).data
    assert (verified.valid, verified.identity.external_id) == (True, "user_42")


def test_a_change_that_is_sent_twice_under_one_idempotency_key_is_made_once(unkey, api_id):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    first = unkey.keys.create_key(api_id=api_id, name="Once", http_headers=headers).data
    second = unkey.keys.create_key(api_id=api_id, name="Once", http_headers=headers).data
    assert first == second
    assert len(unkey.read_list(unkey.apis.list_keys(api_id=api_id))) == 1


def test_a_role_that_does_not_exist_is_not_found(unkey, api_id):
    key_id = unkey.keys.create_key(api_id=api_id).data.key_id
    with pytest.raises(errors.NotFoundErrorResponse):
        unkey.keys.add_roles(key_id=key_id, roles=["missing"])


@needs("keys.verifyKey", "keyspaces")
def test_a_key_is_found_only_in_the_keyspaces_that_are_named(unkey, api_id):
    key = unkey.keys.create_key(api_id=api_id, credits={"remaining": 1}).data.key
    other = unkey.keys.create_key(api_id=unkey.apis.create_api(name="Other").data.api_id).data.key
    elsewhere = unkey.keys.verify_key(key=other).data.keyspace_id
    refused = unkey.keys.verify_key(key=key, keyspaces=[elsewhere]).data
    assert (refused.code, refused.keyspace_id) == ("NOT_FOUND", None)
    keyspace_id = unkey.keys.verify_key(key=key, credits={"cost": 0}).data.keyspace_id
    verified = unkey.keys.verify_key(key=key, keyspaces=[elsewhere, keyspace_id]).data
    assert (verified.valid, verified.credits, verified.keyspace_id) == (True, 0, keyspace_id)


@needs("keys.verifyKey", "keyspaces")
def test_a_key_that_is_rerolled_without_an_expiration_goes_on(unkey, api_id):
    first = unkey.keys.create_key(api_id=api_id).data
    second = unkey.keys.reroll_key(key_id=first.key_id, expiration=None).data
    codes = [unkey.keys.verify_key(key=made.key).data.code for made in (first, second)]
    assert codes == ["VALID", "VALID"]


@needs("keys.verifyKey", "keyspaces")
def test_the_limits_of_a_key_are_removed_with_null(unkey, api_id):
    created = unkey.keys.create_key(api_id=api_id, ratelimits=[LIMIT]).data
    unkey.keys.update_key(key_id=created.key_id, ratelimits=None)
    assert not unkey.keys.get_key(key_id=created.key_id).data.ratelimits
