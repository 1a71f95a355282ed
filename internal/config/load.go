package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/yamldoc"
	"github.com/sumtool/sumtool/lint"
)

// Find returns the path of the nearest config upward from dir, or "".
func Find(dir string) string {
	for {
		path := filepath.Join(dir, FileName)
		// A link that leads nowhere is a config that cannot be read, not none.
		if _, err := os.Lstat(path); err == nil {
			if info, err := os.Stat(path); err != nil || !info.IsDir() {
				return path
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// Load reads a config file. Errors name the file, the line and the mend.
func Load(path string, known []*lint.Rule) (*Config, error) {
	data, err := files.ReadFile(path)
	if err != nil {
		var pe *os.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return nil, fmt.Errorf("config %s: %w", path, err)
	}
	c, err := Parse(path, data, known)
	if err != nil {
		return nil, err
	}
	if abs, err := filepath.Abs(path); err == nil {
		c.Dir = filepath.Dir(abs)
	}
	return c, nil
}

// InDir is a path of the config from where the program runs: relative ones start
// from the config's folder.
func (c *Config) InDir(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.Dir, path)
}

// Parse reads a config's text; path is for messages only.
func Parse(path string, data []byte, known []*lint.Rule) (c *Config, err error) {
	// The YAML library panics on some malformed input (a tagged mapping where
	// a list belongs, for one); its users must not see more than an error.
	defer func() {
		if v := recover(); v != nil {
			c, err = nil, fmt.Errorf("config %s: not readable as YAML; check its indentation and tags", path)
		}
	}()
	c = Default()
	c.Path = path
	body, err := yamldoc.Parse(data)
	if err != nil {
		return nil, c.wrap(err)
	}
	if body == nil {
		return c, nil
	}
	if body.Type() != ast.MappingType {
		return nil, c.errorf(line(body), "expected a mapping of settings, found %s", strings.ToLower(body.Type().String()))
	}
	if err := c.check(body, reflect.TypeFor[Config](), ""); err != nil {
		return nil, err
	}
	if err := strict(body, c); err != nil {
		return nil, c.wrap(err)
	}
	if err := c.readRules(child(body, "rules"), known); err != nil {
		return nil, err
	}
	return c, c.validate(body, known)
}

// strict decodes a node over v; keys that v does not have are errors.
func strict(node ast.Node, v any) error {
	return yaml.NewDecoder(strings.NewReader(""), yaml.Strict()).DecodeFromNode(node, v)
}

// child returns the value of a mapping's key, or nil.
func child(node ast.Node, key string) ast.Node {
	if node == nil {
		return nil
	}
	m, ok := node.(*ast.MappingNode)
	if !ok {
		return nil
	}
	for _, v := range m.Values {
		if keyOf(v) == key {
			return v.Value
		}
	}
	return nil
}

func keyOf(v *ast.MappingValueNode) string { return v.Key.GetToken().Value }

func line(n ast.Node) int { return n.GetToken().Position.Line }

func (c *Config) errorf(line int, format string, args ...any) error {
	return fmt.Errorf("config %s:%d: %s", c.Path, line, fmt.Sprintf(format, args...))
}

// wrap turns the YAML library's errors into one line with the file's name and line.
func (c *Config) wrap(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	e := yamldoc.Explain(err)
	if e.Line == 0 {
		return fmt.Errorf("config %s: %s", c.Path, e.Message)
	}
	return c.errorf(e.Line, "%s", e.Message)
}
