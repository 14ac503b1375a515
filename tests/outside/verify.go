// A second verifier, which shares no code with e-Cabinet: Go's own notes and trees judge the folder of one log.
//
//	verify FOLDER VERIFIER-KEY [PROOF-FILE ENTRY-NUMBER]
//
// It checks the checkpoint's signature, the root from all entries, every tile, and the inclusion of one entry: of the
// last, or of the one that a .tlog-proof proves. It names the checkpoint, bundle, entry or tile at fault.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check[T any](what string) func(T, error) T {
	return func(value T, err error) T {
		demand(err == nil, what, fmt.Sprint(err))
		return value
	}
}

func demand(holds bool, what, fault string) {
	if !holds {
		fmt.Fprintf(os.Stderr, "%s: %s\n", what, fault)
		os.Exit(1)
	}
}

// hashOf reads one hash, in its one spelling: ParseHash passes over bits that decide nothing.
func hashOf(what, text string) tlog.Hash {
	hash := check[tlog.Hash](what)(tlog.ParseHash(text))
	demand(hash.String() == text, what, "not spelled as it would be written")
	return hash
}

// open judges a signed checkpoint: three lines, of which the origin is the key's name.
func open(what string, signed []byte, key note.Verifier) tlog.Tree {
	opened := check[*note.Note](what)(note.Open(signed, note.VerifierList(key)))
	check[[]byte](what)(base64.StdEncoding.Strict().DecodeString(opened.Sigs[0].Base64))
	lines := strings.Split(opened.Text, "\n")
	demand(len(lines) == 4 && lines[0] == key.Name() && len(opened.UnverifiedSigs) == 0, what, "not of this log")
	return tlog.Tree{N: check[int64](what)(strconv.ParseInt(lines[1], 10, 64)), Hash: hashOf(what, lines[2])}
}

// path names a tile as the format does; the level -1 holds entries.
func path(tile tlog.Tile) string {
	return strings.NewReplacer("tile/8/data/", "tile/entries/", "tile/8/", "tile/").Replace(tile.Path())
}

// read gives the file of a tile. A full tile stands for its partial ones.
func read(folder string, tile tlog.Tile) (string, []byte) {
	name := path(tile)
	found, err := os.ReadFile(folder + "/" + name)
	if os.IsNotExist(err) && tile.W < 256 {
		name, _, _ = strings.Cut(name, ".p/")
		found, err = os.ReadFile(folder + "/" + name)
	}
	return name, check[[]byte](name)(found, err)
}

func main() {
	demand(len(os.Args) == 3 || len(os.Args) == 5, "verify", "FOLDER VERIFIER-KEY [PROOF-FILE ENTRY-NUMBER]")
	folder, key := os.Args[1], check[note.Verifier]("the verifier key")(note.NewVerifier(os.Args[2]))
	head := open("checkpoint", check[[]byte]("checkpoint")(os.ReadFile(folder+"/checkpoint")), key)
	var records [][]byte
	var stored []tlog.Hash // every hash of the tree, out of the entries alone
	hashes := tlog.HashReaderFunc(func(places []int64) (found []tlog.Hash, err error) {
		for _, place := range places {
			found = append(found, stored[place])
		}
		return found, nil
	})
	var name string
	var names []string // of the bundles
	var rest []byte
	for n := int64(0); n < head.N; n++ {
		if n%256 == 0 {
			demand(len(rest) == 0, name, "longer than its entries")
			width := 256
			if head.N-n < 256 {
				width = int(head.N - n)
			}
			name, rest = read(folder, tlog.Tile{H: 8, L: -1, N: n / 256, W: width})
			names = append(names, name)
		}
		end := 2
		if len(rest) >= 2 {
			end += int(binary.BigEndian.Uint16(rest))
		}
		demand(end <= len(rest), name, fmt.Sprintf("entry %d is cut off", n))
		records = append(records, rest[2:end])
		stored = append(stored, check[[]tlog.Hash](name)(tlog.StoredHashes(n, rest[2:end], hashes))...)
		rest = rest[end:]
	}
	demand(len(rest) == 0 || !strings.Contains(name, ".p/"), name, "longer than its entries")
	root := check[tlog.Hash]("entries")(tlog.TreeHash(head.N, hashes))
	tiles := tlog.NewTiles(8, 0, head.N)
	for place, tile := range tiles {
		// Of a partial tile the widest must be there; one that was published earlier may.
		if place+1 < len(tiles) && tiles[place+1].L == tile.L && tiles[place+1].N == tile.N {
			if _, err := os.Stat(folder + "/" + path(tile)); err != nil {
				continue
			}
		}
		expected := check[[]byte](tile.Path())(tlog.ReadTileData(tile, hashes))
		name, found := read(folder, tile)
		whole := len(found) == len(expected) || !strings.Contains(name, ".p/") && len(found) == 256*tlog.HashSize
		demand(whole, name, fmt.Sprintf("%d bytes instead of %d", len(found), len(expected)))
		for at := 0; at < len(expected); at += tlog.HashSize {
			fits := bytes.Equal(found[at:at+tlog.HashSize], expected[at:at+tlog.HashSize])
			number := tile.N*256 + int64(at/tlog.HashSize)
			if !fits && root != head.Hash && tile.L == 0 {
				// The root decides which of the two was changed.
				demand(false, names[tile.N], fmt.Sprintf("entry %d fits neither its tile nor the checkpoint", number))
			}
			demand(fits, name, fmt.Sprintf("does not fit the entries, first at %d of level %d", number, tile.L))
		}
	}
	demand(root == head.Hash, "checkpoint", "its root is not that of the entries")
	what, number := "inclusion of the last entry", head.N-1
	proof := check[tlog.RecordProof](what)(tlog.ProveRecord(head.N, number, hashes))
	if len(os.Args) == 5 {
		what, number = os.Args[3], check[int64]("the number")(strconv.ParseInt(os.Args[4], 10, 64))
		text, signed, _ := strings.Cut(string(check[[]byte](what)(os.ReadFile(what))), "\n\n")
		lines := strings.Split(text, "\n")
		heading := fmt.Sprintf("c2sp.org/tlog-proof@v1\nindex %d", number)
		demand(strings.HasPrefix(text+"\n", heading+"\n") && number < head.N, what, "not a proof of this entry")
		proof, head = nil, open(what, []byte(signed), key)
		for _, line := range lines[2:] {
			proof = append(proof, hashOf(what, line))
		}
	}
	err := tlog.CheckRecord(proof, head.N, head.Hash, number, tlog.RecordHash(records[number]))
	demand(err == nil, what, fmt.Sprint(err))
	fmt.Printf("%s: %d entries, root %v; proved: entry %d\n", key.Name(), head.N, head.Hash, number)
}
