package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// maxBody bounds what is read of an answer, so that a broken endpoint cannot
// fill the memory.
const maxBody = 64 << 20

// exchange accompanies one HTTP request through the client library, which
// hides headers, bodies and statuses in part of the cases and cannot send some
// fields: it leaves out a temperature of 0 and refuses fields by a model's name.
type exchange struct {
	extra  map[string]any // fields to add to the JSON body
	status int
	header http.Header
	body   []byte // of the answer
	whole  bool   // body is all of it
	stream bool   // leave the body of a success to the caller
}

type exchangeKey struct{}

// with attaches the exchange to a request's context.
func (x *exchange) with(ctx context.Context) context.Context {
	return context.WithValue(ctx, exchangeKey{}, x)
}

// doer is the HTTP client under the library.
type doer struct {
	client *http.Client
	most   int64  // bytes of an answer
	key    secret // taken out of answers before anybody sees them, or a part of them
}

// newDoer never follows redirects: a POST would turn into a GET, and the key
// would follow to wherever the answer points.
func newDoer(t http.RoundTripper, key secret) *doer {
	return &doer{most: maxBody, key: key, client: &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Do sends the request and reads the answer whole, so that a cut body is an
// error of the exchange and not of whoever decodes it.
func (d *doer) Do(req *http.Request) (*http.Response, error) {
	x, _ := req.Context().Value(exchangeKey{}).(*exchange)
	if x != nil && len(x.extra) > 0 {
		if err := addFields(req, x.extra); err != nil {
			return nil, err
		}
	}
	resp, err := d.client.Do(req)
	if err != nil {
		return nil, err
	}
	if x == nil {
		return resp, nil
	}
	x.status, x.header = resp.StatusCode, resp.Header
	if x.stream && resp.StatusCode < 300 {
		return resp, nil
	}
	defer resp.Body.Close()
	x.body, err = io.ReadAll(io.LimitReader(resp.Body, d.most+1))
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	if int64(len(x.body)) > d.most {
		return nil, fmt.Errorf("the answer is longer than %d MB", d.most>>20)
	}
	x.body, x.whole = []byte(d.key.redact(string(x.body))), true
	resp.Body = io.NopCloser(bytes.NewReader(x.body))
	return resp, nil
}

// addFields merges fields into a request's JSON object.
func addFields(req *http.Request, extra map[string]any) error {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return err
	}
	if body, err = merged(body, extra); err != nil {
		return err
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	req.ContentLength = int64(len(body))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	return nil
}

// merged puts fields into a JSON object that has others.
func merged(body []byte, extra map[string]any) ([]byte, error) {
	if len(extra) == 0 {
		return body, nil
	}
	fields, err := json.Marshal(extra)
	if err != nil {
		return nil, err
	}
	return append(append(fields[:len(fields)-1:len(fields)-1], ','), bytes.TrimLeft(body, " \n")[1:]...), nil
}
