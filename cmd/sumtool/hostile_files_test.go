//go:build !race

package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/rules/edition"
)

// hostileConfigs are configs of which none may be taken; the message must name
// the file.
func hostileConfigs() (inputs []hostileInput) {
	for i, c := range []string{
		"a", "- a\n", "1", "\"a\"", "[a, b]", "lint", "lint: 1", "lint: []", "lint: a", "lint: {select: 1}", "lint: {select: {a: b}}", "lint: {select: [1, [2]]}",
		"lint: {select: nosuch}", "lint: {select: [nosuch]}", "lint: {ignore: [garbled-hangull]}", "lint: {severity: fatal}", "lint: {severity: 1}", "lint: {severity: []}",
		"lint: {fail-on: sometimes}", "lint: {format: pdf}", "lint: {format: [json]}", "lint: {max-warnings: many}", "lint: {max-warnings: 1.5}", "lint: {max-warnings: 99999999999999999999}",
		"lint: {baseline: [a]}", "lint: {nosuch: 1}", "nosuch: 1", "Lint: {}", "lint: {Select: []}", "include: a", "include: {a: b}", "include: [[a]]", "exclude: 1", "exclude: [{a: b}]",
		"language: xx", "language: korean", "language: [ko]", "language: 1", "glossary: [a]", "glossary: {a: b}", "template: a", "template: []", "template: {date-level: 0}", "template: {date-level: 7}",
		"template: {date-level: 3}", "template: {paper-level: 1}", "template: {paper-level: -1}", "template: {paper-level: a}", "template: {paper-level: 99999999999}", "template: {votes: [a]}",
		"template: {labels: a}", "template: {labels: {a: b}}", "template: {required: [pictures]}", "template: {required: links}", "rules: a", "rules: [a]", "rules: 1", "rules: {nosuch: off}",
		"rules: {spacing: loud}", "rules: {spacing: 1}", "rules: {spacing: [off]}", "rules: {spacing: {nosuch: 1}}", "rules: {few-bullets: {min: a}}", "rules: {few-bullets: {min: 3, min: 4}}", "rules: {few-bullets: {severity: loud}}",
		"rules: {custom: a}", "rules: {custom: [a]}", "rules: {custom: [{}]}", "rules: {custom: [{id: a}]}", "rules: {custom: [{id: spacing, pattern: a, message: b}]}", "rules: {custom: [{id: a, pattern: '(', message: b}]}",
		"rules: {custom: [{id: A B, pattern: a, message: b}]}", "rules: {custom: [{id: a, pattern: a, message: b, severity: loud}]}", "rules: {custom: [{id: a, pattern: a, message: b}, {id: a, pattern: a, message: b}]}",
		"detect: a", "detect: {languages: klingon}", "detect: {languages: [klingon]}", "detect: {languages: [[ko]]}", "detect: {min-confidence: 2}", "detect: {min-confidence: -1}", "detect: {min-confidence: .nan}", "detect: {min-confidence: much}",
		"endpoint: a", "endpoint: {timeout: soon}", "endpoint: {timeout: -1s}", "endpoint: {timeout: 90}", "endpoint: {timeout: []}", "endpoint: {concurrency: 0}", "endpoint: {concurrency: many}", "endpoint: {rpm: -1}", "endpoint: {tpm: -1}", "endpoint: {retries: -1}",
		"endpoint: {key-env: ''}", "endpoint: {key-env: 'A B'}", "endpoint: {key: sk-123}", "endpoint: {prices: []}", "endpoint: {prices: {m: 1}}", "endpoint: {prices: {m: {prompt: -1}}}", "endpoint: {prices: {m: {nosuch: 1}}}", "endpoint: {base-url: [a]}",
		"abstracts: a", "abstracts: {arxiv: [a]}", "translate: a", "translate: {cache: [a]}", "translate: {nosuch: a}",
		"lint: {\n", "lint: [\n", "lint: }", "lint: ]", "lint: {severity: error", "lint:\n\tseverity: error\n", "lint:\n  severity: error\n severity: error\n", "a: b: c", "\"", "'", "lint: \"error", "lint: {severity: 'error}", "&a", "*a", "a: *b", "lint: &a [*a]",
		"lint: !!binary \"@@\"", "!!map [a]", "lint: !!seq {a: b}", "lint: !!str {a: b}", "%YAML 9.9\n---\na\n", "---\na\n---\nb\n", "? a\n: b\n", "? [a]\n: b\n", "{a: b}: c", "[a]: b", "<<: a", "<<: [a]", "lint: |\n  a\n b\n", "lint: >9\n a\n", "@a", "`a`", "%", ",", "- - -", "lint: !<a", "1: 2", "null: 1", "true: 1", "~: 1",
		"\x00", "lint: \x00", "\xff\xfe", "lint: \xff", "\xEF\xBB\xBFlint: a", "\uFEFF\uFEFFa: b", "lint: \x1b[31m", "\x1b]0;a\a: b", "\u202E: a", "lint: {severity: \"\\ud800\"}", "lint: {severity: \"\\x\"}", "lint: {severity: \"\\u12\"}",
		"lint:\r\n  severity: loud\r\n", "lint: {severity: error}\nlint: {severity: error}\n", "include: [a]\ninclude: [b]\n",
		utf16Text("lint: {severity: error}\n", true, false), utf16Text("lint: {severity: error}\n", true, true), noise(2 << 10), noise(64),
		strings.Repeat("[", 2000), strings.Repeat("{a: ", 2000), strings.Repeat("- ", 2000) + "a", strings.Repeat("a: &x\n", 1000), strings.Repeat("a", 100<<10), strings.Repeat("a: 1\n", 5000), strings.Repeat(" ", 100<<10) + "a", strings.Repeat("\"", 5001), strings.Repeat("#\n", 5000) + "a",
		aliasBomb(), "lint: {severity: " + strings.Repeat("x", 100<<10) + "}",
		exclude(strings.Repeat("**/a/", 40) + "*.md"), exclude(strings.Repeat("*", 5000) + "x"), exclude(strings.Repeat("*a", 500) + "x"),
		exclude(strings.Repeat("{a,aa,aaa,aaaa,aaaaa,aaaaaa}", 12) + "x"), exclude(strings.Repeat("{a,", 3000)), exclude(strings.Repeat("[", 50<<10)),
		exclude("{" + strings.Repeat("a,", 50<<10) + "a}.md"), exclude(strings.Repeat(`\\`, 5000) + "a"), exclude("[a-"), exclude("{}"), exclude("../**"), exclude("/**"),
	} {
		inputs = append(inputs, hostileInput{fmt.Sprintf("config-%03d", i), map[string]string{".sumtool.yaml": c, "a.md": hostileSample}})
	}
	return inputs
}

