import os

from unlatch_client import AuthenticatedClient
from unlatch_client.api.apis import apis_create_api, apis_list_keys
from unlatch_client.api.identities import identities_create_identity
from unlatch_client.api.keys import (
    keys_create_key,
    keys_delete_key,
    keys_get_key,
    keys_update_key,
    keys_verify_key,
)
from unlatch_client.api.permissions import permissions_create_permission
from unlatch_client.api.ratelimit import ratelimit_limit
from unlatch_client.models import (
    ApisCreateApiBody,
    ApisListKeysBody,
    IdentitiesCreateIdentityBody,
    KeysCreateKeyBody,
    KeysDeleteKeyBody,
    KeysGetKeyBody,
    KeysUpdateKeyBody,
    KeysVerifyKeyBody,
    PermissionsCreatePermissionBody,
    Problem,
    RateLimitCheck,
)

client = AuthenticatedClient(
    base_url=os.environ["UNLATCH_URL"], token=os.environ["UNLATCH_ROOT_KEY"]
)


def data_of(answer):
    if isinstance(answer, Problem):
        raise SystemExit(answer.error.detail)
    return answer.data


api_id = data_of(apis_create_api.sync(client=client, body=ApisCreateApiBody(name="Weather"))).api_id
owner = IdentitiesCreateIdentityBody(external_id="python")
identity_id = data_of(identities_create_identity.sync(client=client, body=owner)).identity_id
permission = PermissionsCreatePermissionBody(name="Read", slug="python.read")
data_of(permissions_create_permission.sync(client=client, body=permission))
body = KeysCreateKeyBody(api_id=api_id, external_id="python", permissions=["python.read"])
created = data_of(keys_create_key.sync(client=client, body=body))
change = KeysUpdateKeyBody(key_id=created.key_id, name="Job", expires=None)
data_of(keys_update_key.sync(client=client, body=change))
reference = KeysGetKeyBody(key_id=created.key_id)
shown = data_of(keys_get_key.sync(client=client, body=reference))
question = KeysVerifyKeyBody(key=created.key, permissions="python.read")
verdict = data_of(keys_verify_key.sync(client=client, body=question))
page = apis_list_keys.sync(client=client, body=ApisListKeysBody(api_id=api_id, limit=1))
check = RateLimitCheck(namespace="python", identifier="user", limit=1, duration=3_600_000)
decision = data_of(ratelimit_limit.sync(client=client, body=check))
data_of(keys_delete_key.sync(client=client, body=KeysDeleteKeyBody(key_id=created.key_id)))
gone = keys_get_key.sync_detailed(client=client, body=reference)

is_owned = shown.identity.id == identity_id
in_words = lambda value: str(value).lower()
print(shown.name, in_words(is_owned), verdict.code, len(page.data), in_words(page.pagination.has_more))
print(
    in_words(decision.success), decision.remaining, int(gone.status_code), gone.parsed.error.status
)
