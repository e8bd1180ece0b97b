// The recorder of the power-cut tests: a library that is loaded into a process before all others
// (LD_PRELOAD) and writes down, in one order, what the process does to the files of one directory
// and what it says to its network peers. It can also let that I/O fail, or kill the process.
//
// It is told what to do by its environment:
//   MUSTER_RECORD_DIR    the directory to watch; it must exist, or nothing is watched
//   MUSTER_RECORD_TRACE  the file to append the trace to
//   MUSTER_KILL_AT=n     SIGKILL just before the nth I/O on a watched file, counted from 1
//   MUSTER_FAIL=kind:n:errno[:once|:on]
//                        the nth I/O of a kind fails: `sync`, `any`, or `write`, which is all that
//                        takes up room: writing, allocating, creating. `short` stores half of the
//                        nth write instead of failing it. With `on` all later ones fail as well.
//
// SQLite's shared-memory index (`-shm`) is not watched: recovery makes it anew. What goes round
// libc's calls (stdio, mmap, io_uring) is not seen; the tests compare the replayed trace with the
// directory to notice.

#ifndef POWER_CUT_RECORDER_H
#define POWER_CUT_RECORDER_H

#include <stdint.h>

/// What an entry of the trace says happened.
enum power_cut_kind {
    /// A process began; its entries follow.
    POWER_CUT_START = 0,
    /// `path` is a new, empty file.
    POWER_CUT_CREATE = 1,
    /// `path` is a new directory.
    POWER_CUT_MKDIR = 2,
    /// `data` was stored in `path` from `offset`.
    POWER_CUT_WRITE = 3,
    /// `path` has `offset` bytes from now on.
    POWER_CUT_TRUNCATE = 4,
    /// `path` has at least `offset` bytes from now on.
    POWER_CUT_ALLOCATE = 5,
    /// `path` was synced: a file's content, or a directory's names.
    POWER_CUT_SYNC = 6,
    /// `path` is called `destination`.
    POWER_CUT_RENAME = 7,
    /// `path` has another name, `destination`.
    POWER_CUT_LINK = 8,
    /// The name `path` is gone.
    POWER_CUT_UNLINK = 9,
    /// `data` begins what is about to be sent to the peer with the TCP port `offset`.
    POWER_CUT_OUTPUT = 10,
};

/// `path` has no name any more.
#define POWER_CUT_DELETED 1
/// `path` is a directory.
#define POWER_CUT_DIRECTORY 2

/// The head of an entry, in the machine's byte order; `path`, `destination` and `data` follow it.
///
/// Paths are relative to the watched directory, which is itself the empty path.
struct power_cut_entry {
    uint16_t kind;
    uint16_t flags;
    /// 0, or the errno the call failed with; then it changed nothing.
    int32_t error;
    int64_t offset;
    uint32_t path_length;
    uint32_t destination_length;
    uint64_t data_length;
};

#endif
