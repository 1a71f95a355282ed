package digest

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFindArXivID(t *testing.T) {
	tests := []struct{ address, want string }{
		{"https://arxiv.org/abs/2405.19327", "2405.19327"},
		{"https://arxiv.org/abs/2405.19327v12", "2405.19327"},
		{"http://export.arxiv.org/pdf/0704.0001.pdf", "0704.0001"},
		{"https://arxiv.org/pdf/2405.19327v2.pdf", "2405.19327"},
		{"https://arxiv.org/html/2405.19327#S1", "2405.19327"},
		{"https://arxiv.org/abs/cs.CL/0703001", "cs.CL/0703001"},
		{"https://arxiv.org/abs/cond-mat/9901123v1", "cond-mat/9901123"},
		{"https://huggingface.co/papers/2405.19327", "2405.19327"},
		{"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2405.19327.png", "2405.19327"},
		{"https://huggingface.co/papers/papers/2405.19327", "2405.19327"},
		{"https://arxiv.org/abs/2405.193277", ""},
		{"https://arxiv.org/abs/2405.193", ""},
		{"https://arxiv.org/abs/24051.9327", ""},
		{"https://arxiv.org/abs/2405-19327", ""},
		{"https://arxiv.org/abs/cs/070300", ""},
		{"https://example.org/2405.19327", ""},
		{"abs/2405.19327", ""},
		{"", ""},
	}
	for _, tt := range tests {
		got, ok := FindArXivID([]byte(tt.address))
		if id := tt.address[got.Start:got.End]; id != tt.want || ok != (tt.want != "") {
			t.Errorf("FindArXivID(%q) = %q, %v, want %q", tt.address, id, ok, tt.want)
		}
	}
}

func TestLabel(t *testing.T) {
	tests := []struct{ line, want string }{ // want: opener|text|closer|colon|rest, "" for no label
		{"***What's New***: 새 모델", "***|What's New|***|:|새 모델"},
		{"**What's New:** 새 모델", "**|What's New|**|:|새 모델"},
		{"**What\u2019s New**\uff1a 새 모델", "**|What\u2019s New|**|:|새 모델"},
		{"__Technical Details__ :  세부", "__|Technical Details|__|:|세부"},
		{"***What's New**: 새 모델", "***|What's New|**|:|새 모델"},
		{"**What's New 새 모델", ""},
		{"**What's New: 새 모델", "**|What's New||:|새 모델"},
		{"what's new: 새 모델", "|what's new||:|새 모델"},
		{"Technical Details 새 모델", ""},
		{"**Technical Details** 새 모델", "**|Technical Details|**||새 모델"},
		{"**토크나이저**: 새 모델", "**|토크나이저|**|:|새 모델"},
		{"**토크나이저**는 새 모델", ""},
		{"토크나이저: 새 모델", ""},
		{"****: 새 모델", ""},
		{"** 별 **: 새 모델", ""},
		{"**\n별**: 새 모델", ""},
		{"**What's New**:", "**|What's New|**|:|"},
	}
	for _, tt := range tests {
		d := parseString("### [A](b)\n- " + tt.line + "\n")
		b := d.Papers[0].Bullets[0]
		got := ""
		if l := b.Label; l != nil {
			colon := ""
			if l.Colon {
				colon = ":"
			}
			got = strings.Join([]string{l.Emphasis, d.Text(l.Text), d.Text(l.Close), colon, d.Text(b.Text)}, "|")
		} else if d.Text(b.Text) != strings.TrimSpace(tt.line) {
			t.Errorf("%q: no label, but the text is %q", tt.line, d.Text(b.Text))
		}
		if got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.line, got, tt.want)
		}
	}
}

func TestHeadingLink(t *testing.T) {
	tests := []struct{ heading, title, link string }{
		{"### [연: 한 논문](https://example.org/a)", "연: 한 논문", "https://example.org/a"},
		{"###\t[a [b] c](<d e> 'f') ###", "a [b] c", "d e"},
		{"### [$[0,1]$과 \\] `]`](b(c)d)", "$[0,1]$과 \\] `]`", "b(c)d"},
		{"### [a](b) <!-- sumtool-ignore: x -->", "a", "b"},
		{"### [a]( b )", "a", "b"},
		{"### [a]()", "a", ""},
		{"### 그냥 제목", "그냥 제목", ""},
		{"### [a](b) 와 나머지", "[a](b) 와 나머지", ""},
		{"### [a][b]", "[a][b]", ""},
		{"### [a](b c)", "[a](b c)", ""},
		{"### ![a](b)", "![a](b)", ""},
		{"### [a](b", "[a](b", ""},
		{"### ", "", ""},
		{"###", "", ""},
	}
	for _, tt := range tests {
		d := parseString(tt.heading + "\n")
		h := d.Papers[0].Heading
		if title, link := d.Text(h.Title), d.Text(h.Link); title != tt.title || link != tt.link {
			t.Errorf("%q: title %q, link %q, want %q and %q", tt.heading, title, link, tt.title, tt.link)
		}
	}
}

