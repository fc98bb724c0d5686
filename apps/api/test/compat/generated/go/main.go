// Makes ten calls through the client in client.gen.go, which the test generates beside this file.
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// given is a field that is sent.
func given[T any](value T) *T { return &value }

func main() {
	ctx := context.Background()
	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+os.Getenv("UNLATCH_ROOT_KEY"))
		return nil
	}
	client := must(NewClientWithResponses(os.Getenv("UNLATCH_URL"), WithRequestEditorFn(authorize)))

	api := must(client.ApisCreateApiWithResponse(ctx, nil, ApisCreateApiJSONRequestBody{Name: "Weather"})).JSON200.Data
	identity := must(client.IdentitiesCreateIdentityWithResponse(ctx, nil, IdentitiesCreateIdentityJSONRequestBody{
		ExternalId: "go",
		Meta:       &map[string]any{"plan": "pro"},
	})).JSON200.Data
	must(client.PermissionsCreatePermissionWithResponse(ctx, nil, PermissionsCreatePermissionJSONRequestBody{
		Name: "Read",
		Slug: "go.read",
	}))
	created := must(client.KeysCreateKeyWithResponse(ctx, nil, KeysCreateKeyJSONRequestBody{
		ApiId:       api.ApiId,
		ExternalId:  given("go"),
		Permissions: &[]string{"go.read"},
	})).JSON200.Data
	must(client.KeysUpdateKeyWithResponse(ctx, nil, KeysUpdateKeyJSONRequestBody{
		KeyId: created.KeyId,
		Name:  given("Job"),
	}))
	shown := must(client.KeysGetKeyWithResponse(ctx, KeysGetKeyJSONRequestBody{KeyId: created.KeyId})).JSON200.Data
	verdict := must(client.KeysVerifyKeyWithResponse(ctx, nil, KeysVerifyKeyJSONRequestBody{
		Key:         created.Key,
		Permissions: given("go.read"),
	})).JSON200.Data
	page := must(client.ApisListKeysWithResponse(ctx, ApisListKeysJSONRequestBody{
		ApiId: api.ApiId,
		Limit: given(1),
	})).JSON200
	decision := must(client.RatelimitLimitWithResponse(ctx, RatelimitLimitJSONRequestBody{
		Namespace:  "go",
		Identifier: "user",
		Limit:      1,
		Duration:   3_600_000,
	})).JSON200.Data
	must(client.KeysDeleteKeyWithResponse(ctx, nil, KeysDeleteKeyJSONRequestBody{KeyId: created.KeyId}))
	gone := must(client.KeysGetKeyWithResponse(ctx, KeysGetKeyJSONRequestBody{KeyId: created.KeyId}))

	isOwned := shown.Identity.Id == identity.IdentityId
	fmt.Println(*shown.Name, isOwned, verdict.Code, len(page.Data), page.Pagination.HasMore)
	fmt.Println(decision.Success, decision.Remaining, gone.StatusCode(), gone.JSON404.Error.Status)
}
