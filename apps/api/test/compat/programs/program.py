# Written for Unkey. With UNKEY_URL it asks another server, and nothing else changes.
import os

from unkey.py import Unkey, errors

unkey = Unkey(
    root_key=os.environ["UNKEY_ROOT_KEY"],
    server_url=os.environ.get("UNKEY_URL", "https://api.unkey.com"),
)

api_id = unkey.apis.create_api(name="Weather").data.api_id
external_id = f"customer-of-{api_id}"
unkey.identities.create_identity(external_id=external_id, meta={"plan": "pro"})
try:
    unkey.identities.create_identity(external_id=external_id)
except errors.ConflictErrorResponse as error:
    print(f"the customer exists: {error.data.error.status}")

created = unkey.keys.create_key(
    api_id=api_id,
    prefix="weather",
    name="Reports",
    external_id=external_id,
    permissions=["reports.read"],
    credits={"remaining": 2},
).data
print(f"created a key that begins with {created.key[:8]}")


def verify(permissions: str) -> None:
    verdict = unkey.keys.verify_key(key=created.key, permissions=permissions).data
    is_theirs = verdict.identity is not None and verdict.identity.external_id == external_id
    owner = "the customer" if is_theirs else "nothing"
    print(f"{permissions}: {verdict.code.value}, {verdict.credits} credits, belongs to {owner}")


verify("reports.read")
verify("reports.write")
verify("reports.read")
verify("reports.read")

for request in (1, 2, 3):
    decision = unkey.ratelimit.limit(
        namespace=f"reports-of-{api_id}", identifier="192.0.2.7", limit=2, duration=3_600_000
    ).data
    answer = "allowed" if decision.success else "refused"
    print(f"request {request}: {answer}, {decision.remaining} left")

for number in (1, 2, 3, 4):
    unkey.keys.create_key(api_id=api_id, name=f"Job {number}")
count = 0
page = unkey.apis.list_keys(api_id=api_id, limit=2)
while page is not None:
    count += len(page.result.data)
    page = page.next()
print(f"the API has {count} keys")

rerolled = unkey.keys.reroll_key(key_id=created.key_id, expiration=0).data
print(f"the old key: {unkey.keys.verify_key(key=created.key).data.code.value}")
unkey.keys.delete_key(key_id=rerolled.key_id)
try:
    unkey.keys.get_key(key_id=rerolled.key_id)
except errors.NotFoundErrorResponse as error:
    print(f"the new key is gone: {error.data.error.status}")
unkey.apis.delete_api(api_id=api_id)
