// Written by `pnpm gen` from the contract. Do not edit.

/** Every problem that the service can answer, with its HTTP status. */
export interface Problems {
  /** 400: The request does not have the shape that the operation asks for. */
  'application/invalid_input': 400;
  /** 500: The service failed for a reason that it did not expect. Nothing was changed. */
  'application/unexpected_error': 500;
  /** 503: The answer depends on something that cannot be reached, such as the database. */
  'application/service_unavailable': 503;
  /** 412: The request is well formed, but something that it needs is not set up. */
  'application/precondition_failed': 412;
  /** 403: The workspace has as many things of this kind as it may have, or the request would create more than it has room for. Nothing was changed. */
  'application/quota_exceeded': 403;
  /** 412: The resource was not changed. It has delete protection, or it is the root key of this request, which would have locked itself out. */
  'application/protected_resource': 412;
  /** 401: The request carries no Authorization header. */
  'authentication/missing': 401;
  /** 401: The request carries a credential in a form that the service cannot read. */
  'authentication/malformed': 401;
  /** 401: The root key is unknown. It is mistyped, it has been deleted, or it is not a root key. */
  'authentication/key_not_found': 401;
  /** 403: The root key is valid, but lacks a permission that the operation needs. */
  'authorization/insufficient_permissions': 403;
  /** 403: The root key may not do this. For example, it has expired, or the change would last longer than the root key itself. */
  'authorization/forbidden': 403;
  /** 403: The root key exists, but it is disabled. */
  'authorization/key_disabled': 403;
  /** 403: The workspace of this root key is disabled. */
  'authorization/workspace_disabled': 403;
  /** 404: There is no such API for this root key. */
  'data/api_not_found': 404;
  /** 404: There is no such key for this root key. */
  'data/key_not_found': 404;
  /** 404: There is no such identity in this workspace. */
  'data/identity_not_found': 404;
  /** 409: An identity with this external id exists already. */
  'data/identity_already_exists': 409;
  /** 404: There is no such migration in this workspace. */
  'data/migration_not_found': 404;
  /** 404: A permission that the request names does not exist. */
  'data/permission_not_found': 404;
  /** 404: There is no such rate-limit namespace in this workspace. */
  'data/ratelimit_namespace_not_found': 404;
  /** 410: The rate-limit namespace has been deleted. Checks cannot use its name. */
  'data/ratelimit_namespace_gone': 410;
  /** 409: A rate-limit namespace of this name exists already. */
  'data/ratelimit_namespace_already_exists': 409;
  /** 404: There is no such override in this namespace. */
  'data/ratelimit_override_not_found': 404;
  /** 409: A role of this name exists already. */
  'data/role_already_exists': 409;
  /** 404: There is no such root key in this workspace. */
  'data/root_key_not_found': 404;
  /** 404: A role that the request names does not exist. */
  'data/role_not_found': 404;
  /** 409: The request would have to create a permission, but its slug is taken. */
  'data/permission_already_exists': 409;
  /** 400: The permissions query of a verification cannot be parsed. */
  'bad_request/permissions_query_syntax_error': 400;
  /** 413: The request body is larger than any valid request of this operation needs. */
  'bad_request/request_body_too_large': 413;
  /** 415: The request body is compressed, or its characters are not in UTF-8. */
  'bad_request/unsupported_body_encoding': 415;
  /** 400: The service could not read the request to its end, or the request is not valid HTTP. */
  'bad_request/request_body_unreadable': 400;
  /** 409: An earlier, different request used the same Idempotency-Key. */
  'bad_request/idempotency_key_reused': 409;
  /** 408: The request did not arrive completely in time, or the service did not answer it in time. */
  'bad_request/request_timeout': 408;
  /** 404: No operation has this path. */
  'bad_request/unknown_route': 404;
  /** 405: The path exists, but not for this HTTP method. */
  'bad_request/method_not_allowed': 405;
  /** 429: The workspace has used up its number of API requests per minute. */
  'too_many_requests/workspace_rate_limited': 429;
  /** 412: This installation has no analytics engine, so it answers no SQL. */
  'data/analytics_not_configured': 412;
  /** 503: The analytics engine cannot be reached at the moment. */
  'data/analytics_connection_failed': 503;
  /** 400: The query cannot be read, or has a part that is not allowed. */
  'bad_request/invalid_analytics_query': 400;
  /** 400: The query names a table that the operation does not have. */
  'bad_request/invalid_analytics_table': 400;
  /** 400: The query calls a function that is not allowed. */
  'bad_request/invalid_analytics_function': 400;
  /** 400: The query is something else than a SELECT. */
  'bad_request/invalid_analytics_query_type': 400;
  /** 400: The query asks for events from before the time for which the workspace keeps them. */
  'bad_request/query_range_exceeds_retention': 400;
  /** 422: The query took too long, so it was ended. */
  'unprocessable_entity/query_execution_timeout': 422;
  /** 422: The query needs too much memory, or its result is larger than 4 MiB. */
  'unprocessable_entity/query_memory_limit_exceeded': 422;
  /** 422: The query reads or returns too many rows. */
  'unprocessable_entity/query_rows_limit_exceeded': 422;
  /** 429: The workspace has used up its queries, or their time, for this hour. */
  'too_many_requests/query_quota_exceeded': 429;
  /** 404: There is no such member in this workspace. */
  'team/member_not_found': 404;
  /** 409: A person with this e-mail address is a member of the workspace already. */
  'team/already_a_member': 409;
  /** 412: The change would leave the workspace without an owner, or without an owner who can log in with a password or a passkey. */
  'team/last_owner': 412;
  /** 404: There is no such open invitation in this workspace. */
  'team/invitation_not_found': 404;
  /** 404: There is no such role for members in this workspace. */
  'team/role_not_found': 404;
  /** 409: A role for members with this name exists already. */
  'team/role_already_exists': 409;
  /** 412: The role was not deleted, because members have it or invitations promise it. */
  'team/role_in_use': 412;
}
