// An independent account of trees, tiles, notes and cosignatures, made with Go's golang.org/x/mod and
// crypto/ed25519 and without Muster. What it prints is Fixtures/oracle.txt; run it on Debian with
//
//	apt-get install golang-go golang-golang-x-mod-dev
//	cd Tests/TransparencyTests/Oracle
//	GO111MODULE=off GOPATH=/usr/share/gocode go run oracle.go > ../Fixtures/oracle.txt
//
// Record i of the tree is the text "record i". Each line of the output is one of
//
//	root SIZE HEX      the root
//	proofs SIZE HEX    SHA-256 over the inclusion proofs of leaves 0, 1, … SIZE - 1 in a tree of SIZE
//	                   and the consistency proofs from sizes 1, 2, … SIZE to SIZE
//	tiles SIZE HEX     SHA-256 over the tiles that a tree of SIZE serves, sorted by path: path, newline,
//	                   hashes
//	vkey KEY           the verifier key of a fixed seed
//	note BASE64        a signed note, checkpoint or cosigned checkpoint
//
// where a proof is encoded as the number of its hashes, one byte, followed by the hashes.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"sort"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var hashes []tlog.Hash

var reader = tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
	var read []tlog.Hash
	for _, index := range indexes {
		read = append(read, hashes[index])
	}
	return read, nil
})

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func encode(buffer *bytes.Buffer, proof []tlog.Hash) {
	buffer.WriteByte(byte(len(proof)))
	for _, hash := range proof {
		buffer.Write(hash[:])
	}
}

func root(size int64) tlog.Hash {
	hash, err := tlog.TreeHash(size, reader)
	check(err)
	return hash
}

func rootBytes(size int64) []byte {
	hash := root(size)
	return hash[:]
}

func trees() {
	for size := int64(1); size <= 300; size++ {
		fmt.Printf("root %d %x\n", size, rootBytes(size))
		var proofs bytes.Buffer
		for index := int64(0); index < size; index++ {
			proof, err := tlog.ProveRecord(size, index, reader)
			check(err)
			encode(&proofs, proof)
		}
		for old := int64(1); old <= size; old++ {
			proof, err := tlog.ProveTree(size, old, reader)
			check(err)
			encode(&proofs, proof)
		}
		fmt.Printf("proofs %d %x\n", size, sha256.Sum256(proofs.Bytes()))
	}
	for _, size := range []int64{65535, 65536, 65537, 69999, 70000} {
		fmt.Printf("root %d %x\n", size, rootBytes(size))
	}
}

func tiles(size int64) {
	// NewTiles lists partial tiles of every width; a tree of this size has one of them a level.
	served := map[string]tlog.Tile{}
	for _, tile := range tlog.NewTiles(8, 0, size) {
		if tile.W == 256 || int64(tile.W) == (size>>(8*uint(tile.L)))%256 {
			served["tile/"+strings.TrimPrefix(tile.Path(), "tile/8/")] = tile
		}
	}
	var paths []string
	for path := range served {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	var all bytes.Buffer
	for _, path := range paths {
		data, err := tlog.ReadTileData(served[path], reader)
		check(err)
		all.WriteString(path + "\n")
		all.Write(data)
	}
	fmt.Printf("tiles %d %x\n", size, sha256.Sum256(all.Bytes()))
}

// The private key whose 32 bytes all are b.
func key(b byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{b}, 32))
}

func keyHash(name string, kind byte, public []byte) uint32 {
	sum := sha256.Sum256(append(append([]byte(name+"\n"), kind), public...))
	return binary.BigEndian.Uint32(sum[:])
}

func vkey(name string, kind byte, private ed25519.PrivateKey) string {
	public := private.Public().(ed25519.PublicKey)
	return fmt.Sprintf("%s+%08x+%s", name, keyHash(name, kind, public),
		base64.StdEncoding.EncodeToString(append([]byte{kind}, public...)))
}

func signer(name string, private ed25519.PrivateKey) note.Signer {
	public := private.Public().(ed25519.PublicKey)
	signer, err := note.NewSigner(fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", name, keyHash(name, 1, public),
		base64.StdEncoding.EncodeToString(append([]byte{1}, private.Seed()...))))
	check(err)
	return signer
}

func cosign(name string, private ed25519.PrivateKey, time uint64, text string) string {
	public := private.Public().(ed25519.PublicKey)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	signature := make([]byte, 12)
	binary.BigEndian.PutUint32(signature, keyHash(name, 4, public))
	binary.BigEndian.PutUint64(signature[4:], time)
	signature = append(signature, ed25519.Sign(private, []byte(message))...)
	return fmt.Sprintf("— %s %s\n", name, base64.StdEncoding.EncodeToString(signature))
}

func notes() {
	origin := "muster.example/log"
	fmt.Printf("vkey %s\n", vkey(origin, 1, key(1)))
	fmt.Printf("vkey %s\n", vkey("witness.example/w1", 4, key(2)))
	fmt.Printf("vkey %s\n", vkey("Zoë.example/é", 4, key(3)))
	show := func(signed []byte) {
		fmt.Printf("note %s\n", base64.StdEncoding.EncodeToString(signed))
	}
	poem, err := note.Sign(&note.Note{Text: "Ognuno sta solo\n\ned è subito sera.\n"},
		signer(origin, key(1)), signer("other.example", key(4)))
	check(err)
	show(poem)
	text := fmt.Sprintf("%s\n300\n%s\n", origin, root(300))
	checkpoint, err := note.Sign(&note.Note{Text: text}, signer(origin, key(1)))
	check(err)
	show(checkpoint)
	checkpoint = append(checkpoint, cosign("witness.example/w1", key(2), 1679315147, text)...)
	checkpoint = append(checkpoint, cosign("Zoë.example/é", key(3), 1<<63-1, text)...)
	show(checkpoint)
}

func main() {
	for i := int64(0); i < 70000; i++ {
		stored, err := tlog.StoredHashes(i, []byte(fmt.Sprintf("record %d", i)), reader)
		check(err)
		hashes = append(hashes, stored...)
	}
	trees()
	tiles(70000)
	tiles(256)
	notes()
}
