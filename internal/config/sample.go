package config

import _ "embed"

//go:embed sample.yaml
var sample []byte

// Sample returns the commented config that `sumtool init` writes. A test reads
// it back and holds its values against the defaults.
func Sample() []byte { return sample }
