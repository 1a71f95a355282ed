package abstracts

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// ArXiv is where the Atom API is when nothing else is configured.
const ArXiv = "https://export.arxiv.org"

const (
	arXivPace  = 3 * time.Second // arXiv asks for one request in three seconds
	arXivBatch = 50              // ids of one request
)

// feed is what counts of an Atom answer.
type feed struct {
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Summary string `xml:"summary"`
	} `xml:"entry"`
}

// fromArXiv asks for a batch of papers. Papers that arXiv does not have are
// missing in the answer. One malformed id spoils a whole request, so a refused
// batch is asked again in halves.
func fromArXiv(ctx context.Context, p *polite, base string, ids []string) (map[string]Abstract, error) {
	query := url.Values{"id_list": {strings.Join(ids, ",")}, "max_results": {strconv.Itoa(len(ids))}}
	body, err := p.get(ctx, base+"/api/query?"+query.Encode())
	var s *statusError
	if errors.As(err, &s) && s.status == http.StatusBadRequest {
		return halves(ctx, p, base, ids)
	}
	if err != nil {
		return nil, err
	}
	var f feed
	if err := xml.Unmarshal(body, &f); err != nil {
		return nil, fmt.Errorf("%s/api/query: not an Atom feed: %w", base, err)
	}
	found := map[string]Abstract{}
	for _, e := range f.Entries {
		// An error comes as an entry of this title, with status 200 at times.
		if strings.TrimSpace(e.Title) == "Error" && strings.Contains(e.ID, "/api/errors") {
			return halves(ctx, p, base, ids)
		}
		a := Abstract{ArXivID: cleanID(e.ID), Title: cleanText(e.Title), Text: cleanText(e.Summary), Source: "arxiv"}
		if a.ArXivID != "" && a.Text != "" {
			found[a.ArXivID] = a
		}
	}
	return found, nil
}

func halves(ctx context.Context, p *polite, base string, ids []string) (map[string]Abstract, error) {
	if len(ids) == 1 {
		return nil, nil
	}
	found := map[string]Abstract{}
	for _, half := range [][]string{ids[:len(ids)/2], ids[len(ids)/2:]} {
		some, err := fromArXiv(ctx, p, base, half)
		if err != nil {
			return nil, err
		}
		for id, a := range some {
			found[id] = a
		}
	}
	return found, nil
}
