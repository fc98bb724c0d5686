import uuid

import pytest
from unkey.py import errors


def test_permissions_are_made_shown_and_deleted(unkey):
    slug = f"docs.{uuid.uuid4()}"
    arguments = {"name": "Read", "slug": slug, "description": "Looks only"}
    permission_id = unkey.permissions.create_permission(**arguments).data.permission_id
    for reference in (permission_id, slug):
        shown = unkey.permissions.get_permission(permission=reference).data
        assert (shown.id, shown.slug, shown.name) == (permission_id, slug, "Read")
        assert shown.description == "Looks only"
    with pytest.raises(errors.ConflictErrorResponse):
        unkey.permissions.create_permission(**arguments)
    unkey.permissions.delete_permission(permission=slug)
    with pytest.raises(errors.NotFoundErrorResponse):
        unkey.permissions.get_permission(permission=permission_id)


def test_permissions_are_listed_page_by_page(unkey):
    prefix = f"listed.{uuid.uuid4()}."
    made = [f"{prefix}{number}" for number in range(5)]
    for slug in made:
        unkey.permissions.create_permission(name=slug, slug=slug)
    listed = unkey.read_list(unkey.permissions.list_permissions(limit=2, search=prefix))
    assert sorted(permission.slug for permission in listed) == made


def test_roles_are_made_shown_changed_and_deleted(unkey):
    name = f"editor-{uuid.uuid4()}"
    created = unkey.permissions.create_role(name=name, description="Edits", permissions=["a.b"])
    role_id = created.data.role_id
    permissions = unkey.permissions.set_role_permissions(
        request={"role_id": role_id, "permissions": ["docs.read", "docs.write"]}
    ).data
    assert [permission.slug for permission in permissions] == ["docs.read", "docs.write"]
    for reference in (role_id, name):
        shown = unkey.permissions.get_role(role=reference).data
        assert (shown.id, shown.name, shown.description) == (role_id, name, "Edits")
        assert shown.permissions == permissions
    with pytest.raises(errors.ConflictErrorResponse):
        unkey.permissions.create_role(name=name)
    unkey.permissions.delete_role(role=name)
    with pytest.raises(errors.NotFoundErrorResponse):
        unkey.permissions.get_role(role=role_id)


def test_roles_are_listed_page_by_page(unkey):
    prefix = f"listed {uuid.uuid4()} "
    made = [f"{prefix}{number}" for number in range(5)]
    for name in made:
        unkey.permissions.create_role(name=name)
    listed = unkey.read_list(unkey.permissions.list_roles(limit=2, search=prefix))
    assert sorted(role.name for role in listed) == made
