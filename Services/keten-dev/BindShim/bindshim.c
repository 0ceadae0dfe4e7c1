#define _GNU_SOURCE
#include "bindshim.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>

static _Atomic uint16_t next_port = 0;

void bindshim_next_loopback_port(uint16_t port) { atomic_store(&next_port, port); }

typedef int (*bind_function)(int, const struct sockaddr *, socklen_t);

int bind(int descriptor, const struct sockaddr *address, socklen_t length) {
    bind_function libc_bind = (bind_function)dlsym(RTLD_NEXT, "bind");
    if (!libc_bind) {
        errno = ENOSYS;
        return -1;
    }
    if (address && address->sa_family == AF_INET && length >= sizeof(struct sockaddr_in)) {
        struct sockaddr_in changed;
        memcpy(&changed, address, sizeof changed);
        if (changed.sin_port == 0 && changed.sin_addr.s_addr == htonl(INADDR_LOOPBACK)) {
            changed.sin_port = htons(atomic_exchange(&next_port, 0));
            return libc_bind(descriptor, (const struct sockaddr *)&changed, sizeof changed);
        }
    }
    return libc_bind(descriptor, address, length);
}
