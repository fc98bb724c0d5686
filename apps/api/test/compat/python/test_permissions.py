import uuid

import pytest
from unkey.py import errors

from client import needs


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


@needs("permissions.updatePermission")
def test_a_permission_is_renamed_and_its_keys_keep_it(unkey, api_id):
    old, new = f"docs.{uuid.uuid4()}", f"files.{uuid.uuid4()}"
    created = unkey.permissions.create_permission(name="Read", slug=old, description="Looks only")
    key = unkey.keys.create_key(api_id=api_id, permissions=[old]).data.key
    updated = unkey.permissions.update_permission(permission=old, slug=new, description=None).data
    assert (updated.id, updated.slug, updated.name) == (created.data.permission_id, new, "Read")
    assert updated.description is None
    assert unkey.keys.verify_key(key=key, permissions=new).data.valid
    taken = f"taken.{uuid.uuid4()}"
    unkey.permissions.create_permission(name="Taken", slug=taken)
    with pytest.raises(errors.ConflictErrorResponse):
        unkey.permissions.update_permission(permission=new, slug=taken)


@needs("permissions.updateRole")
def test_a_role_is_renamed_and_its_keys_keep_it(unkey, api_id):
    old, new = f"editor-{uuid.uuid4()}", f"author-{uuid.uuid4()}"
    role_id = unkey.permissions.create_role(name=old, permissions=["docs.write"]).data.role_id
    key = unkey.keys.create_key(api_id=api_id, roles=[old]).data.key
    updated = unkey.permissions.update_role(role=role_id, name=new, description="Writes").data
    assert (updated.id, updated.name, updated.description) == (role_id, new, "Writes")
    assert unkey.keys.verify_key(key=key).data.roles == [new]


@needs("permissions.updateRole")
def test_the_permissions_of_a_role_are_set_by_its_name(unkey):
    name = f"editor-{uuid.uuid4()}"
    unkey.permissions.create_role(name=name)
    permissions = unkey.permissions.set_role_permissions(
        request={"role": name, "permissions": ["docs.read"]}
    ).data
    assert [permission.slug for permission in permissions] == ["docs.read"]
