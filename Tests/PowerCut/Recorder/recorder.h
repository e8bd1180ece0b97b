// What the interposed calls share: which files are watched, the order, the trace, the faults.

#ifndef RECORDER_H
#define RECORDER_H

#include <dlfcn.h>
#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "PowerCutRecorder.h"

/// The call that this library stands before.
#define NEXT(name)                                                                                 \
    ({                                                                                             \
        static __typeof__(&name) next;                                                             \
        __typeof__(&name) found = __atomic_load_n(&next, __ATOMIC_RELAXED);                        \
        if (!found) {                                                                              \
            found = (__typeof__(&name))dlsym(RTLD_NEXT, #name);                                    \
            __atomic_store_n(&next, found, __ATOMIC_RELAXED);                                      \
        }                                                                                          \
        found;                                                                                     \
    })

/// An I/O on a watched file.
struct operation {
    enum power_cut_kind kind;
    int flags;
    int64_t offset;
    char path[PATH_MAX];
    char destination[PATH_MAX];
    /// What is written; `NULL` for any other kind.
    const struct iovec *data;
    int parts;
};

/// What to do about an I/O that is about to happen.
enum verdict {
    GO_ON,
    /// errno is set.
    FAIL,
    /// Store half of it.
    HALVE,
};

/// Takes the lock, in whose order everything is recorded; false when nothing is watched, or when
/// this thread holds the lock already: then the call goes its way unseen.
bool recorder_enter(void);

/// Lets the lock go; errno stays as it is.
void recorder_leave(void);

/// Where a descriptor's file is below the watched directory; false when it is not.
bool recorder_describe(int descriptor, struct operation *operation);

/// Where a name is below the watched directory, whether or not it exists; false when it is not.
bool recorder_locate(int directory, const char *name, char path[PATH_MAX]);

/// Counts an I/O that is about to happen, and does to it what the environment says.
enum verdict recorder_begin(struct operation *operation);

/// Writes down what became of an I/O: `result` is what the call returned, errno why it failed.
void recorder_end(const struct operation *operation, ssize_t result);

/// The first `length` bytes of some parts; returns how many parts they take.
int recorder_trim(const struct iovec *data, int parts, size_t length, struct iovec *trimmed);

/// Writes down what is about to be sent, if it goes to a TCP peer.
void recorder_output(int descriptor, const struct iovec *data, int parts);

/// Carries out a call on a watched file, with the lock held; `call` is an expression that returns -1
/// when it fails.
#define CARRY_OUT(operation, call)                                                                 \
    ({                                                                                             \
        ssize_t result = recorder_begin(operation) == FAIL ? -1 : (ssize_t)(call);                 \
        recorder_end(operation, result);                                                           \
        result;                                                                                    \
    })

#endif
