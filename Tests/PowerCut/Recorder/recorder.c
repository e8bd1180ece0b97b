#define _GNU_SOURCE
#include "recorder.h"

#ifdef __GLIBC__
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/// How much of an answer is kept: its status line and headers.
#define OUTPUT_BYTES_MAX 512

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static __thread bool is_inside;

static char watched[PATH_MAX];
static int trace = -1;
static long kill_at;
static struct {
    char kind[8];
    long at;
    int error;
    bool goes_on;
} fault;

/// How many I/Os there were; touched only with the lock held.
static long count_any, count_write, count_sync;

static void refuse(const char *why) {
    dprintf(STDERR_FILENO, "power-cut recorder: %s\n", why);
    abort();
}

static void append(const struct power_cut_entry *head, const struct operation *operation,
                   const struct iovec *data, int parts) {
    struct iovec all[parts + 3];
    all[0] = (struct iovec){(void *)head, sizeof *head};
    all[1] = (struct iovec){(void *)operation->path, head->path_length};
    all[2] = (struct iovec){(void *)operation->destination, head->destination_length};
    for (int i = 0; i < parts; i++) all[3 + i] = data[i];
    size_t length =
        sizeof *head + head->path_length + head->destination_length + head->data_length;
    // Past the interposed calls, and without a buffer: a killed process must leave a whole trace.
    if (trace >= 0 && syscall(SYS_writev, trace, all, parts + 3) != (ssize_t)length)
        refuse("cannot write the trace");
}

__attribute__((constructor)) static void start(void) {
    const char *directory = getenv("MUSTER_RECORD_DIR");
    if (!directory || !realpath(directory, watched)) return;
    const char *file = getenv("MUSTER_RECORD_TRACE");
    if (file) {
        trace = (int)syscall(SYS_openat, AT_FDCWD, file,
                             O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (trace < 0) refuse("cannot open MUSTER_RECORD_TRACE");
    }
    const char *at = getenv("MUSTER_KILL_AT");
    if (at) kill_at = atol(at);
    const char *text = getenv("MUSTER_FAIL");
    if (text) {
        char length[8] = "once";
        int fields = sscanf(text, "%7[a-z]:%ld:%d:%7[a-z]", fault.kind, &fault.at, &fault.error,
                            length);
        fault.goes_on = strcmp(length, "on") == 0;
        if (fields < 3) refuse("MUSTER_FAIL is kind:n:errno[:once|:on]");
    }
    append(&(struct power_cut_entry){.kind = POWER_CUT_START}, &(struct operation){0}, NULL, 0);
}

bool recorder_enter(void) {
    if (!watched[0] || is_inside) return false;
    is_inside = true;
    pthread_mutex_lock(&lock);
    return true;
}

void recorder_leave(void) {
    int error = errno;
    pthread_mutex_unlock(&lock);
    is_inside = false;
    errno = error;
}

/// Cuts the watched directory off a path; false when the path is elsewhere.
static bool relative(const char *full, char path[PATH_MAX]) {
    size_t length = strlen(watched), all = strlen(full);
    if (strncmp(full, watched, length) != 0 || (full[length] && full[length] != '/')) return false;
    if (all >= 4 && strcmp(full + all - 4, "-shm") == 0) return false;
    strcpy(path, full[length] ? full + length + 1 : "");
    return true;
}

static bool full_path(int descriptor, char full[PATH_MAX]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, full, PATH_MAX - 1);
    if (length < 0) return false;
    full[length] = 0;
    return true;
}

bool recorder_describe(int descriptor, struct operation *operation) {
    // The kernel knows the file's name of now, also after a rename and for a copied descriptor.
    char full[PATH_MAX];
    int error = errno;
    bool is_known = full_path(descriptor, full);
    errno = error;
    if (!is_known) return false;
    const char *mark = " (deleted)";
    size_t length = strlen(full), end = strlen(mark);
    if (length > end && strcmp(full + length - end, mark) == 0) {
        full[length - end] = 0;
        operation->flags |= POWER_CUT_DELETED;
    }
    struct stat status;
    if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode))
        operation->flags |= POWER_CUT_DIRECTORY;
    return relative(full, operation->path);
}

