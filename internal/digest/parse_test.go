package digest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shape is what a document says, in words: easier to compare than offsets.
type shape struct {
	Day     string
	Papers  []paperShape
	Stray   []string
	Remarks []string
}

type paperShape struct {
	Title, Link, ID string
	Media           []string
	Votes           string
	Authors         []string
	Bullets         []string // depth, marker, label, text
}

func shapeOf(d *Document) shape {
	var s shape
	for _, h := range d.Headings {
		s.Day = h.Day
	}
	for i := range d.Papers {
		p := &d.Papers[i]
		out := paperShape{Title: p.Title(d), Link: d.Text(p.Heading.Link), ID: p.Heading.ArXivID, Votes: "none"}
		for _, m := range p.Media {
			out.Media = append(out.Media, [...]string{"image", "link", "tag"}[m.Kind]+" "+d.Text(m.URL))
		}
		if p.Votes != nil {
			out.Votes = d.Text(p.Votes.Value)
		}
		if p.Authors != nil {
			for _, a := range p.Authors.Names {
				out.Authors = append(out.Authors, a.Name)
			}
		}
		for j := range p.Bullets {
			b := &p.Bullets[j]
			line := [...]string{"", ">", ">>", ">>>"}[b.Depth] + d.Text(b.Marker) + "|"
			if b.Label != nil {
				line += b.Label.Emphasis + d.Text(b.Label.Text)
			}
			out.Bullets = append(out.Bullets, line+"|"+d.Text(b.Text))
		}
		for _, b := range p.Stray {
			s.Stray = append(s.Stray, d.Text(b.Span))
		}
		s.Papers = append(s.Papers, out)
	}
	for _, c := range d.Comments {
		s.Remarks = append(s.Remarks, d.Text(c.Text))
	}
	return s
}

func parseString(text string) *Document { return Parse("test.md", []byte(text), DefaultTemplate()) }

func TestParseEras(t *testing.T) {
	tests := []struct {
		name, text string
		want       shape
	}{
		{
			name: "early: no votes, no blank line between papers",
			text: "## Daily Papers (2031-02-03)\n\n" +
				"### [Kite: A Paper](https://arxiv.org/abs/3102.00001)\n\n" +
				"- 연은 바람을 읽는 모델입니다.\n- 두 번째 문장입니다.\n" +
				"### [Moss](https://arxiv.org/abs/3102.00002v3)\n\n- 이끼를 다룹니다.\n",
			want: shape{Day: "2031-02-03", Papers: []paperShape{
				{Title: "Kite: A Paper", Link: "https://arxiv.org/abs/3102.00001", ID: "3102.00001", Votes: "none",
					Bullets: []string{"-||연은 바람을 읽는 모델입니다.", "-||두 번째 문장입니다."}},
				{Title: "Moss", Link: "https://arxiv.org/abs/3102.00002v3", ID: "3102.00002", Votes: "none",
					Bullets: []string{"-||이끼를 다룹니다."}},
			}},
		},
		{
			name: "late: thumbnail, votes, authors, labels, trailing comment",
			text: "## Daily Papers (2031-02-03)\n\n" +
				"### [Kite](https://arxiv.org/abs/3102.00001)\n\n" +
				"![](https://example.org/papers/3102.00001.png)\n\nVote: 7\n\nAuthors: 김하늘, Ana O'Neil\n\n" +
				"- ***What's New***: 연을 띄웁니다. <!-- sumtool-ignore: register -->\n" +
				"- **Technical Details:** 실은 `thread`입니다.\n",
			want: shape{Day: "2031-02-03", Remarks: []string{"sumtool-ignore: register"}, Papers: []paperShape{
				{Title: "Kite", Link: "https://arxiv.org/abs/3102.00001", ID: "3102.00001", Votes: "7",
					Media: []string{"image https://example.org/papers/3102.00001.png"}, Authors: []string{"김하늘", "Ana O'Neil"},
					Bullets: []string{"-|***What's New|연을 띄웁니다.", "-|**Technical Details|실은 `thread`입니다."}},
			}},
		},
		{
			name: "videos, list of authors, nested lists, continuation",
			text: "### [Kite](https://arxiv.org/abs/3102.00001)\n" +
				"[Watch Video]https://example.org/a.mp4\n<div><video controls src=\"https://example.org/a.mp4\"></video></div>\n\n" +
				"Vote: -\nAuthors: ['Ana O\\'Neil', \"B. D'Arc\"]\n\n" +
				"- 세 가지를 다룹니다:\n  1. 첫째는\n이어지는 줄입니다.\n  2. 둘째입니다.\n\n  남은 문단입니다.\n- 1) 번호로 시작합니다.\n\n표가 아닌 문단.\n",
			want: shape{Stray: []string{"남은 문단입니다.", "표가 아닌 문단."}, Papers: []paperShape{
				{Title: "Kite", Link: "https://arxiv.org/abs/3102.00001", ID: "3102.00001", Votes: "-",
					Media:   []string{"link https://example.org/a.mp4", "tag https://example.org/a.mp4"},
					Authors: []string{"Ana O'Neil", "B. D'Arc"},
					Bullets: []string{"-||세 가지를 다룹니다:", ">1.||첫째는\n이어지는 줄입니다.", ">2.||둘째입니다.", "-||1) 번호로 시작합니다."}},
			}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, shapeOf(parseString(tt.text))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
