package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAbstracts fetches abstracts of a digest from a service that the config
// names.
func TestAbstracts(t *testing.T) {
	asked := 0
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		switch {
		case r.URL.Path == "/api/papers/2406.91007":
			fmt.Fprint(w, `{"id":"2406.91007","title":"Harbor","summary":"Hospitals hold data.\nHarbor stays."}`)
		case r.URL.Path == "/api/query":
			fmt.Fprint(w, `<feed xmlns="http://www.w3.org/2005/Atom"></feed>`)
		default:
			http.NotFound(w, r)
		}
	}))
	defer service.Close()
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	config := write("config.yaml", fmt.Sprintf("abstracts:\n  huggingface: %s\n  arxiv: %s\n", service.URL, service.URL))
	one := "### [Harbor](https://arxiv.org/abs/2406.91007)\n\n- 병원 데이터를 다룹니다.\n"
	digest := write("a.md", one)
	sumtool := func(args ...string) (int, string, string) {
		var out, errs bytes.Buffer
		status := run(context.Background(), append([]string{"sumtool", "--config", config, "abstracts", "--cache", filepath.Join(dir, "cache")}, args...),
			system{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, getenv: func(string) string { return "" }})
		return status, out.String(), errs.String()
	}
	want := `{"arxiv_id":"2406.91007","title":"Harbor","abstract":"Hospitals hold data. Harbor stays.","source":"huggingface"}` + "\n"
	if status, out, errs := sumtool(digest); status != exitOK || out != want {
		t.Errorf("status %d, got %s%s", status, out, errs)
	}
	if status, out, _ := sumtool(digest); status != exitOK || out != want || asked != 1 {
		t.Errorf("status %d, %d requests for what is remembered: %s", status, asked, out)
	}
	both := write("b.md", one+"\n### [Other](https://arxiv.org/abs/2406.91999)\n\n- 다른 논문입니다.\n")
	if status, out, errs := sumtool(both); status != exitGate || out != want || !strings.Contains(errs, "no abstract anywhere for 1 of 2 papers: 2406.91999") {
		t.Errorf("status %d, got %s%s", status, out, errs)
	}
}