func TestMedia(t *testing.T) {
	type media struct {
		Kind     MediaKind
		Alt, URL string
		ID       string
		Broken   bool
	}
	tests := []struct {
		name, text string
		want       []media
		stray      int
	}{
		{"two pictures on a line", "![a](b.png) ![](/papers/3102.00001.png)",
			[]media{{Image, "a", "b.png", "", false}, {Image, "", "/papers/3102.00001.png", "3102.00001", false}}, 0},
		{"video in image syntax", "![](b.mp4)", []media{{Image, "", "b.mp4", "", false}}, 0},
		{"video link", "[Watch Video](https://example.org/b)", []media{{VideoLink, "Watch Video", "https://example.org/b", "", false}}, 0},
		{"video by its name", "[영상](b.webm?x=1)", []media{{VideoLink, "영상", "b.webm?x=1", "", false}}, 0},
		{"broken video link", "[Watch Video]https://example.org/b.mp4", []media{{VideoLink, "Watch Video", "https://example.org/b.mp4", "", true}}, 0},
		{"picture that is a link", "[![a](b.png)](https://example.org)", []media{{Image, "a", "b.png", "", false}}, 0},
		{"video tag", "<div><video controls src=\"b.mp4\"></video></div>", []media{{VideoTag, "", "b.mp4", "", false}}, 0},
		{"video tag with a source", "<video>\n<source type='x' src='b.mp4'>\n</video>", []media{{VideoTag, "", "b.mp4", "", false}}, 0},
		{"picture tag", "<p><img width=3 src=b.png></p>", []media{{Image, "", "b.png", "", false}}, 0},
		{"tag without address", "<div><video></video></div>", []media{{VideoTag, "", "", "", false}}, 0},
		{"other link", "[프로젝트](https://example.org)", nil, 1},
		{"picture in a sentence", "그림 ![](b.png) 참고", nil, 1},
		{"other tag", "<div>글</div>", nil, 1},
		{"picture, then a sentence", "![](b.png)\n설명입니다.", []media{{Image, "", "b.png", "", false}}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := parseString("### [A](b)\n\n" + tt.text + "\n\n- 글\n")
			p := d.Papers[0]
			var got []media
			for _, m := range p.Media {
				got = append(got, media{m.Kind, d.Text(m.Alt), d.Text(m.URL), m.ArXivID, m.Broken})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if len(p.Stray) != tt.stray {
				t.Errorf("%d stray blocks, want %d", len(p.Stray), tt.stray)
			}
		})
	}
}

