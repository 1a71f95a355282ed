package doctor

import (
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/internal/wording"
)

// Memory opens the translation memory in a folder, as translate would; chosen says
// that the user named the folder, and err why there is none. A memory in the usual
// place may be missing: translate does without, so that it is a warning.
func (x *Examination) Memory(dir string, chosen bool, err error) {
	var store *memory.Store
	var stats memory.Stats
	if err == nil {
		store, err = memory.Open(dir)
	}
	if err == nil {
		defer store.Close()
		stats, err = store.Stats()
	}
	switch {
	case err != nil && chosen:
		x.Fail("memory", err)
	case err != nil:
		x.Warn("memory", "name a folder that can be written with --cache or translate.cache", "%v; translate would go on without", err)
	case stats.Damaged > 0:
		x.Warn("memory", "`sumtool cache prune` takes them out", "%s: %s and %s", dir, wording.Count(stats.Records, "record"), wording.Count(stats.Damaged, "damaged line"))
	default:
		x.OK("memory", "%s: %s, %s", dir, wording.Count(stats.Records, "record"), wording.Bytes(stats.Bytes))
	}
}
