package compat

import (
	"context"
	"errors"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

const hourMs = 3_600_000

var (
	unkey     = &Client{URL: os.Getenv("UNLATCH_URL"), RootKey: os.Getenv("UNLATCH_ROOT_KEY")}
	powerless = &Client{URL: unkey.URL, RootKey: os.Getenv("POWERLESS_ROOT_KEY")}
	limited   = &Client{URL: unkey.URL, RootKey: os.Getenv("LIMITED_ROOT_KEY")}
	stranger  = &Client{URL: unkey.URL, RootKey: "unkey_unknown"}
)

// object is the body of a request, or an answer of which a test reads little.
type object = map[string]any

type createdKey struct {
	KeyID string `json:"keyId"`
	Key   string `json:"key"`
}

type verdict struct {
	Valid       bool           `json:"valid"`
	Code        string         `json:"code"`
	KeyID       string         `json:"keyId"`
	Credits     *int64         `json:"credits"`
	Permissions []string       `json:"permissions"`
	Meta        map[string]any `json:"meta"`
	Identity    *struct {
		ExternalID string `json:"externalId"`
	} `json:"identity"`
}

type decision struct {
	Success   bool  `json:"success"`
	Limit     int64 `json:"limit"`
	Remaining int64 `json:"remaining"`
	Reset     int64 `json:"reset"`
}

// must calls an operation that has to succeed.
func must[T any](t *testing.T, operation string, body any, headers ...string) T {
	t.Helper()
	answer, err := Call[T](context.Background(), unkey, operation, body, headers...)
	if err != nil {
		t.Fatalf("%s: %v", operation, err)
	}
	if !strings.HasPrefix(answer.Meta.RequestID, "req_") {
		t.Errorf("%s: the id of the request is %q", operation, answer.Meta.RequestID)
	}
	return answer.Data
}

// refused calls an operation that has to fail with this status.
func refused(t *testing.T, client *Client, status int, operation string, body any) *Error {
	t.Helper()
	_, err := Call[object](context.Background(), client, operation, body)
	var refusal *Error
	if !errors.As(err, &refusal) {
		t.Fatalf("%s: no refusal but %v", operation, err)
	}
	if refusal.Status != status || refusal.Title == "" || refusal.Detail == "" || refusal.Type == "" {
		t.Fatalf("%s: not %d: %v", operation, status, refusal)
	}
	return refusal
}

func newAPI(t *testing.T) string {
	t.Helper()
	return must[object](t, "apis.createApi", object{"name": "Weather"})["apiId"].(string)
}

func newKey(t *testing.T, fields object) createdKey {
	t.Helper()
	body := object{"apiId": newAPI(t)}
	for name, value := range fields {
		body[name] = value
	}
	return must[createdKey](t, "keys.createKey", body)
}

func TestKeyIsCreatedVerifiedAndDeleted(t *testing.T) {
	created := newKey(t, object{
		"prefix":      "prod",
		"externalId":  "user_42",
		"meta":        object{"plan": "pro"},
		"permissions": []string{"docs.read"},
		"credits":     object{"remaining": 10},
	})
	if !strings.HasPrefix(created.Key, "prod_") {
		t.Errorf("the key has another prefix")
	}
	valid := must[verdict](t, "keys.verifyKey", object{
		"key":         created.Key,
		"permissions": "docs.read OR admin",
		"credits":     object{"cost": 3},
	})
	if !valid.Valid || valid.Code != "VALID" || valid.KeyID != created.KeyID {
		t.Errorf("not valid: %+v", valid)
	}
	if valid.Credits == nil || *valid.Credits != 7 || !slices.Equal(valid.Permissions, []string{"docs.read"}) {
		t.Errorf("other credits or permissions: %+v", valid)
	}
	if valid.Identity == nil || valid.Identity.ExternalID != "user_42" || valid.Meta["plan"] != "pro" {
		t.Errorf("another owner or metadata: %+v", valid)
	}
	must[object](t, "keys.deleteKey", object{"keyId": created.KeyID})
	gone := must[verdict](t, "keys.verifyKey", object{"key": created.Key})
	if gone.Valid || gone.Code != "NOT_FOUND" {
		t.Errorf("still there: %+v", gone)
	}
}

func TestEachVerdictHasItsCode(t *testing.T) {
	limit := object{"name": "requests", "limit": 1, "duration": hourMs, "autoApply": true}
	spent := newKey(t, object{"credits": object{"remaining": 0}})
	disabled := newKey(t, object{"enabled": false})
	powerlessKey := newKey(t, object{})
	limitedKey := newKey(t, object{"ratelimits": []object{limit}})
	must[verdict](t, "keys.verifyKey", object{"key": limitedKey.Key})
	for code, body := range map[string]object{
		"USAGE_EXCEEDED":           {"key": spent.Key},
		"DISABLED":                 {"key": disabled.Key},
		"INSUFFICIENT_PERMISSIONS": {"key": powerlessKey.Key, "permissions": "docs.read"},
		"RATE_LIMITED":             {"key": limitedKey.Key},
		"NOT_FOUND":                {"key": "prod_unknown"},
	} {
		if answer := must[verdict](t, "keys.verifyKey", body); answer.Valid || answer.Code != code {
			t.Errorf("not %s: %+v", code, answer)
		}
	}
}

func TestLimitLetsThroughAsMuchAsItSays(t *testing.T) {
	check := object{"namespace": "go-sign-in", "identifier": "user", "limit": 2, "duration": hourMs}
	for _, want := range []bool{true, true, false} {
		answer := must[decision](t, "ratelimit.limit", check)
		if answer.Success != want || answer.Limit != 2 || answer.Reset == 0 {
			t.Errorf("not %v: %+v", want, answer)
		}
	}
}

func TestListGoesOnFromItsCursor(t *testing.T) {
	api := newAPI(t)
	made := map[string]bool{}
	for range 5 {
		made[must[createdKey](t, "keys.createKey", object{"apiId": api}).KeyID] = true
	}
	body := object{"apiId": api, "limit": 2}
	for pages := 1; ; pages++ {
		page, err := Call[[]createdKey](context.Background(), unkey, "apis.listKeys", body)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range page.Data {
			delete(made, key.KeyID)
		}
		if !page.Pagination.HasMore {
			if pages != 3 || len(made) != 0 {
				t.Errorf("%d pages, and %d keys are missing", pages, len(made))
			}
			return
		}
		body["cursor"] = page.Pagination.Cursor
	}
}

func TestChangeUnderOneIdempotencyKeyIsMadeOnce(t *testing.T) {
	body := object{"apiId": newAPI(t)}
	first := must[createdKey](t, "keys.createKey", body, "Idempotency-Key", "go-"+body["apiId"].(string))
	second := must[createdKey](t, "keys.createKey", body, "Idempotency-Key", "go-"+body["apiId"].(string))
	if first != second {
		t.Errorf("two keys: %s and %s", first.KeyID, second.KeyID)
	}
}

func TestRefusalsAreToldApartByStatus(t *testing.T) {
	api := newAPI(t)
	invalid := refused(t, unkey, http.StatusBadRequest, "keys.createKey", object{"apiId": "x", "byteLength": 1})
	locations := []string{}
	for _, violation := range invalid.Violations {
		locations = append(locations, violation.Location)
	}
	slices.Sort(locations)
	if !slices.Equal(locations, []string{"body.apiId", "body.byteLength"}) {
		t.Errorf("other places: %v", locations)
	}
	refused(t, stranger, http.StatusUnauthorized, "apis.getApi", object{"apiId": api})
	refused(t, powerless, http.StatusForbidden, "apis.createApi", object{"name": "Weather"})
	refused(t, unkey, http.StatusNotFound, "keys.getKey", object{"keyId": "key_missing"})
	owner := object{"externalId": "go-" + api}
	must[object](t, "identities.createIdentity", owner)
	refused(t, unkey, http.StatusConflict, "identities.createIdentity", owner)
	must[object](t, "apis.updateApi", object{"apiId": api, "deleteProtection": true})
	refused(t, unkey, http.StatusPreconditionFailed, "apis.deleteApi", object{"apiId": api})
	check := object{"namespace": "go-" + api, "identifier": "user", "limit": 2, "duration": hourMs}
	must[decision](t, "ratelimit.limit", check)
	must[object](t, "ratelimit.deleteNamespace", object{"namespace": "go-" + api})
	refused(t, unkey, http.StatusGone, "ratelimit.limit", check)
}

func TestRefusalForTooManyRequestsSaysWhenToAskAgain(t *testing.T) {
	// The first request of a window is answered.
	for range 3 {
		_, err := Call[object](context.Background(), limited, "apis.listApis", object{})
		var refusal *Error
		if errors.As(err, &refusal) {
			if refusal.Status != http.StatusTooManyRequests || refusal.RetryAfter < time.Second {
				t.Errorf("another refusal: %v", refusal)
			}
			return
		}
	}
	t.Error("no request was refused")
}
