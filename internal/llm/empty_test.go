package llm

import (
	"context"
	"testing"
)

// TestEmptyAnswers end the run if the endpoint has never given another one; else
// they may be about the text that was asked for.
func TestEmptyAnswers(t *testing.T) {
	for name, firstGood := range map[string]bool{"from the first request": false, "after a good one": true} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, func(n int) answer {
				if n == 1 && firstGood {
					return good(`{"items":[]}`)
				}
				return answer{body: `{"choices":[]}`}
			})
			e := dial(t, s, func(o *Options) { o.Retries = 0 })
			stopped := false
			for range maxEmpty + 1 {
				_, err := e.Complete(context.Background(), hello)
				stopped = stopped || Stops(err)
			}
			if stopped == firstGood {
				t.Errorf("stopped: %v", stopped)
			}
		})
	}
}
