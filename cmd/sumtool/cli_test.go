package main

import (
	"runtime"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/sumtool/sumtool/internal/onecpu"
)

func TestMain(m *testing.M) {
	runtime.GOMAXPROCS(onecpu.Processors) // commands that run in this process need not say that they are parallel
	testscript.Main(m, map[string]func(){"sumtool": main})
}
