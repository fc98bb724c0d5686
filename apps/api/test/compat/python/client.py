"""The published client, called as its users call it, and what each call answered."""

import asyncio
import inspect
import json
import os
import typing
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from unkey.py import Unkey, errors

# Groups of the client whose names differ from those on the wire.
WIRE_GROUPS = {"root_keys": "rootKeys", "internal": "deploy"}

# Operations that answered with the type that the client declares, and how they were called.
CALLED: dict[str, set[str]] = defaultdict(set)

ERROR_CLASSES = {
    400: errors.BadRequestErrorResponse,
    401: errors.UnauthorizedErrorResponse,
    403: errors.ForbiddenErrorResponse,
    404: errors.NotFoundErrorResponse,
    409: errors.ConflictErrorResponse,
    410: errors.GoneErrorResponse,
    412: errors.PreconditionFailedErrorResponse,
    429: errors.TooManyRequestsErrorResponse,
}


class Client:
    """One test runs with both ways to call. Here they look alike."""

    def __init__(self, mode: str, unkey: Unkey, run: Callable[[Any], Any]) -> None:
        self.mode = mode
        self.unkey = unkey
        self.run = run

    def post(self, operation: str, body: dict[str, Any]) -> dict[str, Any]:
        """Calls an operation that the reference has in its dashboard only."""
        configuration = self.unkey.sdk_configuration
        response = httpx.post(
            f"{configuration.server_url}/v2/{operation}",
            json=body,
            headers={"authorization": f"Bearer {configuration.security.root_key}"},
        )
        response.raise_for_status()
        return response.json()["data"]

    def __getattr__(self, group: str) -> "Group":
        return Group(self, group)

    def call(self, group: str, method: str, arguments: dict[str, Any]) -> Any:
        methods = getattr(self.unkey, group)
        if self.mode == "sync":
            result = getattr(methods, method)(**arguments)
        else:
            result = self.run(getattr(methods, f"{method}_async")(**arguments))
        declared = typing.get_type_hints(getattr(type(methods), method))["return"]
        assert result is not None and isinstance(result, typing.get_args(declared) or declared)
        CALLED[operation_of(group, method)].add(self.mode)
        return result

    def read_list(self, page: Any) -> list[Any]:
        """Everything in a list, page after page."""
        items = []
        while page is not None:
            items.extend(page.result.data)
            page = page.next()
            if inspect.isawaitable(page):
                page = self.run(page)
        return items


class Group:
    def __init__(self, client: Client, name: str) -> None:
        self.client = client
        self.name = name

    def __getattr__(self, method: str) -> Callable[..., Any]:
        return lambda **arguments: self.client.call(self.name, method, arguments)


@contextmanager
def new_client(mode: str, url: str, root_key: str, **options: Any) -> Iterator[Client]:
    loop = asyncio.new_event_loop()
    with Unkey(root_key=root_key, server_url=url, **options) as unkey:
        yield Client(mode, unkey, loop.run_until_complete)
        loop.run_until_complete(unkey.__aexit__(None, None, None))
    loop.close()


def operation_of(group: str, method: str) -> str:
    if method.endswith("_v3"):
        return f"v3/{operation_of(group, method.removesuffix('_v3'))}"
    first, *others = method.split("_")
    return f"{WIRE_GROUPS.get(group, group)}.{first}{''.join(word.title() for word in others)}"


def _client_operations() -> dict[str, tuple[str, str]]:
    with new_client("sync", "http://127.0.0.1", "any") as client:
        return {
            operation_of(group, method): (group, method)
            for group in Unkey._sub_sdk_map
            for method in vars(type(getattr(client.unkey, group)))
            if not method.startswith("_") and not method.endswith("_async")
        }


# Every operation of the client, as its group and method.
CLIENT_OPERATIONS = _client_operations()

with open(os.environ["CONTRACT"], encoding="utf-8") as file:
    CONTRACT = {operation["name"]: operation for operation in json.load(file)}

# Those that the service has too.
SHARED_OPERATIONS = sorted(CONTRACT.keys() & CLIENT_OPERATIONS.keys())


def needs(operation: str, field: str | None = None) -> pytest.MarkDecorator:
    """Skips a test while the contract lacks an operation, or a field of its request."""
    properties = CONTRACT.get(operation, {}).get("request", {}).get("properties", {})
    is_there = operation in CONTRACT if field is None else field in properties
    return pytest.mark.skipif(not is_there, reason=f"{operation} {field or ''} is not here")


def call_example(client: Client, operation: str, **changes: Any) -> Any:
    """Calls an operation with the example of the contract, whose ids belong to nothing."""
    group, method = CLIENT_OPERATIONS[operation]
    example = _in_python(CONTRACT[operation]["example"])
    known = inspect.signature(getattr(getattr(client.unkey, group), method)).parameters
    arguments = {"request": example} if "request" in known else example
    return client.call(
        group,
        method,
        {name: value for name, value in {**arguments, **changes}.items() if name in known},
    )


def _in_python(value: Any) -> Any:
    """The names of the client for the fields of a request. Metadata has names of its own."""
    if isinstance(value, list):
        return [_in_python(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        snake_case(name): field if name == "meta" else _in_python(field)
        for name, field in value.items()
    }


def snake_case(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
