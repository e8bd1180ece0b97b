// The interposed calls on names: renaming, linking, removing, making directories.

#define _GNU_SOURCE
#include "recorder.h"

#ifdef __GLIBC__
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/// Carries out `call` on the watched name it is about, or lets it go its way.
#define ON_NAME(of_kind, directory, name, call)                                                    \
    ({                                                                                             \
        struct operation operation = {.kind = of_kind};                                            \
        bool is_inside = recorder_enter();                                                         \
        bool is_watched = is_inside && recorder_locate(directory, name, operation.path);           \
        int outcome = is_watched ? (int)CARRY_OUT(&operation, call) : (call);                      \
        if (is_inside) recorder_leave();                                                           \
        outcome;                                                                                   \
    })

int mkdir(const char *name, mode_t mode) {
    return ON_NAME(POWER_CUT_MKDIR, AT_FDCWD, name, NEXT(mkdir)(name, mode));
}
int mkdirat(int directory, const char *name, mode_t mode) {
    return ON_NAME(POWER_CUT_MKDIR, directory, name, NEXT(mkdirat)(directory, name, mode));
}
int unlink(const char *name) {
    return ON_NAME(POWER_CUT_UNLINK, AT_FDCWD, name, NEXT(unlink)(name));
}
int unlinkat(int directory, const char *name, int flags) {
    return ON_NAME(POWER_CUT_UNLINK, directory, name, NEXT(unlinkat)(directory, name, flags));
}
int rmdir(const char *name) {
    return ON_NAME(POWER_CUT_UNLINK, AT_FDCWD, name, NEXT(rmdir)(name));
}
int remove(const char *name) {
    return ON_NAME(POWER_CUT_UNLINK, AT_FDCWD, name, NEXT(remove)(name));
}

/// Carries out `call` when both names are watched; what moves in or out is not followed.
#define ON_NAMES(of_kind, from, old, to, new, call)                                                \
    ({                                                                                             \
        struct operation operation = {.kind = of_kind};                                            \
        bool is_inside = recorder_enter();                                                         \
        bool is_watched = is_inside && recorder_locate(from, old, operation.path) &&               \
            recorder_locate(to, new, operation.destination);                                       \
        int outcome = is_watched ? (int)CARRY_OUT(&operation, call) : (call);                      \
        if (is_inside) recorder_leave();                                                           \
        outcome;                                                                                   \
    })

int rename(const char *old, const char *new) {
    return ON_NAMES(POWER_CUT_RENAME, AT_FDCWD, old, AT_FDCWD, new, NEXT(rename)(old, new));
}
int renameat(int from, const char *old, int to, const char *new) {
    return ON_NAMES(POWER_CUT_RENAME, from, old, to, new, NEXT(renameat)(from, old, to, new));
}
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    if (flags & RENAME_EXCHANGE) return NEXT(renameat2)(from, old, to, new, flags);
    return ON_NAMES(POWER_CUT_RENAME, from, old, to, new,
                    NEXT(renameat2)(from, old, to, new, flags));
}
int link(const char *old, const char *new) {
    return ON_NAMES(POWER_CUT_LINK, AT_FDCWD, old, AT_FDCWD, new, NEXT(link)(old, new));
}
int linkat(int from, const char *old, int to, const char *new, int flags) {
    return ON_NAMES(POWER_CUT_LINK, from, old, to, new,
                    NEXT(linkat)(from, old, to, new, flags));
}
#endif
