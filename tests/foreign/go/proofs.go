package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// proofs are Đình's: inclusion of Index in the whole tree, consistency from Old to the whole tree.
type proofs struct {
	Inclusion []struct {
		Index int64
		Path  []tlog.Hash
	}
	Consistency []struct {
		Old     int64
		OldRoot tlog.Hash
		Path    []tlog.Hash
	}
}

// proofs compares each with the one tlog makes out of the log's tiles, and lets tlog check it.
func (l *log) proofs() error {
	raw, err := l.read("proofs.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var ours proofs
	if err := json.Unmarshal(raw, &ours); err != nil {
		return err
	}
	reader := tlog.TileHashReader(l.tree, l)
	for _, one := range ours.Inclusion {
		theirs, err := tlog.ProveRecord(l.tree.N, one.Index, reader)
		if err != nil {
			return err
		}
		if !slices.Equal(theirs, one.Path) {
			return fmt.Errorf("inclusion of %d: not the path that Go makes", one.Index)
		}
		if err := l.checkRecord(one.Index, one.Path, l.tree); err != nil {
			return err
		}
		l.counts.Inclusion++
	}
	for _, one := range ours.Consistency {
		theirs, err := tlog.ProveTree(l.tree.N, one.Old, reader)
		if err != nil {
			return err
		}
		if !slices.Equal(theirs, one.Path) {
			return fmt.Errorf("consistency from %d: not the proof that Go makes", one.Old)
		}
		if err := tlog.CheckTree(one.Path, l.tree.N, l.tree.Hash, one.Old, one.OldRoot); err != nil {
			return fmt.Errorf("consistency from %d: %w", one.Old, err)
		}
		l.counts.Consistency++
	}
	return nil
}

// checkRecord lets tlog check a path for the entry that stands at index.
func (l *log) checkRecord(index int64, path []tlog.Hash, tree tlog.Tree) error {
	leaf, err := l.hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(path, tree.N, tree.Hash, index, leaf[0]); err != nil {
		return fmt.Errorf("inclusion of %d: %w", index, err)
	}
	return nil
}

// receipts reads each c2sp.org/tlog-proof@v1 and checks it; its checkpoint may be of a smaller size than the log's.
func (l *log) receipts() error {
	names, err := filepath.Glob(filepath.Join(l.dir, "receipts", "*.tlog-proof"))
	if err != nil {
		return err
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := l.receipt(string(raw)); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
		l.counts.Receipts++
	}
	return nil
}

func (l *log) receipt(text string) error {
	head, checkpoint, found := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		return errors.New("not a tlog-proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil {
		return err
	}
	path := []tlog.Hash{}
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	tree, err := l.openCheckpoint([]byte(checkpoint))
	if err != nil {
		return err
	}
	return l.checkRecord(index, path, tree)
}
