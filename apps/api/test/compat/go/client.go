// Package compat asks the API with nothing but the standard library, as a Go service does.
package compat

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Client calls operations with a root key.
type Client struct {
	URL     string
	RootKey string
	HTTP    http.Client
}

// Envelope is what every operation answers with.
type Envelope[T any] struct {
	Meta struct {
		RequestID string `json:"requestId"`
	} `json:"meta"`
	Data       T           `json:"data"`
	Pagination *Pagination `json:"pagination"`
}

// Pagination says where a list goes on.
type Pagination struct {
	Cursor  string `json:"cursor"`
	HasMore bool   `json:"hasMore"`
}

// Error is a refusal. Its status says of which type it is.
type Error struct {
	Status     int
	Title      string
	Detail     string
	Type       string
	Violations []Violation
	RequestID  string
	// RetryAfter is zero if the answer does not say when to ask again.
	RetryAfter time.Duration
}

// Violation is one place of a request that is not as it must be.
type Violation struct {
	Location string `json:"location"`
	Message  string `json:"message"`
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s (%d): %s, request %s", e.Title, e.Status, e.Detail, e.RequestID)
}

// Call sends one request. Headers come in pairs of name and value.
func Call[T any](ctx context.Context, c *Client, operation string, body any, headers ...string) (*Envelope[T], error) {
	sent, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL+"/v2/"+operation, bytes.NewReader(sent))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+c.RootKey)
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := c.HTTP.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, refusal(response)
	}
	answer := new(Envelope[T])
	return answer, json.NewDecoder(response.Body).Decode(answer)
}

func refusal(response *http.Response) error {
	var body struct {
		Meta struct {
			RequestID string `json:"requestId"`
		} `json:"meta"`
		Error struct {
			Title  string      `json:"title"`
			Detail string      `json:"detail"`
			Status int         `json:"status"`
			Type   string      `json:"type"`
			Errors []Violation `json:"errors"`
		} `json:"error"`
	}
	if err := json.NewDecoder(response.Body).Decode(&body); err != nil {
		return fmt.Errorf("status %d without an envelope: %w", response.StatusCode, err)
	}
	seconds, _ := strconv.Atoi(response.Header.Get("Retry-After"))
	return &Error{
		Status:     body.Error.Status,
		Title:      body.Error.Title,
		Detail:     body.Error.Detail,
		Type:       body.Error.Type,
		Violations: body.Error.Errors,
		RequestID:  body.Meta.RequestID,
		RetryAfter: time.Duration(seconds) * time.Second,
	}
}