bool recorder_locate(int directory, const char *name, char path[PATH_MAX]) {
    char full[PATH_MAX] = "", parent[PATH_MAX], joined[2 * PATH_MAX];
    int error = errno;
    bool is_known = name[0] == '/' ||
        (directory == AT_FDCWD ? getcwd(full, sizeof full) != NULL : full_path(directory, full));
    int length = snprintf(joined, sizeof joined, "%s/%s", full, name);
    while (length > 1 && joined[length - 1] == '/') joined[--length] = 0;
    // The name itself may not exist, and must not be followed; the way to it must exist.
    char *last = strrchr(joined, '/');
    *last = 0;
    is_known = is_known && realpath(joined[0] ? joined : "/", parent);
    errno = error;
    if (!is_known || strlen(parent) + strlen(last + 1) + 2 > PATH_MAX) return false;
    snprintf(joined, PATH_MAX, "%.*s/%s", PATH_MAX - 2, parent, strdupa(last + 1));
    return relative(joined, path);
}

enum verdict recorder_begin(struct operation *operation) {
    bool is_sync = operation->kind == POWER_CUT_SYNC;
    bool takes_room = operation->kind == POWER_CUT_WRITE || operation->kind == POWER_CUT_ALLOCATE ||
        operation->kind == POWER_CUT_CREATE || operation->kind == POWER_CUT_MKDIR;
    count_any += 1;
    if (takes_room) count_write += 1;
    if (is_sync) count_sync += 1;
    if (count_any == kill_at) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    bool is_short = strcmp(fault.kind, "short") == 0;
    bool is_write = is_short || strcmp(fault.kind, "write") == 0;
    long number = 0;
    if (strcmp(fault.kind, "any") == 0) number = count_any;
    if (strcmp(fault.kind, "sync") == 0 && is_sync) number = count_sync;
    if (is_write && takes_room) number = count_write;
    if (!number || number < fault.at || (number > fault.at && !fault.goes_on)) return GO_ON;
    if (is_short && number == fault.at) return operation->kind == POWER_CUT_WRITE ? HALVE : GO_ON;
    errno = fault.error;
    return FAIL;
}

int recorder_trim(const struct iovec *data, int parts, size_t length, struct iovec *trimmed) {
    int kept = 0;
    for (; kept < parts && length > 0; kept++) {
        trimmed[kept] = data[kept];
        if (trimmed[kept].iov_len > length) trimmed[kept].iov_len = length;
        length -= trimmed[kept].iov_len;
    }
    return kept;
}

void recorder_end(const struct operation *operation, ssize_t result) {
    int error = errno;
    size_t stored = operation->data && result > 0 ? (size_t)result : 0;
    struct iovec trimmed[operation->parts + 1];
    int parts = recorder_trim(operation->data, operation->parts, stored, trimmed);
    struct power_cut_entry head = {
        .kind = (uint16_t)operation->kind,
        .flags = (uint16_t)operation->flags,
        .error = result < 0 ? error : 0,
        .offset = operation->offset,
        .path_length = (uint32_t)strlen(operation->path),
        .destination_length = (uint32_t)strlen(operation->destination),
        .data_length = stored,
    };
    append(&head, operation, trimmed, parts);
    errno = error;
}

void recorder_output(int descriptor, const struct iovec *data, int parts) {
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } peer;
    socklen_t length = sizeof peer;
    int error = errno;
    bool is_tcp = getpeername(descriptor, &peer.any, &length) == 0 &&
        (peer.any.sa_family == AF_INET || peer.any.sa_family == AF_INET6);
    errno = error;
    if (!is_tcp || !recorder_enter()) return;
    size_t all = 0;
    for (int i = 0; i < parts; i++) all += data[i].iov_len;
    if (all > OUTPUT_BYTES_MAX) all = OUTPUT_BYTES_MAX;
    // The port is at the same place in both families.
    struct operation operation = {
        .kind = POWER_CUT_OUTPUT,
        .offset = ntohs(peer.four.sin_port),
        .data = data,
        .parts = parts,
    };
    recorder_end(&operation, (ssize_t)all);
    recorder_leave();
}
#endif
