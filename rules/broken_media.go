package rules

import (
	"path"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// BrokenMedia reports pictures and videos that a reader does not see.
var BrokenMedia = &lint.Rule{
	ID: "broken-media", Category: lint.Fields, Severity: lint.Error, Fix: lint.Safe,
	Doc: lint.Doc{
		Summary: "a thumbnail or video cannot be shown",
		Why: "`[Watch Video]https://…` lacks its parentheses and is no link. `/avatars/x.svg` is an address within the site it was " +
			"scraped from. A video in image syntax shows a broken picture (.gif is fine). The submitter's avatar is no picture of the paper; that is a warning.",
		Bad: "### [A Paper](https://arxiv.org/abs/2405.00001)\n\n![](/avatars/0f1e2d3c.svg)\n\n[Watch Video]https://cdn-uploads.huggingface.co/a.mp4\n\n" +
			"![](https://cdn-uploads.huggingface.co/b.mp4)\n",
		Good: "### [A Paper](https://arxiv.org/abs/2405.00001)\n\n![](https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2405.00001.png)\n\n" +
			"[Watch Video](https://cdn-uploads.huggingface.co/a.mp4)\n\n![](https://cdn-uploads.huggingface.co/b.gif)\n",
	},
	Check: func(p *lint.Pass) {
		for i := range p.Papers {
			for j := range p.Papers[i].Media {
				checkMedia(p, &p.Papers[i].Media[j])
			}
		}
	},
}

func checkMedia(p *lint.Pass, m *digest.Media) {
	url := p.Text(m.URL)
	switch {
	case m.Broken:
		p.Report(m.Span, "the link lacks the parentheses around its address",
			lint.Suggest("["+p.Text(m.Alt)+"]("+url+")", lint.Safe))
	case url == "":
		p.Reportf(m.Span, "the picture or video has no address")
	case !strings.Contains(url, "://"):
		p.Reportf(m.URL, "%q is an address within another site; write the whole address", url)
	case m.Kind == digest.Image && isVideo(url):
		p.Reportf(m.URL, "a %s video in image syntax shows a broken picture; link it as [Watch Video](…)", path.Ext(cutQuery(url)))
	case m.Kind == digest.Image && isAvatar(url):
		p.Report(m.URL, "this is the submitter's avatar, not the paper's picture", lint.At(lint.Warning))
	}
}

func isVideo(url string) bool {
	switch strings.ToLower(path.Ext(cutQuery(url))) {
	case ".mp4", ".webm", ".mov", ".qt", ".m4v", ".avi", ".mkv":
		return true
	}
	return false
}

// isAvatar reports whether a picture comes from the host or folder of avatars.
func isAvatar(url string) bool {
	_, rest, _ := strings.Cut(url, "://")
	host, folders, _ := strings.Cut(rest, "/")
	return strings.HasPrefix(host, "cdn-avatars.") || strings.HasPrefix(folders, "avatars/")
}

func cutQuery(url string) string {
	if i := strings.IndexAny(url, "?#"); i >= 0 {
		return url[:i]
	}
	return url
}
