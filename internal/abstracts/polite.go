package abstracts

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

// maxAnswer bounds an answer's size, in bytes.
const maxAnswer = 16 << 20

// tries is how often a request is made before its error counts.
const tries = 4

// polite makes one request at a time, no faster than its service allows.
type polite struct {
	client *http.Client
	agent  string
	pace   *rate.Limiter
	pause  func(context.Context, time.Duration) error // before a repetition
}

// statusError is an answer that is no success.
type statusError struct {
	url    string
	status int
}

func (e *statusError) Error() string {
	return fmt.Sprintf("%s answered %d %s", e.url, e.status, http.StatusText(e.status))
}

// redirectError is an answer that leads to another host.
type redirectError struct{ to string }

func (e *redirectError) Error() string {
	return fmt.Sprintf("redirected to %s; if that is right, name it in the config, under abstracts", e.to)
}

// get fetches an address, and repeats where the service is busy or fails.
func (p *polite) get(ctx context.Context, address string) ([]byte, error) {
	for try := 1; ; try++ {
		if err := p.pace.Wait(ctx); err != nil {
			return nil, err
		}
		body, wait, err := p.once(ctx, address)
		if err == nil || ctx.Err() != nil || try == tries || !passing(err) {
			return body, err
		}
		if wait == 0 {
			wait = time.Second << try
		}
		if err := p.pause(ctx, wait); err != nil {
			return nil, err
		}
	}
}

func (p *polite) once(ctx context.Context, address string) (body []byte, wait time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, 0, err
	}
	req.Header.Set("User-Agent", p.agent)
	res, err := p.client.Do(req)
	if err != nil {
		return nil, 0, withoutQuery(err)
	}
	defer res.Body.Close()
	body, err = io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return nil, 0, fmt.Errorf("read the answer of %s: %w", plain(req.URL), err)
	}
	if res.StatusCode != http.StatusOK {
		return body, retryAfter(res.Header.Get("Retry-After")), &statusError{plain(req.URL), res.StatusCode}
	}
	return body, 0, nil
}

// passing reports whether an error may be gone at the next try: the service is
// busy, failing or out of reach.
func passing(err error) bool {
	var s *statusError
	if errors.As(err, &s) {
		return s.status == http.StatusTooManyRequests || s.status == http.StatusRequestTimeout || s.status >= 500
	}
	var r *redirectError
	return !errors.As(err, &r)
}

// retryAfter reads the header's two forms; 0 means that it says nothing. Nobody
// waits for more than a minute, whatever the service's clock or ours says.
func retryAfter(value string) time.Duration {
	if n, err := strconv.ParseFloat(strings.TrimSpace(value), 64); err == nil && n > 0 {
		return time.Duration(min(n, 60) * float64(time.Second))
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(time.Until(at), 0), time.Minute)
	}
	return 0
}

// withoutQuery shortens the address that net/http puts into an error: a list of
// fifty ids helps nobody.
func withoutQuery(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		if parsed, perr := url.Parse(u.URL); perr == nil {
			return fmt.Errorf("fetch %s: %w", plain(parsed), u.Err)
		}
	}
	return err
}

func plain(u *url.URL) string { return u.Scheme + "://" + u.Host + u.Path }

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
