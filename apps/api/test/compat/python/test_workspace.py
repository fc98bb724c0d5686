def test_the_limits_of_a_workspace_are_shown(unkey):
    limits = unkey.workspace.get_limits().data
    assert limits.api_requests_count_max_per_minute is not None
    assert limits.logs_retention_days_max.limit > 0
    assert limits.logs_audit_retention_days_max.limit > 0
