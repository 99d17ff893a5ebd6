// Command sumdbcheck reads a log that Đình wrote with the code of Go's own checksum database
// (golang.org/x/mod/sumdb/note and tlog), which knows nothing of Đình.
//
//	sumdbcheck log DIR...        rebuild and compare everything in each log folder; JSON counts on standard output
//	sumdbcheck sign SKEY < TEXT  sign a note as Go does
//
// A log folder holds vkey, checkpoint, tile/..., tile/entries/..., and, where there are any: witness (a 0x04 vkey, whose
// line must then stand under every checkpoint), proofs.json and receipts/*.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// counts says how much was compared, so that a test can see that nothing was skipped.
type counts struct {
	Size, Tiles, Bundles, Inclusion, Consistency, Receipts, Cosignatures int64
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "sumdbcheck:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "sign":
		return sign(args[1])
	case len(args) >= 2 && args[0] == "log":
		all := []counts{}
		for _, dir := range args[1:] {
			found, err := checkLog(dir)
			if err != nil {
				return fmt.Errorf("%s: %w", filepath.Base(dir), err)
			}
			all = append(all, found)
		}
		return json.NewEncoder(os.Stdout).Encode(all)
	}
	return errors.New("usage: sumdbcheck log DIR... | sign SKEY")
}

func sign(skey string) error {
	signer, err := note.NewSigner(skey)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	signed, err := note.Sign(&note.Note{Text: string(text)}, signer)
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(signed)
	return err
}

// log is one folder, its checkpoint opened.
type log struct {
	dir       string
	verifiers note.Verifiers
	signers   int
	tree      tlog.Tree
	hashes    stored
	counts    counts
}

// stored keeps every hash of the tree in tlog's storage order, computed by tlog from the entries.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index < 0 || index >= int64(len(s)) {
			return nil, fmt.Errorf("hash %d is not stored", index)
		}
		out[i] = s[index]
	}
	return out, nil
}

func checkLog(dir string) (counts, error) {
	l := &log{dir: dir}
	for _, step := range []func() error{l.open, l.entries, l.tiles, l.strays, l.proofs, l.receipts} {
		if err := step(); err != nil {
			return l.counts, err
		}
	}
	return l.counts, nil
}

func (l *log) read(name string) ([]byte, error) { return os.ReadFile(filepath.Join(l.dir, name)) }

func (l *log) open() error {
	vkey, err := l.read("vkey")
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(string(vkey))
	if err != nil {
		return err
	}
	known := []note.Verifier{verifier}
	witness, err := l.read("witness")
	if err == nil {
		cosigner, err := newCosigner(string(witness))
		if err != nil {
			return err
		}
		known = append(known, cosigner)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	l.verifiers, l.signers = note.VerifierList(known...), len(known)
	raw, err := l.read("checkpoint")
	if err != nil {
		return err
	}
	l.tree, err = l.openCheckpoint(raw)
	l.counts.Size = l.tree.N
	return err
}

// openCheckpoint verifies a note by the log and by the witness, if there is one, and reads its three lines.
func (l *log) openCheckpoint(raw []byte) (tree tlog.Tree, err error) {
	opened, err := note.Open(raw, l.verifiers)
	if err != nil {
		return tree, err
	}
	if len(opened.Sigs) != l.signers || len(opened.UnverifiedSigs) != 0 {
		return tree, fmt.Errorf("%d verified and %d other signatures", len(opened.Sigs), len(opened.UnverifiedSigs))
	}
	l.counts.Cosignatures += int64(l.signers) - 1
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != opened.Sigs[0].Name {
		return tree, fmt.Errorf("not a checkpoint of %s: %q", opened.Sigs[0].Name, opened.Text)
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// entries reads every bundle, hashes with tlog, and compares the root with the checkpoint's.
func (l *log) entries() error {
	for at := int64(0); at < l.tree.N; at += 1 << height {
		width := min(l.tree.N-at, 1<<height)
		tile := tlog.Tile{H: height, L: -1, N: at >> height, W: int(width)}
		bundle, err := l.read(ourPath(tile))
		if err != nil {
			return err
		}
		for index := at; index < at+width; index++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return fmt.Errorf("bundle %s is cut short", tile.Path())
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			more, err := tlog.StoredHashes(index, bundle[2:end], l.hashes)
			if err != nil {
				return err
			}
			l.hashes, bundle = append(l.hashes, more...), bundle[end:]
		}
		if len(bundle) != 0 {
			return fmt.Errorf("bundle %s holds too much", tile.Path())
		}
		l.counts.Bundles++
	}
	root, err := tlog.TreeHash(l.tree.N, l.hashes)
	if err == nil && root != l.tree.Hash {
		err = fmt.Errorf("the entries hash to %v, the checkpoint says %v", root, l.tree.Hash)
	}
	return err
}

// tiles makes every tile anew and compares bytes.
func (l *log) tiles() error {
	for _, tile := range tlog.NewTiles(height, 0, l.tree.N) {
		want, err := tlog.ReadTileData(tile, l.hashes)
		if err != nil {
			return err
		}
		got, err := l.read(ourPath(tile))
		if err != nil {
			return err
		}
		if !bytes.Equal(got, want) {
			return fmt.Errorf("tile %s differs", tile.Path())
		}
		l.counts.Tiles++
	}
	return nil
}

// strays refuses files that the log should not have.
func (l *log) strays() error {
	found := int64(0)
	err := filepath.WalkDir(filepath.Join(l.dir, "tile"), func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			found++
		}
		return err
	})
	if err == nil && found != l.counts.Tiles+l.counts.Bundles {
		err = fmt.Errorf("%d files for %d tiles and %d bundles", found, l.counts.Tiles, l.counts.Bundles)
	}
	return err
}

// ourPath turns tlog's path (tile/8/1/000, tile/8/data/000) into that of c2sp.org/tlog-tiles.
func ourPath(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

// tlog.TileReader over the log's files: what Go's client would fetch.

func (l *log) Height() int { return height }

func (l *log) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	out := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data, err := l.read(ourPath(tile))
		if err != nil {
			return nil, err
		}
		out[i] = data
	}
	return out, nil
}

func (l *log) SaveTiles([]tlog.Tile, [][]byte) {}
