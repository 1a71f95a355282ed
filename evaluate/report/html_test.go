package report

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"github.com/sumtool/sumtool/evaluate"
)

func TestPageEscapesAndAsksForNothing(t *testing.T) {
	r := sample(t)
	evil := `</script><script>alert(1)</script>"><img src=x onerror=alert(2)>`
	r.Systems[1].Name = evil
	r.Papers[0].Title = evil
	r.Warnings = append(r.Warnings, evil)
	r.Worst[0].Hyps[1].Text = evil
	r.Worst[0].ID = evil
	var b strings.Builder
	if err := Write(&b, "html", r, Options{}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, bad := range []string{"<script>alert", "<img", "ZgotmplZ"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %q in it", bad)
		}
	}
	for _, bad := range []string{"http://", "https://", "@import", "url("} {
		for _, part := range []string{pageHTML, pageCSS, pageJS} {
			if strings.Contains(part, bad) {
				t.Errorf("the page asks for %q", bad)
			}
		}
	}
}

// chromium starts a headless browser, or skips where there is none.
func chromium(t *testing.T) context.Context {
	t.Helper()
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "headless-shell"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium here")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1280, 900))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// TestPageInBrowser clicks through the page: it must sort, filter and order,
// follow the colour scheme, ask for nothing and log nothing.
func TestPageInBrowser(t *testing.T) {
	ctx := chromium(t)
	var b strings.Builder
	r := sample(t)
	copied := slices.IndexFunc(r.Worst, func(row evaluate.SegmentRow) bool { return row.Index == 3 })
	r.Worst[copied].Hyps[0].Text = r.Worst[copied].Refs[0]
	r.Worst[copied].Hyps[1].Text = r.Worst[copied].Refs[0]
	if err := Write(&b, "html", r, Options{}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(b.String()))
	}))
	defer server.Close()

	var requests, complaints []string
	chromedp.ListenTarget(ctx, func(ev any) {
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			requests = append(requests, e.Request.URL)
		case *runtime.EventExceptionThrown:
			complaints = append(complaints, e.ExceptionDetails.Error())
		case *runtime.EventConsoleAPICalled:
			complaints = append(complaints, "console: "+string(e.Type))
		case *log.EventEntryAdded:
			complaints = append(complaints, e.Entry.Text)
		}
	})
	run := func(actions ...chromedp.Action) {
		t.Helper()
		if err := chromedp.Run(ctx, actions...); err != nil {
			t.Fatal(err)
		}
	}
	list := func(js string) []string {
		t.Helper()
		var out []string
		run(chromedp.Evaluate(js, &out))
		return out
	}
	same := func(what string, got, want []string) {
		t.Helper()
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s:\n%s", what, d)
		}
	}
	papers := `Array.from(document.querySelectorAll("#groups-0 tbody tr"), tr => tr.cells[0].dataset.value.split(":")[0])`
	shown := `Array.from(document.querySelectorAll("#list article:not([hidden]) h3 b"), b => b.textContent)`
	set := func(id, value string) chromedp.Action {
		return chromedp.Evaluate(`(e => { e.value = "`+value+`"; e.dispatchEvent(new Event("input", {bubbles: true})) })(document.getElementById("`+id+`"))`, nil)
	}

	run(network.Enable(), log.Enable(), chromedp.Navigate(server.URL))
	same("papers as given", list(papers), []string{"LanternNet", "Borrowed Voices", "PebbleQA"})
	run(chromedp.Click(`#groups-0 thead th:nth-child(2) button`))
	same("by most segments", list(papers), []string{"PebbleQA", "LanternNet", "Borrowed Voices"})
	run(chromedp.Click(`#groups-0 thead th:nth-child(5) button`))
	same("by TER, the best first", list(papers), []string{"PebbleQA", "Borrowed Voices", "LanternNet"})
	run(chromedp.Click(`#groups-0 thead th:nth-child(5) button`))
	same("by TER, the worst first", list(papers), []string{"LanternNet", "Borrowed Voices", "PebbleQA"})
	same("systems", list(`Array.from(document.querySelectorAll("#scores tbody th"), th => th.dataset.value)`), []string{"good", "poor"})

	all := list(shown)
	if len(all) != len(r.Worst) {
		t.Errorf("%d segments shown, want %d", len(all), len(r.Worst))
	}
	run(chromedp.SendKeys("#search", "Quiet Gradients"))
	same("searched", list(shown), []string{"2406.90011/bn"})
	same("count", list(`[document.getElementById("shown").value]`), []string{"1 of 20 segments"})
	run(set("search", ""), chromedp.Click("#same"))
	if got := list(shown); len(got) != len(all)-1 || slices.Contains(got, "2406.90011/bd") {
		t.Errorf("an identical segment is still shown: %v", got)
	}
	run(chromedp.Click("#same"), set("order", "best"), set("system", "0"))
	same("best of good", list(shown)[:2], []string{"2406.90011/bh", "2406.90011/bo"})
	run(set("order", "input"))
	same("as in the input", list(shown)[:2], []string{"2406.90011/ba", "2406.90011/bb"})

	visible := `[String(getComputedStyle(document.querySelector("#list del")).display)]`
	same("missing words shown", list(visible), []string{"inline"})
	run(chromedp.Click("#lost"))
	same("missing words hidden", list(visible), []string{"none"})
	run(chromedp.Click("#lost"))

	background := `[getComputedStyle(document.body).backgroundColor]`
	same("light", list(background), []string{"rgb(255, 255, 255)"})
	run(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}))
	same("dark", list(background), []string{"rgb(20, 23, 28)"})
	run(emulation.SetEmulatedMedia().WithMedia("print"))
	same("print hides the filters", list(`[getComputedStyle(document.getElementById("filters")).display]`), []string{"none"})
	run(emulation.SetEmulatedMedia(), emulation.SetDeviceMetricsOverride(390, 844, 1, true))
	same("no sideways scrolling on a phone", list(`[String(document.documentElement.scrollWidth <= innerWidth)]`), []string{"true"})

	same("requests", requests, []string{server.URL + "/"})
	same("complaints", complaints, nil)

	if dir := os.Getenv("SUMTOOL_SCREENSHOTS"); dir != "" {
		screenshots(t, ctx, dir)
	}
}

// screenshots leaves pictures of the page for people to look at.
func screenshots(t *testing.T, ctx context.Context, dir string) {
	t.Helper()
	for _, s := range []struct {
		name, scheme string
		width        int64
	}{{"light", "light", 1280}, {"dark", "dark", 1280}, {"phone", "light", 390}} {
		var png []byte
		err := chromedp.Run(ctx,
			emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}}),
			emulation.SetDeviceMetricsOverride(s.width, 900, 1, false),
			chromedp.FullScreenshot(&png, 100))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, s.name+".png"), png, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPageWithLittle(t *testing.T) {
	for name, r := range map[string]*evaluate.Report{
		"nothing":    {},
		"one system": {Segments: 1, References: "1", Metrics: sample(t).Metrics[:1], Systems: []evaluate.System{{Name: "a", Scores: []evaluate.Score{{Value: 3}}}}},
	} {
		for _, format := range Formats() {
			var b strings.Builder
			if err := Write(&b, format, r, Options{PerPaper: true, Buckets: true, Worst: 3}); err != nil {
				t.Errorf("%s as %s: %v", name, format, err)
			}
			if b.Len() == 0 {
				t.Errorf("%s as %s: nothing printed", name, format)
			}
		}
	}
}
