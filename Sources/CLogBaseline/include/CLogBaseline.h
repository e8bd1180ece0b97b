/// The same rows through the same SQLite by C, with nothing done that C need not do: no hashes, no
/// encryption, no protocol. What `muster bench log` compares the log with, in the same run.
#ifndef C_LOG_BASELINE_H
#define C_LOG_BASELINE_H

#include <stddef.h>
#include <stdint.h>

/// What every event is made of.
struct baseline_event {
    const void *body;
    size_t body_count;
    const void *metadata;
    size_t metadata_count;
    /// What stands where sealed fields would; no bytes to leave them out.
    const void *personal;
    size_t personal_count;
    /// How many events there are of each subject, whose key is noted with the first; 0 for no subjects.
    int64_t events_per_subject;
    /// How many events are left before they are filed under their streams.
    int64_t unsettled_max;
};

/// Appends events to the `events.db` of a log that nobody has open, `per_commit` in each transaction.
/// - Returns: 0, or SQLite's result code.
int baseline_append(const char *path, struct baseline_event event, int64_t count,
                    int64_t per_commit, double *seconds);

/// The same from many threads that wait for one writer, which commits all that wait at once; each has a
/// stream of its own.
/// - Returns: 0, or SQLite's result code.
int baseline_group(const char *path, struct baseline_event event, int producers,
                   int64_t each, double *seconds);

/// Reads every column of every event with its payload, and adds up its bytes.
/// - Returns: 0, or SQLite's result code.
int baseline_scan(const char *path, int64_t *events, int64_t *bytes, double *seconds);

/// Appends `size` bytes to a file and syncs it, again and again: what a durable commit cannot be faster
/// than.
/// - Returns: 0, or errno.
int baseline_probe(const char *path, int64_t count, size_t size, double *seconds);

#endif
