package translate

import (
	"context"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// FuzzSidecar finds any bytes where the side-car and the edition are. What is read
// of a side-car is written as it was; and whatever both say, a run leaves a whole
// edition or the one that was there, and an edition that it cannot prove to be its
// own is still somewhere afterwards.
func FuzzSidecar(f *testing.F) {
	f.Add(`{"version":1}`, "x")
	f.Add(`{"version":1,"source":"../a.md","source_sha256":"f","edition_sha256":"HASH","to":"en","from":"ko","segments":[{"id":"p1.b1","state":"failed"}]}`, english(source))
	f.Add(`{"version":1,"source_sha256":"SOURCE","edition_sha256":"HASH","to":"en","segments":null}`, "")
	f.Add(`{"version":1,"source_sha256":"SOURCE","edition_sha256":"x","replaces":"HASH","to":"en","segments":[{},{},{},{},{}]}`, source)
	f.Add(`{"version":1,"source_sha256":"\ud800\u0000","segments":[{"line":-5,"attempts":-1,"state":"later"}]}`, "\xff\x00")
	f.Fuzz(func(t *testing.T, side, edition string) {
		side = strings.NewReplacer("HASH", Hash([]byte(edition)), "SOURCE", Hash([]byte(source))).Replace(side)
		d := newDesk(t, source, good)
		d.write("a.en.md", edition)
		d.write("a.en.meta.json", side)
		path := filepath.Join(d.dir, "a.en.meta.json")
		s, err := ReadSidecar(path)
		if err != nil {
			t.Fatal(err)
		}
		if s != nil {
			if err := s.write(path, path); err != nil {
				t.Fatal(err)
			}
			if again, err := ReadSidecar(path); err != nil || !reflect.DeepEqual(s, again) {
				t.Errorf("%+v became %+v, %v", s, again, err)
			}
			if n := s.Failures(); n > len(s.Segments) {
				t.Errorf("%d failures of %d", n, len(s.Segments))
			}
			s.SourcePath(path)
			d.write("a.en.meta.json", side)
		}
		standing := d.translator().Check([]File{d.file})[0]
		if standing.Err != nil {
			t.Fatal(standing.Err)
		}
		r, _, err := d.try(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if d.read("a.md") != source {
			t.Error("the source has changed")
		}
		now := d.read("a.en.md")
		ours := s != nil && (s.EditionSHA256 == Hash([]byte(edition)) || s.Replaces == Hash([]byte(edition)))
		if now != edition && !ours && (!d.has("a.en.md.bak") || d.read("a.en.md.bak") != edition) {
			t.Error("the edition that was there is lost")
		}
		if r.Outcome == Written && (now != english(source) || r.Err != nil) {
			t.Errorf("%+v: wrote %q", r, now)
		}
		if r.Outcome != Written && now != edition {
			t.Errorf("%+v: the edition has changed", r)
		}
	})
}
