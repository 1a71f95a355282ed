package align

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/wording"
)

// readLines aligns lines: by their ids where all inputs have them, else by
// their numbers.
func readLines(q Request, roles []role) (*Set, error) {
	var in []*records
	closeAll := func() {
		for _, r := range in {
			r.lines.close()
		}
	}
	withID := 0
	for _, r := range roles {
		rec, err := openRecords(r, q)
		if err != nil {
			closeAll()
			return nil, err
		}
		in = append(in, rec)
		if rec.hasID {
			withID++
		}
	}
	if q.Columns.byName["id"] != "" && withID < len(in) {
		closeAll()
		for _, r := range in {
			if !r.hasID {
				return nil, fmt.Errorf("%s has no ids, but --column id=%s asks for them", r.lines.path, q.Columns.byName["id"])
			}
		}
	}
	items := byNumber
	if withID == len(in) {
		items = byID
	} else {
		for _, r := range in {
			r.hasID = false // some inputs have no ids: no one else's count
		}
	}
	return &Set{Items: func(yield func(evaluate.Item, error) bool) {
		defer closeAll()
		items(in, yield)
	}}, nil
}

// byNumber aligns lines by their numbers. Nothing is kept.
func byNumber(in []*records, yield func(evaluate.Item, error) bool) {
	rows := make([]record, len(in))
	for n := 1; ; n++ {
		over := 0
		for i, r := range in {
			rec, err := r.next()
			if err == io.EOF {
				over++
				continue
			}
			if err != nil {
				yield(evaluate.Item{}, err)
				return
			}
			rows[i] = rec
		}
		if over == len(in) {
			return
		}
		if over > 0 {
			yield(evaluate.Item{}, differentCounts(in))
			return
		}
		item, err := itemOf(strconv.Itoa(n), in, rows)
		if !yield(item, err) || err != nil {
			return
		}
	}
}

// differentCounts says how many lines the first inputs have that differ.
func differentCounts(in []*records) error {
	counts := make([]int, len(in))
	for i, r := range in {
		n, err := r.lines.rest()
		if err != nil {
			return err
		}
		if counts[i] = n; counts[i] != counts[0] {
			return fmt.Errorf("%s has %s and %s has %d; every input needs as many, a segment a line",
				in[0].lines.path, wording.Count(counts[0], "line"), r.lines.path, counts[i])
		}
	}
	return nil // unreachable: some input has fewer
}

// itemOf makes a segment of what every input says.
func itemOf(id string, in []*records, rows []record) (evaluate.Item, error) {
	item := evaluate.Item{ID: id}
	references := 0
	for i, r := range in {
		switch r.role.kind {
		case "hyp":
			if rows[i].missing {
				return item, fmt.Errorf("%s: segment %s has no text", r.lines.path, id)
			}
			item.Hypotheses = append(item.Hypotheses, rows[i].text)
		case "ref":
			references++
			if !rows[i].missing {
				item.References = append(item.References, rows[i].text)
			}
		case "src":
			item.Source = rows[i].text
		}
	}
	if references > 0 && len(item.References) == 0 {
		return item, fmt.Errorf("segment %s: every reference is missing", id)
	}
	return item, nil
}

// byID aligns lines by their ids, in the order of the first reference or,
// without one, of the source or the first system. Every input must have the
// same ids.
func byID(in []*records, yield func(evaluate.Item, error) bool) {
	first := max(slices.IndexFunc(in, func(r *records) bool { return r.role.kind == "ref" }), 0)
	if in[first].role.kind != "ref" {
		first = max(slices.IndexFunc(in, func(r *records) bool { return r.role.kind == "src" }), 0)
	}
	tables := make([]map[string]record, len(in))
	var order []string
	for i, r := range in {
		ids, table, err := loadByID(r)
		if err != nil {
			yield(evaluate.Item{}, err)
			return
		}
		if tables[i] = table; i == first {
			order = ids
		}
	}
	for i, r := range in {
		for n, id := range order {
			if _, ok := tables[i][id]; !ok {
				yield(evaluate.Item{}, fmt.Errorf("%s has no segment %q, which %s has (line %d)", r.lines.path, id, in[first].lines.path, n+1))
				return
			}
		}
		for id := range tables[i] {
			if _, ok := tables[first][id]; !ok {
				yield(evaluate.Item{}, fmt.Errorf("%s has the segment %q, which %s has not", r.lines.path, id, in[first].lines.path))
				return
			}
		}
	}
	rows := make([]record, len(in))
	for _, id := range order {
		for i := range in {
			rows[i] = tables[i][id]
		}
		item, err := itemOf(id, in, rows)
		if !yield(item, err) || err != nil {
			return
		}
	}
}

func loadByID(r *records) (order []string, table map[string]record, err error) {
	table = map[string]record{}
	for {
		rec, err := r.next()
		if err == io.EOF {
			return order, table, nil
		}
		if err != nil {
			return nil, nil, err
		}
		if _, twice := table[rec.id]; twice {
			return nil, nil, fmt.Errorf("%s:%d: the id %q is there twice", r.lines.path, r.lines.n, rec.id)
		}
		table[rec.id] = rec
		order = append(order, rec.id)
	}
}
