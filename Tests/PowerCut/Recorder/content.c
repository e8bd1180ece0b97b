// The interposed calls on the content of files. `write` and `writev` also send: see sockets.c.

#define _GNU_SOURCE
#include "recorder.h"

#ifdef __GLIBC__
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/// The place of a write that names none.
static off_t position(int descriptor) {
    struct stat status;
    if (fcntl(descriptor, F_GETFL) & O_APPEND)
        return fstat(descriptor, &status) == 0 ? status.st_size : 0;
    return lseek(descriptor, 0, SEEK_CUR);
}

static ssize_t put(int descriptor, const struct iovec *data, int parts, off_t offset) {
    return offset < 0 ? NEXT(writev)(descriptor, data, parts)
                      : NEXT(pwritev64)(descriptor, data, parts, offset);
}

/// Writes at `offset`, or where the descriptor stands if that is negative.
static ssize_t store(int descriptor, const struct iovec *data, int parts, off_t offset) {
    if (!recorder_enter()) return put(descriptor, data, parts, offset);
    struct operation operation = {.kind = POWER_CUT_WRITE, .data = data, .parts = parts};
    ssize_t result = -1;
    if (!recorder_describe(descriptor, &operation)) {
        // Without the lock: a pipe may keep its writer waiting.
        recorder_leave();
        return put(descriptor, data, parts, offset);
    }
    operation.offset = offset < 0 ? position(descriptor) : offset;
    enum verdict verdict = recorder_begin(&operation);
    if (verdict == HALVE) {
        size_t all = 0;
        struct iovec half[parts];
        for (int i = 0; i < parts; i++) all += data[i].iov_len;
        int kept = recorder_trim(data, parts, all > 1 ? all / 2 : all, half);
        result = put(descriptor, half, kept, offset);
    } else if (verdict == GO_ON) {
        result = put(descriptor, data, parts, offset);
    }
    recorder_end(&operation, result);
    recorder_leave();
    return result;
}

static bool is_socket(int descriptor) {
    struct stat status;
    int error = errno;
    bool is = fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
    errno = error;
    return is;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    struct iovec data = {(void *)bytes, length};
    if (is_socket(descriptor)) {
        recorder_output(descriptor, &data, 1);
        return NEXT(write)(descriptor, bytes, length);
    }
    return store(descriptor, &data, 1, -1);
}
ssize_t writev(int descriptor, const struct iovec *data, int parts) {
    if (is_socket(descriptor)) {
        recorder_output(descriptor, data, parts);
        return NEXT(writev)(descriptor, data, parts);
    }
    return store(descriptor, data, parts, -1);
}
ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    return store(descriptor, &(struct iovec){(void *)bytes, length}, 1, offset);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
    return store(descriptor, &(struct iovec){(void *)bytes, length}, 1, offset);
}
ssize_t pwritev(int descriptor, const struct iovec *data, int parts, off_t offset) {
    return store(descriptor, data, parts, offset);
}
ssize_t pwritev64(int descriptor, const struct iovec *data, int parts, off64_t offset) {
    return store(descriptor, data, parts, offset);
}

static int resize(int descriptor, off_t size) {
    if (!recorder_enter()) return NEXT(ftruncate64)(descriptor, size);
    struct operation operation = {.kind = POWER_CUT_TRUNCATE, .offset = size};
    int result = recorder_describe(descriptor, &operation)
        ? (int)CARRY_OUT(&operation, NEXT(ftruncate64)(descriptor, size))
        : NEXT(ftruncate64)(descriptor, size);
    recorder_leave();
    return result;
}

int ftruncate(int descriptor, off_t size) { return resize(descriptor, size); }
int ftruncate64(int descriptor, off64_t size) { return resize(descriptor, size); }

static int allocate(int descriptor, int mode, off_t offset, off_t length) {
    if (!recorder_enter()) return NEXT(fallocate64)(descriptor, mode, offset, length);
    struct operation operation = {.kind = POWER_CUT_ALLOCATE, .offset = offset + length};
    // The modes that keep the size or punch holes are not modelled: refused, as many systems do.
    bool is_watched = recorder_describe(descriptor, &operation);
    if (is_watched && mode != 0) {
        recorder_leave();
        errno = EOPNOTSUPP;
        return -1;
    }
    int result = is_watched
        ? (int)CARRY_OUT(&operation, NEXT(fallocate64)(descriptor, mode, offset, length))
        : NEXT(fallocate64)(descriptor, mode, offset, length);
    recorder_leave();
    return result;
}

int fallocate(int descriptor, int mode, off_t offset, off_t length) {
    return allocate(descriptor, mode, offset, length);
}
int fallocate64(int descriptor, int mode, off64_t offset, off64_t length) {
    return allocate(descriptor, mode, offset, length);
}
int posix_fallocate(int descriptor, off_t offset, off_t length) {
    return allocate(descriptor, 0, offset, length) == 0 ? 0 : errno;
}
int posix_fallocate64(int descriptor, off64_t offset, off64_t length) {
    return allocate(descriptor, 0, offset, length) == 0 ? 0 : errno;
}

static int sync_file(int descriptor, int (*real)(int)) {
    if (!recorder_enter()) return real(descriptor);
    struct operation operation = {.kind = POWER_CUT_SYNC};
    int result = recorder_describe(descriptor, &operation)
        ? (int)CARRY_OUT(&operation, real(descriptor))
        : real(descriptor);
    recorder_leave();
    return result;
}

int fsync(int descriptor) { return sync_file(descriptor, NEXT(fsync)); }
int fdatasync(int descriptor) { return sync_file(descriptor, NEXT(fdatasync)); }
#endif