// exclude is a config that leaves out what a glob matches.
func exclude(glob string) string { return "exclude: ['" + glob + "']\n" }

// hostileIgnores are ignore files that git would read, or take for no pattern at all.
func hostileIgnores() (inputs []hostileInput) {
	name := strings.Repeat("a", 200)
	for i, text := range []string{
		"", "\n\n", "#", "!", "!!", "/", "//", "\\", "\\\\", "**", "***", "/**", "**/", "!**", "*/", "[", "[a", "[!", "[]", "[a-", "{", "\x00", "\xff\xfe", "\uFEFFb/", "\r\nb/\r\n", " ", "\t", "b/ ", "b\\ ",
		strings.Repeat("**/a/", 5000) + "x", strings.Repeat("*", 50<<10) + "x", strings.Repeat("*a", 5000) + "x", strings.Repeat("[a-z]", 5000), strings.Repeat("?", 5000),
		strings.Repeat("/", 50<<10), strings.Repeat("!", 50<<10), strings.Repeat("b/\n!b/\n", 5000), strings.Repeat("**/x*y\n", 5000), strings.Repeat("a", 300<<10) + "\nb/\n", noise(16 << 10), everyByte(),
		"../*\n", "/etc/*\n", ".gitignore\n", ".*\n!*\n",
	} {
		inputs = append(inputs, hostileInput{fmt.Sprintf("ignore-%03d", i), map[string]string{
			".gitignore": text, "a.md": hostileSample, "b/c.md": hostileSample, "b/.gitignore": "!*.md\n", name + "/" + name + "/" + name + "/d.md": hostileSample}})
	}
	return inputs
}

// TestHostileIgnores finds digests in a folder with a broken ignore file.
func TestHostileIgnores(t *testing.T) {
	hostileTable(t, "ignores", []hostileCommand{
		{name: "lint", args: []string{"lint", "."}, reads: readsText},
		{name: "fix", args: []string{"lint", "--fix", "--unsafe-fixes", "."}, writes: []string{"a.md", "b/c.md", "a*/a*/a*/d.md"}, whole: true},
		{name: "detect", args: []string{"detect", "--format", "jsonl", "."}, reads: readsJSONL},
	}, hostileIgnores())
}

