// Written for Unkey. With UNKEY_URL it asks another server, and nothing else changes.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
)

type object = map[string]any

type statusError struct {
	status int
	detail string
}

func (e *statusError) Error() string { return fmt.Sprintf("%d: %s", e.status, e.detail) }

type list[T any] struct {
	Data       []T `json:"data"`
	Pagination struct {
		Cursor  string `json:"cursor"`
		HasMore bool   `json:"hasMore"`
	} `json:"pagination"`
}

type created struct {
	APIID string `json:"apiId"`
	KeyID string `json:"keyId"`
	Key   string `json:"key"`
}

var (
	rootKey   = os.Getenv("UNKEY_ROOT_KEY")
	serverURL = cmp.Or(os.Getenv("UNKEY_URL"), "https://api.unkey.com")
)

func call(operation string, body any, answer any) error {
	sent, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(http.MethodPost, serverURL+"/v2/"+operation, bytes.NewReader(sent))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+rootKey)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusOK {
		return json.NewDecoder(response.Body).Decode(answer)
	}
	var problem struct {
		Error struct {
			Detail string `json:"detail"`
		} `json:"error"`
	}
	if err := json.NewDecoder(response.Body).Decode(&problem); err != nil {
		return err
	}
	return &statusError{response.StatusCode, problem.Error.Detail}
}

// must returns the data of an answer that is needed to go on.
func must[T any](operation string, body any) T {
	var answer struct {
		Data T `json:"data"`
	}
	if err := call(operation, body, &answer); err != nil {
		log.Fatalf("%s: %v", operation, err)
	}
	return answer.Data
}

// statusOf returns the status of an operation that fails.
func statusOf(operation string, body any) int {
	var refusal *statusError
	if err := call(operation, body, new(object)); !errors.As(err, &refusal) {
		log.Fatalf("%s was not refused: %v", operation, err)
	}
	return refusal.status
}

func main() {
	apiID := must[created]("apis.createApi", object{"name": "Weather"}).APIID
	externalID := "customer-of-" + apiID
	owner := object{"externalId": externalID, "meta": object{"plan": "pro"}}
	must[object]("identities.createIdentity", owner)
	fmt.Printf("the customer exists: %d\n", statusOf("identities.createIdentity", owner))

	key := must[created]("keys.createKey", object{
		"apiId":       apiID,
		"prefix":      "weather",
		"name":        "Reports",
		"externalId":  externalID,
		"permissions": []string{"reports.read"},
		"credits":     object{"remaining": 2},
	})
	fmt.Printf("created a key that begins with %s\n", key.Key[:8])

	for _, permissions := range []string{"reports.read", "reports.write", "reports.read", "reports.read"} {
		verify(key.Key, permissions, externalID)
	}
	check("reports-of-" + apiID)
	fmt.Printf("the API has %d keys\n", countKeys(apiID))

	rerolled := must[created]("keys.rerollKey", object{"keyId": key.KeyID, "expiration": 0})
	old := must[struct {
		Code string `json:"code"`
	}]("keys.verifyKey", object{"key": key.Key})
	fmt.Printf("the old key: %s\n", old.Code)
	must[object]("keys.deleteKey", object{"keyId": rerolled.KeyID})
	fmt.Printf("the new key is gone: %d\n", statusOf("keys.getKey", object{"keyId": rerolled.KeyID}))
	must[object]("apis.deleteApi", object{"apiId": apiID})
}

func verify(key, permissions, externalID string) {
	verdict := must[struct {
		Code     string `json:"code"`
		Credits  int    `json:"credits"`
		Identity struct {
			ExternalID string `json:"externalId"`
		} `json:"identity"`
	}]("keys.verifyKey", object{"key": key, "permissions": permissions})
	owner := "nothing"
	if verdict.Identity.ExternalID == externalID {
		owner = "the customer"
	}
	fmt.Printf("%s: %s, %d credits, belongs to %s\n", permissions, verdict.Code, verdict.Credits, owner)
}

func check(namespace string) {
	for request := 1; request <= 3; request++ {
		decision := must[struct {
			Success   bool `json:"success"`
			Remaining int  `json:"remaining"`
		}]("ratelimit.limit", object{"namespace": namespace, "identifier": "192.0.2.7", "limit": 2, "duration": 3_600_000})
		answer := "refused"
		if decision.Success {
			answer = "allowed"
		}
		fmt.Printf("request %d: %s, %d left\n", request, answer, decision.Remaining)
	}
}

func countKeys(apiID string) int {
	for number := 1; number <= 4; number++ {
		must[created]("keys.createKey", object{"apiId": apiID, "name": fmt.Sprintf("Job %d", number)})
	}
	count := 0
	body := object{"apiId": apiID, "limit": 2}
	for {
		var page list[created]
		if err := call("apis.listKeys", body, &page); err != nil {
			log.Fatal(err)
		}
		count += len(page.Data)
		if !page.Pagination.HasMore {
			return count
		}
		body["cursor"] = page.Pagination.Cursor
	}
}