func TestAuthors(t *testing.T) {
	tests := []struct {
		value string
		repr  bool
		want  []string
	}{
		{"김하늘, Ana O'Neil,B. Y. Lee", false, []string{"김하늘", "Ana O'Neil", "B. Y. Lee"}},
		{"A, , +, and B,", false, []string{"A", "+", "and B"}},
		{"['A', \"O'Neil\", 'D\\'Arc']", true, []string{"A", "O'Neil", "D'Arc"}},
		{"['A', 'B's, C', D]", true, []string{"A", "B's, C", "D"}},
		{"['A', 'B", true, []string{"A", "B"}},
		{"[]", true, nil},
		{"[A, B]", false, []string{"[A", "B]"}},
		{"", false, nil},
	}
	for _, tt := range tests {
		d := parseString("### [A](b)\n\nAuthors: " + tt.value + "\n")
		a := d.Papers[0].Authors
		var got []string
		for _, n := range a.Names {
			got = append(got, n.Name)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || a.Repr != tt.repr {
			t.Errorf("%q: repr %v, -want +got:\n%s", tt.value, a.Repr, diff)
		}
	}
}

func TestFieldAt(t *testing.T) {
	const text = "## Daily Papers (2031-02-03)\n\n### [제목](https://arxiv.org/abs/3102.00001)\n\n![](그림.png)\n\n" +
		"Vote: 3\n\nAuthors: 저자\n\n- **What's New**: 본문 <!-- 주석 -->\n\n문단\n"
	d := parseString(text)
	for part, want := range map[string]string{
		"Daily": "", "제목": "title", "3102": "title", "그림": "media", "3\n\nAuthors": "votes", "저자": "authors",
		"What": "label", "본문": "bullet", "주석": "bullet", "문단": "",
	} {
		if got := d.FieldAt(strings.Index(text, part)); got != want {
			t.Errorf("%q is in %q, want %q", part, got, want)
		}
	}
	if got := d.FieldAt(len(text)); got != "" {
		t.Errorf("the end is in %q", got)
	}
}

func TestProse(t *testing.T) {
	d := parseString("### [A](b)\n- 앞 `코드` 중간 [글](https://example.org)과 $x$ **굵은 GPT** https://example.org/에서 <b> 뒤 <!-- 끝 -->\n")
	var got []string
	for s := range d.Papers[0].Bullets[0].Prose() {
		got = append(got, d.Text(s))
	}
	want := []string{"앞 ", " 중간 ", "글", "과 ", " **굵은 GPT** ", " ", " 뒤"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestComments(t *testing.T) {
	d := parseString("<!-- 머리 -->\n\n### [A](b) <!-- 제목 -->\n\nVote: 3 <!-- 추천 -->\n\n" +
		"- 글 <!-- 하나 --> <!-- 둘 -->\n  <!-- 안 -->\n<!-- 사이 --> <!-- 또 -->\n- `<!-- 코드 -->`\n\n" +
		"```\n<!-- 코드 블록 -->\n```\n\n문단 <!-- 여러\n줄 -->\n\n<div><!-- 태그 안 --></div>\n")
	type comment struct {
		Text string
		Own  bool
	}
	var got []comment
	for _, c := range d.Comments {
		got = append(got, comment{d.Text(c.Text), c.Own})
	}
	want := []comment{{"머리", true}, {"제목", false}, {"추천", false}, {"하나", false}, {"둘", false}, {"안", true},
		{"사이", false}, {"또", false}, {"여러\n줄", false}, {"태그 안", false}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	p := d.Papers[0]
	if got := d.Text(p.Votes.Value); got != "3" {
		t.Errorf("votes %q", got)
	}
	if got := d.Text(p.Bullets[0].Text); got != "글" {
		t.Errorf("text %q", got)
	}
	if n := len(p.Stray); n != 3 { // the code, the paragraph and the <div>; comments are not stray
		t.Errorf("%d stray blocks", n)
	}
}

func TestTemplate(t *testing.T) {
	d := Parse("t.md", []byte("# 2031-02-03\n\n## [A](b)\n\nLikes: 3\n\n저자: 가, 나\n\n- 요지: 글\n"), Template{
		DateLevel: 1, PaperLevel: 2, VotePrefix: "Likes:", AuthorsPrefix: "저자:", Labels: []string{"요지"}})
	p := d.Papers[0]
	if d.Headings[0].Day != "2031-02-03" || d.Text(p.Votes.Value) != "3" || len(p.Authors.Names) != 2 ||
		p.Bullets[0].Label == nil || d.Text(p.Bullets[0].Text) != "글" {
		t.Errorf("the template is not followed: %+v", shapeOf(d))
	}
}

// TestCounts compares what is found in real digests with a crude scan by lines.
func TestCounts(t *testing.T) {
	bullet := regexp.MustCompile(`(?m)^ *(?:-|[0-9]+\.) `)
	label := regexp.MustCompile(`(?m)^ *(?:-|[0-9]+\.) \*\*+[^*\n]*\*+:`)
	for _, name := range corpus(t) {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d := Parse(name, src, DefaultTemplate())
		got := map[string]int{"days": len(d.Headings), "papers": len(d.Papers)}
		for i := range d.Papers {
			p := &d.Papers[i]
			got["bullets"] += len(p.Bullets)
			got["media"] += len(p.Media)
			got["stray"] += len(p.Stray)
			if p.Votes != nil {
				got["votes"]++
			}
			if p.Authors != nil {
				got["authors"]++
				got["names"] += len(p.Authors.Names)
			}
			if p.Heading.ArXivID != "" {
				got["ids"]++
			}
			for j := range p.Bullets {
				if p.Bullets[j].Label != nil {
					got["labels"]++
				}
			}
		}
		lines := bytes.Split(src, []byte("\n"))
		count := func(prefix string) (n int) {
			for _, l := range lines {
				if bytes.HasPrefix(l, []byte(prefix)) {
					n++
				}
			}
			return n
		}
		want := map[string]int{
			"days": count("## "), "papers": count("### ["), "ids": count("### ["), "votes": count("Vote:"), "authors": count("Authors:"),
			"media":   count("![") + count("[Watch Video]") + count("<div><video"),
			"bullets": len(bullet.FindAll(src, -1)), "labels": len(label.FindAll(src, -1)), "stray": 0,
		}
		for _, l := range lines {
			if v, ok := bytes.CutPrefix(l, []byte("Authors:")); ok && len(bytes.TrimSpace(v)) > 0 {
				want["names"] += bytes.Count(v, []byte(",")) + 1
			}
		}
		for key, n := range want {
			if got[key] != n {
				t.Errorf("%s: %d %s, want %d", name, got[key], key, n)
			}
		}
	}
}
