package llm

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// statusError turns an HTTP answer that is no success, or a success with an
// error inside, into an error.
func (e *Endpoint) statusError(x *exchange) *Error {
	s := readError(x.body)
	err := &Error{Status: x.status, Message: e.key.redactMessage(s.message), RetryAfter: retryAfter(x.header, time.Now())}
	if x.status < 300 {
		err.Status = statusInside(s.code)
	}
	err.Kind = kindOf(err.Status, x.status, s)
	if err.Message == "" {
		err.Message = strings.ToLower(http.StatusText(x.status))
	}
	e.hint(err, s, x)
	return err
}

// statusInside reads the HTTP status that a router puts into an error's code
// when it has already begun to answer 200.
func statusInside(code string) int {
	var n int
	if _, err := fmt.Sscanf(code, "%d", &n); err == nil && n >= 400 && n < 600 {
		return n
	}
	return 0
}

// kindOf classifies by what the endpoint says and, where it says nothing known,
// by status.
func kindOf(status, httpStatus int, s said) Kind {
	msg := strings.ToLower(s.message)
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(s.code, p) || strings.Contains(msg, strings.ReplaceAll(p, "_", " ")) {
				return true
			}
		}
		return false
	}
	switch {
	case httpStatus >= 300 && httpStatus < 400:
		return NotFound
	case httpStatus < 300 && s.html:
		return NotFound
	case status == 402 || has("insufficient_quota", "billing_hard_limit", "exceeded your current quota", "insufficient balance", "credit balance"):
		return Quota
	case has("invalid_api_key", "api key not valid", "incorrect api key"), status == 401 || status == 403 && !has("content_filter", "moderation", "rate_limit"):
		return Auth
	case has("content_filter", "content_policy", "responsibleai", "moderation"):
		return ContentFilter
	case status < 500 && has("context_length_exceeded", "context length", "context_length", "context window", "context size", "exceed_context_size", "too many tokens", "prompt is too long", "input is too long"):
		return TooLong
	case has("model_not_found") || (status == 404 || status == 400 || status == 422) && strings.Contains(msg, "model") &&
		has("not found", "does not exist", "not exist", "unknown model", "invalid model", "no such model", "not available", "not a valid model"):
		return NoModel
	case status == 404 || status == 405 || status == 410:
		return NotFound
	case status == 429 || has("rate_limit"):
		return RateLimit
	case status == 408 || status == 504:
		return Timeout
	case status == 501 || status == 505:
		return BadRequest
	case status == 409 || status == 425 || status >= 500:
		return Overloaded
	case status >= 400:
		return BadRequest
	}
	return Overloaded // an error inside a 200 that says nothing known
}

// hint says what the user can do about it.
func (e *Endpoint) hint(err *Error, s said, x *exchange) {
	switch err.Kind {
	case Auth:
		if err.Hint = fmt.Sprintf("check the key in %s", e.o.KeyName); e.key.key == "" {
			err.Hint = fmt.Sprintf("set the key in %s", e.o.KeyName)
		}
	case NoModel:
		err.Hint = fmt.Sprintf("`sumtool doctor` lists the models of %s", e.url)
	case NotFound:
		err.Hint = fmt.Sprintf("is the base URL %s right?", e.url)
		if !strings.HasSuffix(e.url.Path, "/v1") && !strings.Contains(e.url.Path, "/v1/") {
			err.Hint += " It usually ends in /v1"
		}
		switch {
		case x.status >= 300 && x.status < 400:
			to := clean(e.key.redactMessage(x.header.Get("Location")))
			err.Message = fmt.Sprintf("redirected to %q, which is not followed", to)
			err.Hint = "set the base URL to where it leads"
		case s.html:
			err.Message = "expected JSON, found " + err.Message
		}
	case Quota:
		err.Hint = "the account has no credit left; check its billing"
	case TooLong:
		err.Hint = "the model's context is too short for it"
	}
}

// transportError classifies an error that came without an HTTP answer. parent is
// the caller's context: when it has ended, that is the reason.
func (e *Endpoint) transportError(parent context.Context, err error) error {
	if parent.Err() != nil {
		return context.Cause(parent)
	}
	out := &Error{Kind: Network}
	var (
		dns    *net.DNSError
		urlErr *url.Error
		netErr net.Error
	)
	host := e.url.Host
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netErr) && netErr.Timeout() && !isDial(err):
		out.Kind, out.Message = Timeout, fmt.Sprintf("no answer within %s", e.o.Timeout)
		out.Hint = "a longer --timeout or a smaller model may help"
	case errors.As(err, &dns):
		out.Kind, out.Message = Unreachable, fmt.Sprintf("no such host: %s", dns.Name)
		out.Hint = fmt.Sprintf("is the base URL %s right?", e.url)
	case isTLS(err):
		out.Kind, out.Message = Unreachable, fmt.Sprintf("no trusted TLS connection to %s: %s", host, cause(err))
		out.Hint = "the certificate must be valid for the host; an endpoint without TLS has an http:// URL"
	case isDial(err), errors.Is(err, syscall.ECONNREFUSED):
		out.Kind, out.Message = Unreachable, fmt.Sprintf("cannot connect to %s: %s", host, cause(err))
		out.Hint = fmt.Sprintf("is the endpoint running, and the base URL %s right?", e.url)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		out.Message = fmt.Sprintf("%s closed the connection in the middle", host)
	case errors.As(err, &urlErr):
		out.Message = cause(urlErr.Err)
	default:
		out.Message = cause(err)
	}
	out.Message = e.key.redactMessage(clean(out.Message))
	return out
}

func isDial(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

func isTLS(err error) bool {
	var (
		header    tls.RecordHeaderError
		verify    *tls.CertificateVerificationError
		authority x509.UnknownAuthorityError
	)
	return errors.As(err, &header) || errors.As(err, &verify) || errors.As(err, &authority) ||
		strings.Contains(err.Error(), "server gave HTTP response to HTTPS client")
}

// cause is the innermost error's text: the outer ones repeat address and operation.
func cause(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}
