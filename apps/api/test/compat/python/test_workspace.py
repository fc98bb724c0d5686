import pytest
from unkey.py import errors

from client import needs


def test_the_limits_of_a_workspace_are_shown(unkey):
    limits = unkey.workspace.get_limits().data
    assert limits.api_requests_count_max_per_minute is not None
    assert limits.logs_retention_days_max.limit > 0
    assert limits.logs_audit_retention_days_max.limit > 0


@needs("workspace.getUsage")
def test_the_usage_of_a_month_is_shown(unkey):
    usage = unkey.workspace.get_usage().data
    assert usage.period.start < usage.period.end
    assert usage.totals.api.verifications >= 0 and usage.totals.api.ratelimits >= 0
    assert usage.totals.gateway.active_keys == 0
    assert usage.breakdowns.by_environment == [] and usage.breakdowns.by_app == []


@needs("workspace.getUsage")
def test_the_usage_of_a_month_to_come_is_refused(unkey):
    with pytest.raises(errors.BadRequestErrorResponse):
        unkey.workspace.get_usage(period={"year": 2999, "month": 1})
