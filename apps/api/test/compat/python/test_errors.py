"""Each operation answers each refusal so that the client raises the class that it has for it."""

import pytest
from unkey.py import errors

from client import (
    CLIENT_OPERATIONS,
    CONTRACT,
    ERROR_CLASSES,
    SHARED_OPERATIONS,
    Client,
    call_example,
    snake_case,
)

# The client declares no 429 for it, so it raises the class that it has for all that is undeclared.
UNDECLARED_429 = {"rootKeys.createKey"}

# Has no field.
WITHOUT_INPUT = {"workspace.getLimits"}

NO_SQL = {"query": ""}

INVALID = {
    "analytics.getGatewayRequests": NO_SQL,
    "analytics.getRatelimits": NO_SQL,
    "analytics.getRuntimeLogs": NO_SQL,
    "analytics.getVerifications": NO_SQL,
    "permissions.setRolePermissions": {"request": {"role_id": "x", "permissions": []}},
    "ratelimit.multiLimit": {"request": []},
    "rootKeys.createKey": {"permissions": [""]},
    "workspace.getUsage": {"period": {"year": 2026, "month": 13}},
}

each_operation = pytest.mark.parametrize("operation", SHARED_OPERATIONS)


def error_of(client: Client, operation: str, **changes) -> errors.UnkeyError | None:
    try:
        call_example(client, operation, **changes)
    except errors.UnkeyError as error:
        return error
    return None


def assert_is_typed(error: errors.UnkeyError) -> None:
    assert type(error) is ERROR_CLASSES[error.status_code]
    assert error.data.error.status == error.status_code
    assert error.data.error.title and error.data.error.detail and error.data.error.type
    assert error.data.meta.request_id.startswith("req_")


@each_operation
def test_an_unknown_root_key_is_unauthorized(operation, stranger):
    error = error_of(stranger, operation)
    assert_is_typed(error)
    assert error.status_code == 401


@each_operation
def test_a_root_key_without_the_right_is_refused(operation, powerless):
    requires = CONTRACT[operation]["requires"]
    if requires.get("hides") == "NOT_FOUND":
        assert call_example(powerless, operation).data.code == "NOT_FOUND"
    elif requires.get("rows") in ("readable", "every"):
        # It is asked for each item, and there is none.
        assert powerless.read_list(call_example(powerless, operation)) == []
    else:
        error = error_of(powerless, operation)
        assert_is_typed(error)
        # 404 if the right names what must be found first.
        assert error.status_code in (403, 404)


@each_operation
def test_what_belongs_to_nothing_is_not_found_or_needs_nothing(operation, unkey):
    error = error_of(unkey, operation)
    if error is not None:
        assert_is_typed(error)
        assert error.status_code in (404, 409)


@each_operation
def test_an_invalid_request_is_refused_with_the_place(operation, unkey):
    if operation in WITHOUT_INPUT:
        return
    error = error_of(unkey, operation, **(INVALID.get(operation) or empty_text(operation)))
    assert_is_typed(error)
    assert error.status_code == 400
    assert error.data.error.errors[0].location.startswith("body")


@each_operation
def test_a_workspace_that_has_used_up_its_requests_is_told_so(operation, limited):
    # The first of all requests of this workspace uses up its limit. So does one in a new window.
    error = error_of(limited, operation) or error_of(limited, operation)
    if error.status_code != 429:
        error = error_of(limited, operation)
    if operation in UNDECLARED_429:
        assert type(error) is errors.APIError
    else:
        assert_is_typed(error)
    assert error.status_code == 429
    assert int(error.headers["retry-after"]) >= 1


def empty_text(operation: str) -> dict[str, str]:
    """A text that may not be empty, or else a cursor that no list has given."""
    properties = CONTRACT[operation]["request"]["properties"]
    for name, field in properties.items():
        if field.get("minLength", 0) > 0:
            return {snake_case(name): ""}
    return {"cursor": "not a cursor"}
