package git

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
)

// Entry is a file of the index.
type Entry struct {
	Path     string // from the root, with slashes
	Blob     string // the id of its content
	Unmerged bool   // a conflict is not resolved yet
}

// Index lists the regular files of the index, sorted by path.
func (r *Repository) Index(ctx context.Context) (entries []Entry, err error) {
	out, err := r.run(ctx, "ls-files", "-z", "--stage")
	if err != nil {
		return nil, err
	}
	for _, record := range strings.Split(string(out), "\x00") {
		head, path, ok := strings.Cut(record, "\t")
		fields := strings.Fields(head)
		if !ok || len(fields) != 3 || !strings.HasPrefix(fields[0], "100") {
			continue
		}
		e := Entry{Path: path, Blob: fields[1], Unmerged: fields[2] != "0"}
		if n := len(entries); e.Unmerged && n > 0 && entries[n-1].Path == path {
			continue // the other side of the conflict
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// Blobs reads contents by their id, from one git process. It is safe for use by
// several goroutines.
type Blobs struct {
	mu     sync.Mutex
	stdin  io.WriteCloser
	stdout *bufio.Reader
	cmd    *exec.Cmd
}

// Blobs starts the process; close it when all is read.
func (r *Repository) Blobs(ctx context.Context) (*Blobs, error) {
	c := exec.CommandContext(ctx, "git", "cat-file", "--batch")
	c.Dir, c.Env = r.Root, r.env
	stdin, err := c.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	return &Blobs{stdin: stdin, stdout: bufio.NewReader(stdout), cmd: c}, nil
}

// Read returns the content with the id.
func (b *Blobs) Read(id string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, err := fmt.Fprintln(b.stdin, id); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	head, err := b.stdout.ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	var kind string
	var size int
	if n, _ := fmt.Sscanf(head, id+" %s %d", &kind, &size); n != 2 {
		return nil, fmt.Errorf("git cat-file: %s", strings.TrimSpace(head))
	}
	data := make([]byte, size+1) // a newline follows
	if _, err := io.ReadFull(b.stdout, data); err != nil {
		return nil, fmt.Errorf("git cat-file: %w", err)
	}
	return data[:size], nil
}

// Close ends the process.
func (b *Blobs) Close() error {
	b.stdin.Close()
	return b.cmd.Wait()
}