// aliasBomb doubles itself with every line.
func aliasBomb() string {
	s := "a0: &a0 [x, x]\n"
	for i := range 40 {
		s += fmt.Sprintf("a%d: &a%d [*a%d, *a%d]\n", i+1, i+1, i, i)
	}
	return s
}

func TestHostileConfigs(t *testing.T) {
	const name = ".sumtool.yaml"
	hostileTable(t, "configs", []hostileCommand{
		{name: "lint", args: []string{"lint", "a.md"}, names: name, reads: readsText},
		{name: "fix", args: []string{"lint", "--fix", "a.md"}, names: name, writes: []string{"a.md"}, whole: true},
		{name: "detect", args: []string{"detect", "a.md"}, names: name, reads: readsText},
		{name: "rules", args: []string{"rules", "spacing"}, names: name, reads: readsText},
		{name: "translate", args: []string{"translate", "--to", "en", "--no-cache", "--dry-run", "a.md"}, names: name},
	}, hostileConfigs())
}

// hostileSides are broken files beside a good digest, all under the name that the
// commands take: a glossary, a baseline, records, a memory to import, texts to score.
func hostileSides() (inputs []hostileInput) {
	add := func(name, text string) {
		inputs = append(inputs, hostileInput{name, map[string]string{"a.md": hostileSample, "b.md": hostileSample, "x": text, "x.csv": text, "x.yaml": text,
			"x.json": text, "x.jsonl": text, "x.tmx": text, "x.tsv": text, "x.txt": text}})
	}
	const entry = `{"version":1,"findings":[{"fingerprint":"0123456789abcdef0123456789abcdef","rule":"spacing","file":"a.md","count":1}]}`
	add("empty", "")
	add("blank", " \n\t\n")
	add("nul", "\x00\x00\x00")
	add("noise", noise(4<<10))
	add("every-byte", everyByte())
	add("not-utf8", "가\xff나,\xfe\n")
	add("utf16", utf16Text("source,target\n가,a\n", true, false))
	add("bom", "\uFEFF"+`{"id":"1","text":"가"}`+"\n")
	add("brace", "{")
	add("bracket", "[")
	add("quote", `"`)
	add("null", "null")
	add("true", "true\n")
	add("number", "1e999999\n")
	add("string", `"가"`+"\n")
	add("empty-object", "{}\n")
	add("empty-list", "[]\n")
	add("list-of-lists", "[[[]]]\n")
	add("object-of-null", `{"id":null,"text":null,"path":null,"arxiv_id":null,"abstract":null,"version":null,"findings":null,"key":null,"source":null,"target":null}`+"\n")
	add("object-of-lists", `{"id":[],"text":[],"path":[],"arxiv_id":[],"abstract":[],"version":[],"findings":{},"key":[],"source":[],"target":[]}`+"\n")
	add("object-of-numbers", `{"id":1e400,"text":1,"path":2,"arxiv_id":3,"abstract":4,"version":-1,"findings":5,"key":6,"source":7,"target":8}`+"\n")
	add("two-objects-a-line", `{"path":"p.md","text":"가"}{"path":"q.md","text":"나"}`+"\n")
	add("half-object", `{"path":"p.md","text":"가`+"\n")
	add("good-then-bad", `{"id":"1","path":"p.md","text":"가","arxiv_id":"3102.00001","abstract":"A b."}`+"\n{oops}\n")
	add("escaped-surrogate", `{"id":"1","path":"p.md","text":"\ud800","arxiv_id":"3102.00001","abstract":"\udfff x"}`+"\n")
	add("escaped-nul", `{"id":"\u0000","path":"\u0000.md","text":"\u0000","arxiv_id":"3102.00001","abstract":"\u0000"}`+"\n")
	add("escape-sequences", `{"id":"\u001b[2J","path":"\u001b[31m.md","text":"\u001b]0;x\u0007- 가","arxiv_id":"3102.00001","abstract":"\u001b[2J x."}`+"\n")
	add("same-ids", strings.Repeat(`{"id":"1","path":"p.md","text":"- 가","arxiv_id":"3102.00001","abstract":"A b."}`+"\n", 3))
	add("path-upward", `{"id":"1","path":"../../etc/passwd","text":"- 가"}`+"\n")
	add("path-absolute", `{"id":"1","path":"/etc/passwd","text":"- 가"}`+"\n")
	add("deep-object", strings.Repeat(`{"a":`, 20000)+"1"+strings.Repeat("}", 20000)+"\n")
	add("deep-list", strings.Repeat("[", 200000)+"\n")
	add("long-line", `{"id":"1","path":"p.md","text":"`+strings.Repeat("가 ", 50<<10)+`"}`+"\n")
	add("many-lines", strings.Repeat("{}\n", 5000))
	add("many-commas", strings.Repeat(",", 50<<10)+"\n")
	add("many-quotes", strings.Repeat("\"", 50<<10)+"\n")
	add("many-tabs", strings.Repeat("\t", 50<<10)+"\n")
	add("ragged-csv", "source,target\n가\n나,b,c,d\n\"다\n")
	add("csv-without-header", "가,a\n나,b\n")
	add("csv-doubled", "source,target\n가,a\n가,b\n")
	add("csv-empty-terms", "source,target\n,\n,a\n가,\n")
	add("yaml-anchor", "- &a {source: *a}\n")
	add("yaml-bomb", aliasBomb())
	add("yaml-tab", "\t- a\n")
	add("yaml-map", "가: a\n나: [b\n")
	add("baseline-version-2", strings.Replace(entry, `"version":1`, `"version":2`, 1))
	add("baseline-of-negatives", strings.Replace(entry, `"count":1`, `"count":-1`, 1))
	add("baseline-of-much", strings.Replace(entry, `"count":1`, `"count":99999999999999999999`, 1))
	add("baseline-twice", entry+entry)
	add("baseline-conflict", "<<<<<<< ours\n"+entry+"\n=======\n"+entry+"\n>>>>>>> theirs\n")
	add("baseline", entry)
	add("tmx-open", `<tmx version="1.4"><body><tu>`)
	add("tmx-crossed", `<tmx version="1.4"><header srclang="ko"/><body><tu></body></tu></tmx>`)
	add("tmx-entities", `<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><tmx version="1.4"><header srclang="ko"/><body><tu><tuv xml:lang="ko"><seg>&b;</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu></body></tmx>`)
	add("tmx-external", `<!DOCTYPE tmx SYSTEM "file:///etc/passwd"><tmx version="1.4"><header srclang="ko"/><body><tu><tuv xml:lang="ko"><seg>가</seg></tuv><tuv xml:lang="en"><seg>b</seg></tuv></tu></body></tmx>`)
	add("tmx-encoding", `<?xml version="1.0" encoding="EUC-KR"?><tmx version="1.4"><header srclang="ko"/><body></body></tmx>`)
	add("tmx-deep", strings.Repeat("<a>", 20000))
	add("tmx-without-languages", `<tmx><body><tu><tuv><seg>가</seg></tuv><tuv><seg>b</seg></tuv></tu></body></tmx>`)
	add("html", "<html><body>404 not found</body></html>\n")
	add("gzip-half", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b")
	add("gzip-magic", "\x1f\x8b")
	add("zip", "PK\x03\x04")
	add("digest", hostileSample)
	return inputs
}

func TestHostileSideFiles(t *testing.T) {
	memory := []string{"m", "m/*"}
	hostileTable(t, "files", []hostileCommand{
		{name: "glossary-csv", args: []string{"translate", "--to", "en", "--no-cache", "--dry-run", "--glossary", "x.csv", "a.md"}, names: "x.csv"},
		{name: "glossary-yaml", args: []string{"translate", "--to", "en", "--no-cache", "--dry-run", "--glossary", "x.yaml", "a.md"}, names: "x.yaml"},
		{name: "baseline", args: []string{"lint", "--baseline", "x.json", "a.md"}, names: "x.json", reads: readsText},
		{name: "records", args: []string{"lint", "--format", "jsonl", "x.jsonl"}, names: "x.jsonl", reads: readsJSONL},
		{name: "records-fix", args: []string{"lint", "--fix", "--diff", "x.jsonl"}, names: "x.jsonl"},
		{name: "abstracts", args: []string{"test-endpoint", "--", "regenerate", "--all", "--no-cache", "--abstracts", "x.jsonl", "a.md"}, names: "x.jsonl"},
		{name: "field", args: []string{"detect", "--field", "text", "--format", "jsonl", "x.jsonl"}, names: "x.jsonl", reads: readsJSONL},
		{name: "import-tmx", args: []string{"cache", "import", "--cache", "m", "x.tmx"}, names: "x.tmx", writes: memory},
		{name: "import-jsonl", args: []string{"cache", "import", "--cache", "m", "x.jsonl"}, names: "x.jsonl", writes: memory},
		{name: "evaluate-tsv", args: []string{"evaluate", "--hyp", "x.tsv", "--ref", "x.tsv", "--column", "2", "--metrics", "bleu,chrf"}, names: "x.tsv", reads: readsText},
		{name: "evaluate-jsonl", args: []string{"evaluate", "--hyp", "x.jsonl", "--ref", "x.jsonl", "--column", "text", "--metrics", "bleu", "--format", "json"}, names: "x.jsonl", reads: readsJSON},
		{name: "evaluate-text", args: []string{"evaluate", "--hyp", "x.txt", "--ref", "x.txt", "--metrics", "chrf,ter", "--format", "csv"}, names: "x.txt"},
		{name: "digest-of-no-name", args: []string{"lint", "--severity", "info", "x"}, names: "x", reads: readsText},
	}, hostileSides())
}

// hostileEditions are a digest and what stands where its edition, side-car and
// memory should be.
func hostileEditions() (inputs []hostileInput) {
	add := func(name string, files map[string]string) {
		files = maps.Clone(files)
		if files["a.md"] == "" {
			files["a.md"] = hostileSample
		}
		inputs = append(inputs, hostileInput{name, files})
	}
	add("other-names", map[string]string{"a.md": namesAlone("등불", 1), "a.en.md": namesAlone("Lantern", 2)})
	for _, broken := range []struct{ name, text string }{
		{"empty", ""},
		{"brace", "{"},
		{"null", "null"},
		{"list", "[]"},
		{"object", "{}"},
		{"noise", noise(1 << 10)},
		{"nul", "\x00"},
		{"number", "1"},
		{"string", `"a"`},
		{"deep", strings.Repeat("[", 20000)},
		{"version-9", `{"version":9}`},
		{"wrong-types", `{"version":"1","source":1,"segments":"a","model":[]}`},
		{"null-members", `{"version":1,"source":null,"segments":null}`},
		{"far-future", `{"version":1,"time":"9999-12-31T23:59:59Z","source":"` + strings.Repeat("f", 64) + `"}`},
		{"conflict", "<<<<<<< a\n{}\n=======\n{}\n>>>>>>> b\n"},
		{"escape", `{"version":1,"model":"\u001b[2J"}`},
	} {
		add("side-car-"+broken.name, map[string]string{"a.en.meta.json": broken.text, "a.en.md": hostileSample})
		add("side-car-alone-"+broken.name, map[string]string{"a.en.meta.json": broken.text})
		add("memory-"+broken.name, map[string]string{"m/memory.jsonl": broken.text, "a.en.meta.json": "{}"})
		add("edition-"+broken.name, map[string]string{"a.en.md": broken.text})
	}
	return inputs
}

// namesAlone is an eighth of a megabyte of names in bullets as long as are compared
// with their editions; with another seed they are others.
func namesAlone(word string, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 0))
	var b strings.Builder
	b.WriteString("### [A](https://arxiv.org/abs/3102.00003)\n\nVote: 1\n\nAuthors: B\n\n")
	for range 16 {
		start := b.Len()
		b.WriteString("- " + word)
		for b.Len()-start < edition.MaxText-10 {
			fmt.Fprintf(&b, " %c%c%c%c%d%c", "BDKLMNPRST"[r.IntN(10)], "aeiou"[r.IntN(5)], "BDKLMNPRST"[r.IntN(10)], "aeiou"[r.IntN(5)], r.IntN(10), "XYZ"[r.IntN(3)])
		}
		b.WriteString(".\n")
	}
	return b.String()
}

func TestHostileEditions(t *testing.T) {
	writes := []string{"a.en.md", "a.en.md.bak", "a.en.meta.json", "m", "m/*"}
	hostileTable(t, "editions", []hostileCommand{
		{name: "translate", args: []string{"test-endpoint", "--", "translate", "--to", "en", "--cache", "m", "a.md"}, writes: writes},
		{name: "force", args: []string{"test-endpoint", "--", "translate", "--to", "en", "--cache", "m", "--force", "a.md"}, writes: writes},
		{name: "only-changed", args: []string{"test-endpoint", "--", "translate", "--to", "en", "--no-cache", "--only-changed", "a.md"}, writes: writes},
		{name: "check", args: []string{"translate", "--to", "en", "--check", "a.md"}},
		{name: "lint", args: []string{"lint", "."}, reads: readsText},
		{name: "stats", args: []string{"cache", "stats", "--cache", "m"}, names: "m", writes: []string{"m", "m/*"}},
		{name: "prune", args: []string{"cache", "prune", "--cache", "m", "--older-than", "1h"}, names: "", writes: []string{"m", "m/*"}},
	}, hostileEditions())
}
