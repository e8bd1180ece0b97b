// The interposed calls that send: `write` and `writev` are among those on content.

#define _GNU_SOURCE
#include "recorder.h"

#ifdef __GLIBC__
#include <sys/socket.h>

ssize_t send(int descriptor, const void *bytes, size_t length, int flags) {
    recorder_output(descriptor, &(struct iovec){(void *)bytes, length}, 1);
    return NEXT(send)(descriptor, bytes, length, flags);
}
ssize_t sendto(int descriptor, const void *bytes, size_t length, int flags,
               const struct sockaddr *to, socklen_t size) {
    recorder_output(descriptor, &(struct iovec){(void *)bytes, length}, 1);
    return NEXT(sendto)(descriptor, bytes, length, flags, to, size);
}
ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags) {
    recorder_output(descriptor, message->msg_iov, (int)message->msg_iovlen);
    return NEXT(sendmsg)(descriptor, message, flags);
}
#endif
