// The interposed calls that open files, and thereby make or empty them.

#define _GNU_SOURCE
#include "recorder.h"

#ifdef __GLIBC__
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>

/// What opening a file will do to it, as an entry; false for nothing.
static bool will_change(int directory, const char *name, int flags, struct operation *operation) {
    if (!(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE) return false;
    if (!recorder_locate(directory, name, operation->path)) return false;
    struct stat status;
    int error = errno;
    bool exists = fstatat(directory, name, &status, 0) == 0;
    errno = error;
    operation->kind = exists ? POWER_CUT_TRUNCATE : POWER_CUT_CREATE;
    return exists ? (flags & O_TRUNC) && !(flags & O_EXCL) : (flags & O_CREAT) != 0;
}

static int open_file(int directory, const char *name, int flags, mode_t mode) {
    if (!recorder_enter()) return NEXT(openat)(directory, name, flags, mode);
    struct operation operation = {0};
    int descriptor = will_change(directory, name, flags, &operation)
        ? (int)CARRY_OUT(&operation, NEXT(openat)(directory, name, flags, mode))
        : NEXT(openat)(directory, name, flags, mode);
    recorder_leave();
    return descriptor;
}

#define MODE(flags, last)                                                                          \
    ({                                                                                             \
        mode_t mode = 0;                                                                           \
        if ((flags) & (O_CREAT | O_TMPFILE)) {                                                     \
            va_list rest;                                                                          \
            va_start(rest, last);                                                                  \
            mode = va_arg(rest, mode_t);                                                           \
            va_end(rest);                                                                          \
        }                                                                                          \
        mode;                                                                                      \
    })

int open(const char *name, int flags, ...) {
    return open_file(AT_FDCWD, name, flags, MODE(flags, flags));
}
int open64(const char *name, int flags, ...) {
    return open_file(AT_FDCWD, name, flags, MODE(flags, flags));
}
int openat(int directory, const char *name, int flags, ...) {
    return open_file(directory, name, flags, MODE(flags, flags));
}
int openat64(int directory, const char *name, int flags, ...) {
    return open_file(directory, name, flags, MODE(flags, flags));
}
int creat(const char *name, mode_t mode) {
    return open_file(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int creat64(const char *name, mode_t mode) {
    return open_file(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

// What _FORTIFY_SOURCE makes of open and openat.
int __open_2(const char *name, int flags) { return open_file(AT_FDCWD, name, flags, 0); }
int __open64_2(const char *name, int flags) { return open_file(AT_FDCWD, name, flags, 0); }
int __openat_2(int directory, const char *name, int flags) {
    return open_file(directory, name, flags, 0);
}
int __openat64_2(int directory, const char *name, int flags) {
    return open_file(directory, name, flags, 0);
}

static int make_temporary(char *template, int suffix, int flags) {
    if (!recorder_enter()) return NEXT(mkostemps)(template, suffix, flags);
    struct operation operation = {.kind = POWER_CUT_CREATE};
    int descriptor = -1;
    if (!recorder_locate(AT_FDCWD, template, operation.path)) {
        descriptor = NEXT(mkostemps)(template, suffix, flags);
    } else {
        if (recorder_begin(&operation) != FAIL) {
            descriptor = NEXT(mkostemps)(template, suffix, flags);
            recorder_locate(AT_FDCWD, template, operation.path);
        }
        recorder_end(&operation, descriptor);
    }
    recorder_leave();
    return descriptor;
}

int mkstemp(char *template) { return make_temporary(template, 0, 0); }
int mkstemp64(char *template) { return make_temporary(template, 0, 0); }
int mkostemp(char *template, int flags) { return make_temporary(template, 0, flags); }
int mkostemp64(char *template, int flags) { return make_temporary(template, 0, flags); }
int mkstemps(char *template, int suffix) { return make_temporary(template, suffix, 0); }
int mkstemps64(char *template, int suffix) { return make_temporary(template, suffix, 0); }
int mkostemps(char *template, int suffix, int flags) {
    return make_temporary(template, suffix, flags);
}
int mkostemps64(char *template, int suffix, int flags) {
    return make_temporary(template, suffix, flags);
}
#endif
