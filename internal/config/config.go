// Package config reads .sumtool.yaml. It knows the file's shape and says with
// file and line what is wrong in it; it must not know flags, environment or what
// commands do with the values.
package config

import (
	"github.com/sumtool/sumtool/internal/abstracts"
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules"
)

// FileName is the config's name; it is looked for upward from the working directory.
const FileName = ".sumtool.yaml"

// Config is a config file with its defaults filled in. The `doc` tags are the
// descriptions of the published schema.
type Config struct {
	Path string `yaml:"-"` // of the file; "" when the defaults are in force
	Dir  string `yaml:"-"` // the folder that relative paths in it start from; "" for the working directory

	Include   []string  `yaml:"include" doc:"files, folders and globs that commands read when no path is given"`
	Exclude   []string  `yaml:"exclude" doc:"globs of files that no command reads, even when they are named"`
	Language  string    `yaml:"language" doc:"the language of the digests' bullets, ISO 639-1; by default the file's name or the majority of the file decides"`
	Glossary  string    `yaml:"glossary" doc:"a CSV or YAML file of terms: source, target, forbidden forms"`
	Template  Template  `yaml:"template" doc:"what a digest looks like"`
	Lint      Lint      `yaml:"lint" doc:"defaults of sumtool lint's flags"`
	Rules     any       `yaml:"rules" doc:"single rules: off, a severity, or a mapping of severity and options; and custom rules"`
	Detect    Detect    `yaml:"detect" doc:"defaults of sumtool detect's flags"`
	Endpoint  Endpoint  `yaml:"endpoint" doc:"the OpenAI-compatible endpoint of translate, regenerate and the judges"`
	Abstracts Abstracts `yaml:"abstracts" doc:"where abstracts of papers come from"`
	Translate Translate `yaml:"translate" doc:"defaults of sumtool translate's flags"`

	Overrides map[string]lint.Override `yaml:"-"` // what Rules says of single rules
	Custom    []rules.CustomSpec       `yaml:"-"` // Rules' entry "custom"
	Own       []*lint.Rule             `yaml:"-"` // the rules that Custom describes
}

// Template is the digest's layout.
type Template struct {
	DateLevel  int      `yaml:"date-level" doc:"heading level of the day, 1-6"`
	PaperLevel int      `yaml:"paper-level" doc:"heading level of a paper, 1-6"`
	Votes      string   `yaml:"votes" doc:"prefix of the vote line"`
	Authors    string   `yaml:"authors" doc:"prefix of the authors line"`
	Labels     []string `yaml:"labels" doc:"section labels of a bullet"`
	Required   []string `yaml:"required" doc:"what every paper must have: link, votes, authors, thumbnail, bullets"`
}

// Digest converts the layout for the parser.
func (t Template) Digest() digest.Template {
	return digest.Template{DateLevel: t.DateLevel, PaperLevel: t.PaperLevel, VotePrefix: t.Votes,
		AuthorsPrefix: t.Authors, Labels: t.Labels, Required: t.Required}
}

// Lint holds defaults of lint's flags.
type Lint struct {
	Select      []string `yaml:"select" doc:"rules or categories to run; all when empty"`
	Ignore      []string `yaml:"ignore" doc:"rules or categories not to run"`
	Severity    string   `yaml:"severity" doc:"the least severity shown: error, warning, info"`
	FailOn      string   `yaml:"fail-on" doc:"the least severity that makes the exit status 1: error, warning, info, never"`
	Format      string   `yaml:"format" doc:"output format: text, table, json, jsonl, sarif, github, gitlab, checkstyle, junit, rdjsonl; text by default, github where GITHUB_ACTIONS is true"`
	MaxWarnings *int     `yaml:"max-warnings" doc:"more warnings than this make the exit status 1"`
	Baseline    string   `yaml:"baseline" doc:"file of known findings that are not reported"`
}

// Detect holds defaults of detect's flags.
type Detect struct {
	Languages     []string `yaml:"languages" doc:"candidate languages, ISO 639-1"`
	MinConfidence float64  `yaml:"min-confidence" doc:"below it a language is und, 0-1"`
}

// Endpoint describes the endpoint. The key itself never stands in a config:
// KeyEnv names the environment variable that holds it.
type Endpoint struct {
	BaseURL        string           `yaml:"base-url" doc:"for example http://localhost:11434/v1"`
	Model          string           `yaml:"model" doc:"the model's name at the endpoint"`
	FallbackModel  string           `yaml:"fallback-model" doc:"asked when the model fails a segment's checks"`
	EmbeddingModel string           `yaml:"embedding-model" doc:"for embedding similarity"`
	KeyEnv         string           `yaml:"key-env" doc:"environment variable that holds the key"`
	Concurrency    int              `yaml:"concurrency" doc:"most requests at once"`
	RPM            int              `yaml:"rpm" doc:"most requests a minute; 0 is unlimited"`
	TPM            int              `yaml:"tpm" doc:"most tokens a minute; 0 is unlimited"`
	Timeout        string           `yaml:"timeout" doc:"of one request, for example 90s"`
	Retries        int              `yaml:"retries" doc:"most retries of one request"`
	Prices         map[string]Price `yaml:"prices" doc:"US dollars per million tokens, by model"`
}

// Abstracts says where abstracts are fetched.
type Abstracts struct {
	HuggingFace string `yaml:"huggingface" doc:"base URL of Hugging Face's papers API, or of a mirror"`
	ArXiv       string `yaml:"arxiv" doc:"base URL of arXiv's Atom API, or of a mirror"`
}

// Price is a model's price in US dollars per million tokens.
type Price struct {
	Prompt     float64 `yaml:"prompt" doc:"for tokens sent"`
	Completion float64 `yaml:"completion" doc:"for tokens received"`
	Cached     float64 `yaml:"cached" doc:"for tokens sent that the endpoint had cached; as much as prompt when 0"`
	Batch      float64 `yaml:"batch" doc:"what --batch costs as a share of these prices, for example 0.5; as much when 0"`
}

// Translate holds defaults of translate's flags.
type Translate struct {
	Cache  string `yaml:"cache" doc:"folder of the translation memory"`
	OutDir string `yaml:"out-dir" doc:"folder of the editions; beside the sources when empty"`
}

// Default returns the config that is in force without a file.
func Default() *Config {
	t := digest.DefaultTemplate()
	return &Config{
		Template:  Template{t.DateLevel, t.PaperLevel, t.VotePrefix, t.AuthorsPrefix, t.Labels, t.Required},
		Lint:      Lint{Severity: "warning", FailOn: "error"},
		Detect:    Detect{Languages: []string{"ko", "en", "ja", "zh"}},
		Abstracts: Abstracts{HuggingFace: abstracts.HuggingFace, ArXiv: abstracts.ArXiv},
		Endpoint:  Endpoint{KeyEnv: "OPENAI_API_KEY", Concurrency: 8, Timeout: "120s", Retries: 5},
	}
}
